import { AppError } from '#domain/kernel/errors.ts';

/** A flag takes a value or stands alone. */
export type FlagKind = 'value' | 'switch';

/** One shell command: its words, what it takes, and what it does. */
export interface CommandShape {
  /** `contacts import`: one or two words. */
  readonly name: string;
  /** Positional arguments in order, for the usage line; a trailing `?` makes one optional. */
  readonly takes: readonly string[];
  readonly flags: Readonly<Record<string, FlagKind>>;
  readonly required: readonly string[];
}

export interface ParsedArguments {
  readonly positional: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Values of a flag that may stand more than once. */
  readonly repeated: ReadonlyMap<string, readonly string[]>;
}

const everywhere: Readonly<Record<string, FlagKind>> = { workspace: 'value', json: 'switch' };

/** Splits the words of a call; flags may stand anywhere. Throws `usage.*`. */
export function parseArguments(words: readonly string[], shape: CommandShape): ParsedArguments {
  const known = { ...everywhere, ...shape.flags };
  const positional: string[] = [];
  const repeated = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') positional.push(word);
      continue;
    }
    const [name = '', inline] = splitOnce(word.slice(2));
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw new AppError('usage.unknownFlag', { flag: `--${name}`, command: shape.name });
    let value = inline;
    if (kind === 'value' && value === undefined) value = words[(at += 1)];
    if (kind === 'value' && value === undefined) throw new AppError('usage.missing', { what: `a value for --${name}` });
    repeated.set(name, [...(repeated.get(name) ?? []), value ?? 'true']);
  }
  checkShape(positional, repeated, shape);
  const flags = new Map([...repeated].map(([name, values]) => [name, values.at(-1) ?? '']));
  return { positional, flags, repeated };
}

function checkShape(positional: readonly string[], flags: ReadonlyMap<string, unknown>, shape: CommandShape): void {
  const needed = shape.takes.filter((name) => !name.endsWith('?'));
  const missing = needed[positional.length];
  if (missing !== undefined) throw new AppError('usage.missing', { what: missing });
  const extra = positional[shape.takes.length];
  if (extra !== undefined) throw new AppError('usage.unknownCommand', { command: `${shape.name} ${extra}` });
  const flag = shape.required.find((name) => !flags.has(name));
  if (flag !== undefined) throw new AppError('usage.missing', { what: `--${flag}` });
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
