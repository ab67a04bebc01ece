import {
  countryLabels,
  noContactsInText,
  noNamedSenders,
  publicShorteners,
  replacedSenders,
  sensitiveWords,
  shortenerCountries,
} from './content-data.ts';
import { isAdvertising } from './purpose.ts';
import type { Purpose } from './purpose.ts';

/** Content that stops a text (consent.md 4, 0.1 checks 11 and 12). */
export type DeniedContent = 'SHORTENER' | 'LABEL_MISSING' | 'CONTACT_IN_TEXT' | 'TOO_LONG' | 'NO_REPLY_PATH';

/** Content that asks its writer for a second look. */
export type DoubtfulContent =
  | 'SHORTENER_ELSEWHERE'
  | 'LINK_NOT_SECURE'
  | 'LINK_BARE_ADDRESS'
  | 'LINK_LOOKALIKE'
  | 'SENSITIVE_CATEGORY'
  | 'SHOUTING'
  | 'LONG_TEXT'
  | 'CARD_NUMBER'
  | 'ONE_TIME_CODE'
  | 'OPTOUT_UNCLEAR'
  | 'SENDER_REPLACED';

export interface ContentFinding<Code> {
  readonly code: Code;
  /** Where in the text it is, in UTF-16 units; null when it is what the text lacks. */
  readonly at: { readonly from: number; readonly to: number } | null;
  /** The place in the text, or what is missing; null when the code says all. */
  readonly detail: string | null;
}

export interface CheckedText {
  readonly text: string;
  readonly purpose: Purpose;
  /** Where the person's number is from; null when that is not known. */
  readonly country: string | null;
  readonly sender: string | null;
}

const mostChars = 918;
const longChars = 306;

interface Link {
  readonly host: string;
  readonly isPlain: boolean;
  /** Written as a link only: with a scheme or a path. */
  readonly isCertain: boolean;
  readonly from: number;
  readonly to: number;
}

// A host of two labels or more, with an optional scheme before it. It begins where no word goes on, so that no part of a
// text is tried twice.
const hostPattern = /(?<![\p{L}\p{N}.-])(https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+)(\/)?/giu;

function linksOf(text: string): readonly Link[] {
  if (!text.includes('.')) return [];
  return Array.from(text.slice(0, 2_000).matchAll(hostPattern), (match) => ({
    host: (match[2] ?? '').toLowerCase(),
    isPlain: match[1]?.toLowerCase() === 'http://',
    isCertain: match[1] !== undefined || match[3] !== undefined,
    from: match.index,
    to: match.index + match[0].length,
  }));
}

const bareAddress = /^\d{1,3}(\.\d{1,3}){3}$/;

/** What may be a link; a price is none, two sentences that were not parted may be one. */
function mayBeLink({ host, isCertain }: Link): boolean {
  return isCertain || bareAddress.test(host) || /\.\p{L}{2,}$/u.test(host);
}

function shortenerIn(text: string): Link | undefined {
  return linksOf(text).find(({ host }) => publicShorteners.has(host.split('.').slice(-2).join('.')));
}

const place = (from: number, length: number): Link => ({
  host: '',
  isPlain: false,
  isCertain: false,
  from,
  to: from + length,
});

function finding<Code>(code: Code, { from, to }: Link, text: string): ContentFinding<Code> {
  return { code, at: { from, to }, detail: text.slice(from, to) };
}

/** True for a sender that is a name: nobody can reply to it. */
export function isNamedSender(sender: string | null): boolean {
  return sender !== null && /\p{L}/u.test(sender);
}

