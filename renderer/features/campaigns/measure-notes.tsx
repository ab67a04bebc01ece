import { IconAlertTriangle } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { call } from '../../api/client.ts';
import { count, fieldName, people, texts } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/states.tsx';

type Measure = Output<'text.measure'>;

/** `GSM-7 · 148 of 160 · 1 text`. */
export function Counter({ measure }: { readonly measure: Measure }) {
  const { encoding, units, perPart, parts } = measure;
  return (
    <p className="end small soft" id="counter" role="status">
      <b className={encoding === 'GSM-7' ? '' : 'warn'}>{encoding === 'GSM-7' ? 'GSM-7' : 'Unicode'}</b> ·{' '}
      {count(units)} of {count(Math.max(1, parts) * perPart)} · <b>{texts(parts)}</b>
    </p>
  );
}

function forcingTitle({ forcing, parts, partsIfReplaced }: Measure): string {
  const many = forcing.reduce((sum, { count: n }) => sum + n, 0);
  const who = many === 1 ? 'One character' : `${count(many)} characters`;
  if (partsIfReplaced < parts && parts === partsIfReplaced * 2)
    return `${who} ${many === 1 ? 'doubles' : 'double'} the price`;
  if (partsIfReplaced < parts)
    return `${who} ${many === 1 ? 'makes' : 'make'} it ${texts(parts)} instead of ${texts(partsIfReplaced)}`;
  return `${who} ${many === 1 ? 'makes' : 'make'} the whole text Unicode`;
}

interface ForcingProps {
  readonly measure: Measure;
  readonly text: string;
  readonly onReplace: (text: string) => void;
}

/** The characters that force Unicode, by name, with the plain ones that could stand there. */
export function Forcing({ measure, text, onReplace }: ForcingProps) {
  const { forcing } = measure;
  if (forcing.length === 0) return null;
  const safe = forcing.filter(({ replacement }) => replacement !== null);
  const replace = async (): Promise<void> => {
    const answer = await call('text.replaceSafely', { text, characters: safe.map(({ character }) => character) });
    onReplace(answer.text);
  };
  return (
    <div className="note" data-tone="warn">
      <IconAlertTriangle size={18} />
      <div className="grow">
        <p className="strong">{forcingTitle(measure)}</p>
        {forcing.slice(0, 5).map(({ character, name, codePoint, count: n, replacement }) => (
          <p key={codePoint}>
            <bdi className="strong">{character}</bdi> is a {name} ({codePoint}){n > 1 ? `, ${n} times` : ''}
            {replacement === null
              ? ''
              : replacement === ''
                ? ': it can go'
                : `: write ${replacement.trim() === '' ? 'a plain space' : replacement}`}
          </p>
        ))}
        {forcing.length > 5 ? <p>and {forcing.length - 5} more</p> : null}
      </div>
      {safe.length > 0 ? (
        <Button onClick={() => void replace()}>
          {safe.length === 1 && safe[0]?.count === 1 ? 'Replace it' : 'Replace them'}
        </Button>
      ) : null}
    </div>
  );
}

type ContentNote = Measure['notes'][number];

function ContentLine({ note: { words, about, action } }: { readonly note: ContentNote }) {
  return (
    <>
      <span className="strong">{words}</span>
      {about === null ? null : (
        <>
          : “<bdi>{about}</bdi>”
        </>
      )}
      . {action}.
    </>
  );
}

/** What stops nothing but is worth a second look: one card, however many there are. */
function Doubts({ notes }: { readonly notes: readonly ContentNote[] }) {
  if (notes.length === 0) return null;
  return (
    <Note tone="warn">
      <ul className="plain-list stack-s">
        {notes.map((note) => (
          <li key={note.code}>
            <ContentLine note={note} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** What is wrong with the text, worst first, then what some people will read. */
export function TextNotes({ measure }: { readonly measure: Measure }) {
  const { syntaxError, unknownFields, fields, notes } = measure;
  const gaps = fields.filter(({ peopleWithout, key }) => peopleWithout > 0 && !unknownFields.includes(key));
  return (
    <>
      {syntaxError ? (
        <Note tone="bad">
          <span className="strong">Broken field at character {syntaxError.position + 1}:</span> {syntaxError.detail}.
          Write fields like {'{{first_name|there}}'}.
        </Note>
      ) : null}
      {unknownFields.length > 0 ? (
        <Note tone="bad">
          <span className="strong">Nobody has a field called {unknownFields.map(fieldName).join(', ')}.</span> Choose
          one from “Field”.
        </Note>
      ) : null}
      {notes
        .filter(({ level }) => level === 'stops')
        .map((note) => (
          <Note key={note.code} tone="bad">
            <ContentLine note={note} />
          </Note>
        ))}
      <Doubts notes={notes.filter(({ level }) => level === 'doubt')} />
      {gaps.map(({ key, fallback, peopleWithout }) => (
        <p key={key} className="small soft">
          {people(peopleWithout)} have no {fieldName(key)}
          {fallback === null ? ' and would be left out. Add a fallback: ' : ' and read '}
          {fallback === null ? <code>{`{{${key}|there}}`}</code> : `“${fallback}”.`}
        </p>
      ))}
    </>
  );
}
