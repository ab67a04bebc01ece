import { normaliseReply } from './reply-text.ts';
import { countryLanguages } from './reply-sources.ts';
import { replyLanguages, wordsOf } from './reply-words.ts';
import type { ReplyWords } from './reply-words.ts';

/** A word of one language and what it is there. */
export interface LexiconEntry {
  readonly language: string;
  readonly tier: 'A' | 'B' | 'C' | null;
}

type Lexicon = ReadonlyMap<string, readonly LexiconEntry[]>;
type WordKind = 'tierA' | 'tierB' | 'tierC' | 'start' | 'yes' | 'help';

/** Which languages count for one number. */
export interface LanguageScope {
  /** Of the number, ISO 3166 alpha-2; null when unknown. */
  readonly country: string | null;
  /** Of the contact, when known. */
  readonly contactLanguage: string | null;
  /** Switched on by the sender. */
  readonly languages: 'all' | readonly string[];
}

function add(lexicon: Map<string, LexiconEntry[]>, word: string, entry: LexiconEntry): void {
  const key = normaliseReply(word);
  // People write NOMORE too, and letters spaced one by one lose the space between words.
  for (const spelling of new Set([key, key.replaceAll(' ', '')])) {
    const known = lexicon.get(spelling);
    if (known) known.push(entry);
    else lexicon.set(spelling, [entry]);
  }
}

function lexiconOf(kinds: readonly (readonly [WordKind, LexiconEntry['tier']])[]): Lexicon {
  const lexicon = new Map<string, LexiconEntry[]>();
  for (const language of replyLanguages)
    for (const [kind, tier] of kinds)
      for (const word of wordsOf(language[kind])) add(lexicon, word, { language: language.code, tier });
  return lexicon;
}

export const stopLexicon = lexiconOf([
  ['tierA', 'A'],
  ['tierB', 'B'],
  ['tierC', 'C'],
]);
export const startLexicon = lexiconOf([['start', null]]);
export const yesLexicon = lexiconOf([['yes', null]]);
export const helpLexicon = lexiconOf([['help', null]]);

/** English words of tier A that a slip of the finger may have been meant for. */
export const slipTargets: readonly string[] = wordsOf(replyLanguages[0]?.tierA ?? '').filter(
  (word) => word.length >= 4 && !word.includes(' '),
);

/** Courtesy of all languages by its first word, longest first. */
const courtesies = new Map<string, (readonly string[])[]>();
for (const words of replyLanguages.flatMap(({ courtesy }) => wordsOf(courtesy))) {
  const parts = normaliseReply(words).split(' ');
  const first = parts[0] ?? '';
  courtesies.set(
    first,
    [...(courtesies.get(first) ?? []), parts].toSorted((a, b) => b.length - a.length),
  );
}

/** Courtesy of scripts that put no space between words. */
const unspaced = replyLanguages
  .filter(({ code }) => ['zh', 'ja', 'ko', 'th'].includes(code))
  .flatMap(({ courtesy }) => wordsOf(courtesy).map(normaliseReply));

function withoutUnspaced(word: string): string {
  let rest = word;
  for (let before = ''; before !== rest;) {
    before = rest;
    for (const courtesy of unspaced) {
      if (rest.endsWith(courtesy)) rest = rest.slice(0, -courtesy.length);
      if (rest.startsWith(courtesy)) rest = rest.slice(courtesy.length);
    }
  }
  return rest;
}

/** The words without those of courtesy, of whatever language; the same array when there are none. */
export function withoutCourtesy(words: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? '';
    const found = courtesies.get(word)?.find((parts) => parts.every((part, next) => words[at + next] === part));
    if (found === undefined) kept.push(word);
    at += found?.length ?? 1;
  }
  const rest = kept.length === words.length ? words : kept;
  // Only letters beyond Latin can have courtesy grown onto them; a long text is no keyword.
  if (rest.length > 3 || !rest.some((word) => word > '\u0e00')) return rest;
  const cut = rest.map(withoutUnspaced).filter((word) => word !== '');
  return cut.join(' ') === rest.join(' ') ? rest : cut;
}

/** True when words of this language count for this number: English always does. */
export function isInScope(language: string, scope: LanguageScope): boolean {
  if (language === 'en' || scope.languages === 'all' || scope.contactLanguage === language) return true;
  if (scope.languages.includes(language)) return true;
  return scope.country !== null && Object.hasOwn(countryLanguages, scope.country)
    ? (countryLanguages[scope.country] ?? []).includes(language)
    : false;
}

/** The languages of a country's numbers, English not named. */
export function languagesOf(country: string): readonly string[] {
  return Object.hasOwn(countryLanguages, country) ? (countryLanguages[country] ?? []) : [];
}

/** Of a word's languages the one to name: English, the contact's, the country's, then the first that counts. */
export function entryToName(entries: readonly LexiconEntry[], scope: LanguageScope): LexiconEntry | null {
  if (entries.length === 0) return null;
  const counting = entries.filter(({ language, tier }) => tier === 'A' || isInScope(language, scope));
  const wished = ['en', scope.contactLanguage, ...(scope.country === null ? [] : languagesOf(scope.country))];
  for (const language of wished) {
    const found = counting.find((entry) => entry.language === language);
    if (found) return found;
  }
  return counting[0] ?? null;
}

/** The code of a language as a field may say it: `af`, `af-ZA`, `Afrikaans`; null for one there are no words for. */
export function languageCodeOf(value: string): string | null {
  const [code = ''] = value.trim().toLowerCase().split(/[-_]/);
  const name = code.trim();
  return replyLanguages.find((each) => each.code === name || each.name.toLowerCase() === name)?.code ?? null;
}

/** A language by its name, as reasons say it. */
export function languageName(code: string): string {
  return replyLanguages.find((language: ReplyWords) => language.code === code)?.name ?? code;
}
