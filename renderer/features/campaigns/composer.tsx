import type { ReactNode, Ref } from 'react';

interface ComposerProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly text: string;
  /** Characters that force the whole text into Unicode. */
  readonly forcing: readonly string[];
  /** Keys of fields nobody has. */
  readonly unknown: readonly string[];
  readonly onChange: (text: string) => void;
}

/** A plain run with its forcing characters marked; `offset` keeps the keys apart. */
function runs(text: string, forcing: ReadonlySet<string>, offset: number): ReactNode[] {
  const pieces: ReactNode[] = [];
  let plain = '';
  let at = offset;
  for (const character of text) {
    if (forcing.has(character)) {
      pieces.push(
        plain,
        <mark key={at} className="forcing">
          {character}
        </mark>,
      );
      plain = '';
    } else plain += character;
    at += character.length;
  }
  pieces.push(plain);
  return pieces;
}

/** Splits a text into plain runs, fields and forcing characters, for the layer under the letters. */
function marked(text: string, forcing: readonly string[], unknown: readonly string[]): ReactNode[] {
  const isForcing = new Set(forcing);
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const field of text.matchAll(/\{\{([^{}|]*)(?:\|[^{}]*)?\}\}/g)) {
    const key = (field[1] ?? '')
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
    pieces.push(...runs(text.slice(at, field.index), isForcing, at));
    pieces.push(
      <mark key={`f${field.index}`} className={unknown.includes(key) ? 'unknown' : ''}>
        {field[0]}
      </mark>,
    );
    at = field.index + field[0].length;
  }
  pieces.push(...runs(text.slice(at), isForcing, at));
  return pieces;
}

/** The message field: native, with a layer under it that tints fields and underlines what costs. */
export function Composer({ ref, text, forcing, unknown, onChange }: ComposerProps) {
  return (
    <div className="composer">
      <div className="mirror" dir="auto" aria-hidden>
        {marked(text, forcing, unknown)}
        {'\u200b'}
      </div>
      <textarea
        ref={ref}
        aria-label="Message"
        aria-describedby="counter"
        value={text}
        maxLength={5_000}
        dir="auto"
        spellCheck
        placeholder="Hi {{first_name|there}}, …"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
