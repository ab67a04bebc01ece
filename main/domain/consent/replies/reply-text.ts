/** Printable ASCII and line breaks: what most replies consist of needs no Unicode. */
const plain = /^[\n\r\x20-\x7e]*$/;
const breaks = /[\t\v\f\r\n\u0085\u2028\u2029]+/g;
/** Zero-width, direction and other unseen characters, variation selectors, controls: between letters they mean nothing. */
// oxlint-disable-next-line no-control-regex
const unseen = /[\p{Default_Ignorable_Code_Point}\u0000-\u001f\u007f-\u009f]+/gu;
/**
 * Accents, Arabic vowel signs, hamza and tatweel, and marks drawn around letters. Never all marks: Hindi and Thai vowel
 * signs are marks too.
 */
// oxlint-disable-next-line no-misleading-character-class -- marks on their own are what is meant
const accents = /[\u0300-\u036f\u064b-\u0655\u0640\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
const apostrophes = /['`´‘’‛ʹʻʼ′]+/g;
const between = /[^\p{L}\p{M}\p{N}]+/gu;

const folds: Readonly<Record<string, string>> = { ẞ: 'SS', Æ: 'AE', Ø: 'O', Œ: 'OE', Đ: 'D', Ð: 'D', Ł: 'L' };

/**
 * A reply in the spelling rules are written in: upper case, full width made plain, accents and apostrophes dropped,
 * punctuation, emoji and line breaks to single spaces (optout-keywords.json, `normalise`).
 */
export function normaliseReply(text: string): string {
  if (plain.test(text)) {
    return text
      .toUpperCase()
      .replace(/['`]+/g, '')
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim();
  }
  return text
    .replace(/´/g, "'") // NFKC would make it a space and an accent.
    .normalize('NFKC')
    .replace(breaks, ' ')
    .replace(unseen, '')
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/[ẞÆØŒĐÐŁ]/g, (letter) => folds[letter] ?? letter)
    .replace(apostrophes, '')
    .replace(between, ' ')
    .trim();
}

/** The first line with something in it, when there are more. */
export function firstLineOf(text: string): string | null {
  const lines = text.trim();
  const end = lines.search(/[\r\n\u0085\u2028\u2029]/);
  return end < 0 ? null : lines.slice(0, end);
}

const oneLetter = /^.\p{M}*$/u;

/** The words with letters spaced one by one ("S T O P please") put together; null when there are none. */
export function joinLetters(words: readonly string[]): readonly string[] | null {
  const joined: string[] = [];
  let letters = 0;
  let isJoined = false;
  for (const word of words) {
    const isLetter = word.length === 1 || (word.length < 6 && oneLetter.test(word));
    if (isLetter && letters > 0) {
      joined[joined.length - 1] += word;
      isJoined = true;
    } else joined.push(word);
    letters = isLetter ? letters + 1 : 0;
  }
  return isJoined ? joined : null;
}

/** True when one letter added, dropped or changed, or two neighbours swapped, make `target` of `word`; the first letter stays. */
export function isOneSlip(word: string, target: string): boolean {
  if (word[0] !== target[0] || word === target || Math.abs(word.length - target.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === target[at]) at += 1;
  if (word.length > target.length) return word.slice(at + 1) === target.slice(at);
  if (word.length < target.length) return word.slice(at) === target.slice(at + 1);
  const isSwap = word[at] === target[at + 1] && word[at + 1] === target[at];
  if (isSwap && word.slice(at + 2) === target.slice(at + 2)) return true;
  // In a word of four letters a changed one makes another word: SHOP, STEP.
  return target.length > 4 && word.slice(at + 1) === target.slice(at + 1);
}
