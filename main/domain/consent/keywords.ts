/**
 * Words that end all texts when they are the whole reply (gateways' and regulators' English words; consent.md 1.1:
 * FCC per-se words, Twilio's and AWS's defaults, CTIA). Other languages and phrases come with the full classifier.
 */
const stopWords: ReadonlySet<string> = new Set([
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'OPT OUT',
  'REMOVE',
  'ARRET',
]);

/** Words of courtesy around a keyword: "Stop. Thank you" is a stop. */
const courtesy: ReadonlySet<string> = new Set([
  'PLEASE',
  'PLS',
  'THANKS',
  'THANK',
  'YOU',
  'NOW',
  'SIR',
  'MADAM',
  'HI',
  'HELLO',
]);

const invisible = /[\u200b-\u200f\u202a-\u202e\u2060]|\ufe0f/gu;

/** Upper case, full width made plain, accents dropped, punctuation and emoji to single spaces. */
export function normaliseReply(text: string): string {
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/['\u2019]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What a reply asks for. `stop` ends every purpose on this number. */
export type ReplyVerdict = 'stop' | 'none';

/** Classifies a reply: the whole message, with or without courtesy words, or spelled letter by letter, is a stop word. */
export function classifyReply(text: string): ReplyVerdict {
  const whole = normaliseReply(text.slice(0, 2_000));
  if (whole === '') return 'none';
  const words = whole.split(' ');
  const plain = words.filter((word) => !courtesy.has(word)).join(' ');
  const joined = words.every((word) => word.length === 1) ? words.join('') : whole;
  return [whole, plain, joined].some((candidate) => stopWords.has(candidate)) ? 'stop' : 'none';
}
