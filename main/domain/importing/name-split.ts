import { commonFirstNames } from './common-first-names.ts';

/** Which part of a full name stands first, when no comma says it. */
export type NameOrder = 'firstLast' | 'lastFirst';

/** A full name taken apart. `rest` is what belongs to neither part (a title), or the whole name when it was left whole. */
export interface SplitName {
  readonly first: string | null;
  readonly last: string | null;
  readonly rest: string | null;
}

/** Small words that begin a family name of several words: van der Merwe, de la Cruz, al Rashid. */
const PARTICLES: ReadonlySet<string> = new Set(
  `van von vom zu zum zur der den de del della dello di da das do dos du la le las los les el al bin ibn ben abu ter ten
   te op af av st san santa mac mc ó o'`.split(/\s+/),
);
const TITLES: ReadonlySet<string> = new Set(
  `mr mrs ms miss mx dr prof professor sir rev revd adv mnr mev mej herr frau hr fru m mme mlle sr sra
   srta dott dottssa sig sigra dhr mevr pani г-н г-жа`.split(/\s+/),
);
const SUFFIXES: ReadonlySet<string> = new Set('jr sr ii iii iv phd md esq bsc msc mba llb obe mbe cbe'.split(' '));

/**
 * Takes a cleaned full name apart. A comma means "Last, First" whatever the order says. A name of one word is a first
 * name; of two, it follows the order; of more, only particles (van, de la) or a single letter in the middle say where
 * the family name begins. Anything else, such as Ana García López or Mary Ann Smith, is left whole: nobody can tell
 * a double family name from two first names.
 */
export function splitName(name: string, order: NameOrder): SplitName {
  const comma = name.indexOf(',');
  if (comma >= 0) return splitAtComma(name, comma, order);
  const words = name.split(' ').filter((word) => word !== '');
  const titles = countWhile(words, (word) => TITLES.has(plain(word)));
  const rest = titles === 0 ? null : words.slice(0, titles).join(' ');
  const own = words.slice(titles);
  if (own.length === 1) {
    // Scripts without spaces write both parts as one word; after a title a single word is a family name.
    if (/\p{sc=Han}|\p{sc=Hangul}|\p{sc=Kana}/u.test(name)) return whole(name);
    return rest === null ? { first: own[0] ?? null, last: null, rest } : { first: null, last: own[0] ?? null, rest };
  }
  const cut = familyNameAt(own, order);
  if (cut === null) return whole(name);
  const [front, back] = [own.slice(0, cut).join(' '), own.slice(cut).join(' ')];
  return order === 'firstLast' ? { first: front, last: back, rest } : { first: back, last: front, rest };
}

function whole(name: string): SplitName {
  return { first: null, last: null, rest: name === '' ? null : name };
}

function splitAtComma(name: string, comma: number, order: NameOrder): SplitName {
  const before = name.slice(0, comma).trim();
  const after = name.slice(comma + 1).trim();
  if (after.includes(',')) return whole(name);
  if (after === '') return splitName(before, order);
  if (before === '') return splitName(after, order);
  if (!SUFFIXES.has(plain(after))) return { first: after, last: before, rest: null };
  const { first, last, rest } = splitName(before, order);
  return last === null ? whole(name) : { first, last, rest: [rest, after].filter((part) => part !== null).join(' ') };
}

/** Where the second part begins; null where nothing says it. */
function familyNameAt(words: readonly string[], order: NameOrder): number | null {
  if (words.length === 0) return null;
  if (order === 'lastFirst') {
    const particles = countWhile(words, isParticle);
    if (particles > 0) return words.length === particles + 2 ? particles + 1 : null;
    return words.length === 2 ? 1 : null;
  }
  const particle = words.findIndex((word, index) => index > 0 && isParticle(word));
  if (particle > 0 && particle < words.length - 1) return particle;
  if (words.length === 2) return 1;
  return words.slice(1, -1).every((word) => /^\p{Lu}\.?$/u.test(word)) ? words.length - 1 : null;
}

function isParticle(word: string): boolean {
  return PARTICLES.has(word.toLowerCase());
}

function plain(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}

function countWhile(words: readonly string[], test: (word: string) => boolean): number {
  const end = words.findIndex((word) => !test(word));
  return end < 0 ? Math.max(0, words.length - 1) : end;
}

/** What is proposed for a column of full names: the order, how sure, why, and how it would come out. */
export interface NameOrderGuess {
  readonly order: NameOrder;
  readonly confidence: 'sure' | 'likely' | 'check';
  readonly reason: string;
  readonly preview: readonly (SplitName & { readonly name: string })[];
}

/** Names shown before the user decides. */
const PREVIEW_NAMES = 5;

/**
 * Tells from a sample of cleaned full names which part comes first: from names that everybody knows and from family
 * names in capitals. Names with a comma say it themselves and count for neither.
 */
export function detectNameOrder(names: readonly string[]): NameOrderGuess {
  let firstLast = 0;
  let lastFirst = 0;
  for (const name of names) {
    const vote = orderOf(name);
    if (vote === 'firstLast') firstLast += 1;
    if (vote === 'lastFirst') lastFirst += 1;
  }
  const order = lastFirst > firstLast ? 'lastFirst' : 'firstLast';
  const [votes, others] = [Math.max(firstLast, lastFirst), Math.min(firstLast, lastFirst)];
  const confidence = votes === 0 || others * 3 > votes ? 'check' : votes >= 5 && others === 0 ? 'sure' : 'likely';
  const distinct = [...new Set(names)].slice(0, PREVIEW_NAMES);
  return {
    order,
    confidence,
    reason: confidence === 'check' ? 'first or last name first?' : `${votes} of ${names.length} names show it`,
    preview: distinct.map((name) => ({ name, ...splitName(name, order) })),
  };
}

function orderOf(name: string): NameOrder | null {
  const words = name.split(' ').filter((word) => word !== '' && !TITLES.has(plain(word)));
  const [start, end] = [words[0] ?? '', words.at(-1) ?? ''];
  if (words.length < 2 || name.includes(',')) return null;
  const [isStartCapitals, isEndCapitals] = [isCapitals(start), isCapitals(end)];
  if (isStartCapitals !== isEndCapitals) return isStartCapitals ? 'lastFirst' : 'firstLast';
  const [isStartKnown, isEndKnown] = [commonFirstNames.has(plain(start)), commonFirstNames.has(plain(end))];
  if (isStartKnown === isEndKnown) return null;
  return isStartKnown ? 'firstLast' : 'lastFirst';
}

function isCapitals(word: string): boolean {
  return /^[\p{Lu}'’-]{2,}$/u.test(word);
}
