import { normaliseReply } from './replies/reply-text.ts';

/** How far into a text the sender must have said who they are (consent.md 4). */
const nameWithin = 40;

/** First words that say nothing about whose text it is. */
const emptyWords: ReadonlySet<string> = new Set([
  'THE',
  'MY',
  'OUR',
  'A',
  'AN',
  'DIE',
  'DAS',
  'DER',
  'LE',
  'LA',
  'LES',
  'EL',
]);

function namesOf(business: string): readonly string[] {
  const words = normaliseReply(business).split(' ').filter(Boolean);
  const names = [words.join(' '), words.slice(0, 2).join(' ')];
  const first = words[0];
  if (first !== undefined && first.length >= 3 && !emptyWords.has(first)) names.push(first);
  return names.filter((name) => name !== '');
}

/** True when the text says within its first 40 characters who sends it, or the sender ID is the business's name. */
export function namesSender(text: string, sender: string | null, business: string): boolean {
  const names = namesOf(business);
  if (names.length === 0) return false;
  if (sender !== null && /[A-Za-z]/.test(sender) && names.includes(normaliseReply(sender))) return true;
  const opening = ` ${normaliseReply(text.slice(0, nameWithin))} `;
  return names.some((name) => opening.includes(` ${name} `));
}

const optOutWording = /\b(stop|opt[ -]?out|unsubscribe)\b/i;

/** True when the text tells how to end texts. */
export function namesWayOut(text: string): boolean {
  return optOutWording.test(text);
}

/** One spelling for "the same text again": case, spacing and punctuation do not make it another one. */
export function sameTextKey(text: string): string {
  return normaliseReply(text);
}
