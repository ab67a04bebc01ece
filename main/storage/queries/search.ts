import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';

// The index knows, for each contact, the trigrams of "name, line feed, number" without accents and in one case. It
// answers with a superset (the trigrams of a word need not stand together), so each hit is compared with the contact.

/** What of a contact is searched. */
export interface SearchedText {
  readonly name: string;
  readonly e164: string;
}

const indexed = ({ name, e164 }: SearchedText): string => `${name}\n${e164}`;

/** Puts a contact into the index, or moves it there after a change; null stands for "not there". */
export function reindexContact(
  db: WritableDb,
  id: number,
  before: SearchedText | null,
  after: SearchedText | null,
): void {
  if (before !== null && after !== null && indexed(before) === indexed(after)) return;
  if (before !== null) {
    prepared<[number, string]>(
      db,
      "INSERT INTO contact_search (contact_search, rowid, text) VALUES ('delete', ?, ?)",
    ).run(id, indexed(before));
  }
  if (after === null) return;
  prepared<[number, string]>(db, 'INSERT INTO contact_search (rowid, text) VALUES (?, ?)').run(id, indexed(after));
}

const ascii = /^[\x20-\x7e]*$/;

/** Letters without accents, in lower case: how names are compared. */
export function folded(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What somebody looks for: words that must all stand in the name, or a part of a number. */
export interface SearchTerms {
  readonly words: readonly string[];
  /** The words as the index knows them: it takes accents off itself, but does not take letters apart as `folded` does. */
  readonly indexWords: readonly string[];
  /** Digits without trunk zeros and prefixes, so that `082 410` and `+27 (0)82 410` find `+2782410…`. */
  readonly digits: string | null;
}

/** Reads a typed search; null when there is nothing to look for. */
export function searchTerms(search: string): SearchTerms | null {
  const text = search.trim();
  if (text === '') return null;
  const typed = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\(0+\)/, '').replace(/\D/g, '') : '';
  const digits = typed.replace(/^0+/, '') || typed;
  if (digits.length >= 2) return { words: [], indexWords: [digits], digits };
  return { words: folded(text).split(/\s+/), indexWords: indexText(text).split(/\s+/), digits: null };
}

function indexText(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/\p{M}/gu, '');
}

/**
 * Whether a contact is one of those looked for by name or number. A word of three letters or more stands anywhere in the
 * name. Shorter ones begin a word: one that is typed first any word, two letters one behind the first, and a single
 * letter the one right behind the word typed before it. Short words alone are the beginning of the name.
 */
export function isHit(terms: SearchTerms, { name, e164 }: SearchedText): boolean {
  if (terms.digits !== null) return e164.includes(terms.digits);
  const plain = folded(name);
  if (isShort(terms)) return plain.startsWith(beginningOf(terms));
  return terms.words.every((word, at) => {
    if (!isShortWord(word)) return plain.includes(word);
    if (at === 0) return plain.startsWith(word) || plain.includes(` ${word}`);
    return plain.includes(word.length === 1 ? `${terms.words[at - 1] ?? ''} ${word}` : ` ${word}`);
  });
}

function isShortWord(word: string): boolean {
  return [...word].length < 3;
}

/** Nothing but words of one or two letters, which the trigrams know nothing of: they are the beginning of a name. */
export function isShort(terms: SearchTerms): boolean {
  return terms.digits === null && terms.words.every(isShortWord);
}

/** What the name of a short search begins with. */
export function beginningOf(terms: SearchTerms): string {
  return terms.words.join(' ');
}

/** An index expression that every hit fulfils; null when the words are too short for the index. */
export function matchExpression({ indexWords }: SearchTerms): string | null {
  if (indexWords.every(isShortWord)) return null;
  // A short word has a trigram together with what must stand before it.
  const words = indexWords.map((word, at) => {
    if (!isShortWord(word) || at === 0) return word;
    return word.length === 1 ? `${[...(indexWords[at - 1] ?? '')].at(-1) ?? ''} ${word}` : ` ${word}`;
  });
  return trigramsOf(words);
}

/**
 * The first and the last trigram of every word that has one, and the middle one of a word alone; null when none has. The
 * others say little more, and each makes the index read one more long list.
 */
export function trigramsOf(words: readonly string[]): string | null {
  const parts = words.flatMap((word) => {
    const letters = [...word];
    const last = letters.length - 3;
    if (last < 0) return [];
    const places = words.length === 1 ? [0, last >> 1, last] : [0, last];
    return places.map((at) => letters.slice(at, at + 3).join(''));
  });
  return parts.length === 0 ? null : [...new Set(parts)].map(quoted).join(' AND ');
}

/** Quotes inside are doubled, so nothing typed is ever an operator. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