/** A number of four digits or more that is written as one to text or call. */
const numberToReach = /(?:\+|\b(?:stop|text|sms|call|phone|tel|whatsapp)[ :]+(?:to )?)\(?\d[\d ()-]{2,}\d/i;

function hasWayToReach(text: string): boolean {
  return numberToReach.test(text) || linksOf(text).some(({ isCertain, host }) => isCertain || host.startsWith('www.'));
}

function missingLabel({ text, country, sender }: CheckedText): string | null {
  const label = countryLabels.find((row) => row.country === country);
  if (label === undefined) return null;
  const { opening, anywhere, senderBegins, senderEnds } = label;
  if (opening !== undefined && !text.trimStart().startsWith(opening)) return opening;
  if (anywhere !== undefined && !text.includes(anywhere)) return anywhere;
  if (senderBegins !== undefined && !(sender ?? '').toUpperCase().startsWith(senderBegins)) return senderBegins;
  if (senderEnds !== undefined && !(sender ?? '').toUpperCase().endsWith(senderEnds)) return senderEnds;
  return null;
}

/** What of a text's content stops it for a person of this country: pure, asked for each person. */
export function deniedContent(checked: CheckedText): readonly ContentFinding<DeniedContent>[] {
  const { text, purpose, country, sender } = checked;
  const found: ContentFinding<DeniedContent>[] = [];
  if (text.length > mostChars) found.push({ code: 'TOO_LONG', at: { from: mostChars, to: text.length }, detail: null });
  if (country !== null && shortenerCountries.has(country)) {
    const link = shortenerIn(text);
    if (link) found.push(finding('SHORTENER', link, text));
  }
  if (!isAdvertising(purpose)) return found;
  const label = missingLabel(checked);
  if (label !== null) found.push({ code: 'LABEL_MISSING', at: null, detail: label });
  if (country !== null && noContactsInText.has(country)) {
    const link = linksOf(text).find(mayBeLink) ?? placeOf(text, /\+?\d[\d ()-]{5,18}\d/);
    if (link) found.push(finding('CONTACT_IN_TEXT', link, text));
  }
  // A name gets no replies, so “Reply STOP” would lead nowhere: another way out must stand in the text.
  else if (isNamedSender(sender) && !hasWayToReach(text)) {
    found.push({ code: 'NO_REPLY_PATH', at: null, detail: null });
  }
  return found;
}

function placeOf(text: string, pattern: RegExp): Link | null {
  const match = pattern.exec(text);
  return match && place(match.index, match[0].length);
}

/** The check digit of payment cards (ISO/IEC 7812-1 annex B). */
function isCardNumber(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function cardIn(text: string): Link | null {
  for (const match of text.matchAll(/\b\d(?:[ -]?\d){12,18}\b/g)) {
    const digits = match[0].replace(/\D/g, '');
    if (isCardNumber(digits)) return place(match.index, match[0].length);
  }
  return null;
}

function isShouting(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase()).length;
  return (letters.length >= 20 && capitals > letters.length * 0.3) || /!{3}|\${3}/.test(text);
}

function sensitiveIn(text: string): { readonly category: string; readonly place: Link } | null {
  const plain = text.toLowerCase();
  for (const [category, words] of Object.entries(sensitiveWords)) {
    for (const word of words) {
      for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + 1)) {
        const to = from + word.length;
        const isWord = !/\p{L}/u.test(plain.charAt(from - 1)) && !/\p{L}/u.test(plain.charAt(to));
        if (isWord) return { category, place: place(from, word.length) };
      }
    }
  }
  return null;
}

function doubtfulLinks(text: string): ContentFinding<DoubtfulContent>[] {
  const links = linksOf(text).filter(mayBeLink);
  const plain = links.find(({ isPlain }) => isPlain);
  const bare = links.find(({ host }) => bareAddress.test(host));
  // Letters of other alphabets pass for Latin ones; in its written form such a host begins with xn--.
  const lookalike = links.find(({ host }) => /(^|\.)xn--/.test(host) || /[^\x20-\x7e]/.test(host));
  const found: ContentFinding<DoubtfulContent>[] = [];
  if (plain) found.push(finding('LINK_NOT_SECURE', plain, text));
  if (bare) found.push(finding('LINK_BARE_ADDRESS', bare, text));
  if (lookalike) found.push(finding('LINK_LOOKALIKE', lookalike, text));
  return found;
}

/** What of a text its writer should look at again before it leaves; nothing of it stops the text. */
export function doubtfulContent({ text, purpose, country, sender }: CheckedText): ContentFinding<DoubtfulContent>[] {
  const found = doubtfulLinks(text);
  const shortener = country !== null && shortenerCountries.has(country) ? undefined : shortenerIn(text);
  if (shortener) found.push(finding('SHORTENER_ELSEWHERE', shortener, text));
  const card = cardIn(text);
  if (card) found.push(finding('CARD_NUMBER', card, text));
  const code = placeOf(text, /\b(?:otp|pin|one[- ]time|verification) (?:code|password|pin)?[ :is]{0,6}\d{4,8}\b/i);
  if (code) found.push(finding('ONE_TIME_CODE', code, text));
  if (text.length > longChars && text.length <= mostChars) found.push({ code: 'LONG_TEXT', at: null, detail: null });
  if (isShouting(text)) found.push({ code: 'SHOUTING', at: null, detail: null });
  if (isNamedSender(sender) && country !== null && (noNamedSenders.has(country) || replacedSenders.has(country))) {
    found.push({ code: 'SENDER_REPLACED', at: null, detail: sender });
  }
  if (!isAdvertising(purpose)) return found;
  const sensitive = sensitiveIn(text);
  if (sensitive) found.push({ ...finding('SENSITIVE_CATEGORY', sensitive.place, text), detail: sensitive.category });
  const glued = placeOf(text, /\bstop2\w+|\btxtstop\b/i);
  if (glued) found.push(finding('OPTOUT_UNCLEAR', glued, text));
  return found;
}
