import { parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode, PhoneNumber, PhoneReason } from '#domain/phone/parse-phone.ts';
import { cleanText } from './clean-text.ts';
import type { ColumnTarget } from './column-target.ts';
import { isColumnRole } from './import-plan.ts';
import { readOptOut } from './yes-no-words.ts';

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
    else if (field === 'opt_out') optOut ||= readOptOut(cleanText(cell)) !== 'in';
    else if (!isColumnRole(field)) {
      const value = cleanText(cell);
      if (value !== '' && !values.has(field)) values.set(field, value);
    }
  }
  const mobile = parsePhone(number, country);
  if (!mobile.ok) return { invalid: mobile.reason, shown: number.slice(0, 60) };
  return { mobile: mobile.value, values, optOut };
}
