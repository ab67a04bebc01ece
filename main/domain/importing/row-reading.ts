import { classifyReply } from '#domain/consent/keywords.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode, PhoneNumber, PhoneReason } from '#domain/phone/parse-phone.ts';
import type { ColumnTarget } from './column-mapping.ts';

/** Longest value a contact's field keeps, in characters. */
export const VALUE_MAX_CHARS = 1_000;

/** A row that became a person: fields by key, never blank, never 'mobile' or 'opt_out'. */
export interface ReadRow {
  readonly mobile: PhoneNumber;
  readonly values: ReadonlyMap<string, string>;
  /** The file says that this person does not want texts. It can only block; no cell can lift a block. */
  readonly optOut: boolean;
}

/** A row without a usable number: the reason, and what stood in the number's cell. */
export interface InvalidRow {
  readonly invalid: PhoneReason;
  readonly shown: string;
}

/** Cells that say yes, in the languages of the column names and in the marks people use. */
const YES_WORDS = new Set(
  `yes y true t 1 x on ✓ ✔ ☑ ja j jawohl wahr oui o vrai si s verdadero sim verdadeiro waar vero blocked block
   optout optedout unsubscribed unsubscribe unsub removed donotcontact donottext dnc dnd stopped
   abgemeldet gesperrt desabonne desinscrit baja descadastrado afgemeld uitgeschreven uitgeskryf disiscritto`.split(
    /\s+/,
  ),
);

/** Reads one row of a file under a mapping. Numbers without a country code are read as of `country`. */
export function readRow(
  cells: readonly string[],
  mapping: readonly ColumnTarget[],
  country: CountryCode | null,
): ReadRow | InvalidRow {
  let number = '';
  let optOut = false;
  const values = new Map<string, string>();
  for (const { index, field } of mapping) {
    const cell = cells[index] ?? '';
    if (field === null) continue;
    if (field === 'mobile') number ||= cleanText(cell);
    else if (field === 'opt_out') optOut ||= meansOptOut(cell);
    else {
      const value = cleanText(cell);
      if (value !== '' && !values.has(field)) values.set(field, value);
    }
  }
  const mobile = parsePhone(number, country);
  if (!mobile.ok) return { invalid: mobile.reason, shown: number.slice(0, 60) };
  return { mobile: mobile.value, values, optOut };
}

/**
 * A value as it is kept: control characters and characters that change the direction of the text around them are
 * taken out, white space is one space, at most 1,000 characters and never half a character.
 */
export function cleanText(cell: string): string {
  const spaced = cell.slice(0, VALUE_MAX_CHARS * 4).replace(/[\s\u0085]+/gu, ' ');
  const visible = spaced.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return visible
    .slice(0, VALUE_MAX_CHARS)
    .replace(/\p{Surrogate}/gu, '')
    .trimEnd();
}

/** Whether a cell of an opt-out column says that the person is out: a yes, a mark, or a stop word. */
export function meansOptOut(cell: string): boolean {
  const text = cleanText(cell);
  if (text === '') return false;
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return YES_WORDS.has(plain.replace(/[\s\-_.!]+/g, '')) || classifyReply(text) === 'stop';
}
