import { expect, test } from 'vitest';
import { parsePhone } from '../../../../main/domain/phone/parse-phone.ts';
import type { CountryCode } from '../../../../main/domain/phone/parse-phone.ts';
import { createRowReader } from '../../../../main/domain/importing/row-reader.ts';
import {
  createRepairFinder,
  repairBits,
  repairKinds,
  repairOf,
  repairWords,
} from '../../../../main/domain/importing/repair.ts';
import type { RepairKind } from '../../../../main/domain/importing/repair.ts';

function repairsOf(text: string, country: CountryCode | null): readonly string[] {
  const phone = parsePhone(text, country);
  if (!phone.ok) return [phone.reason];
  const bits = createRepairFinder(country)(text, phone.value);
  return repairKinds.filter((kind) => (bits & repairBits([kind])) !== 0);
}

test.each<readonly [string, CountryCode | null, readonly string[]]>([
  // As people write them: nothing was damaged.
  ['+27821234567', 'ZA', []],
  ['+27821234567', null, []],
  ['+27 (0)82 123-4567', 'ZA', []],
  ['0027 82 123 4567', 'ZA', []],
  ['082 123 4567', 'ZA', []],
  ['(082) 123.4567', 'ZA', []],
  ['082\u00a0123\u20114567', 'ZA', []],
  ['07400 123456', 'GB', []],
  ['(415) 555-2671', 'US', []],
  ['1-415-555-2671', 'US', []],
  ['415 555 2671', 'US', []],
  ['8 916 123-45-67', 'RU', []],
  ['612 34 56 78', 'ES', []],
  ['312 345 6789', 'IT', []],
  ['20 12 34 56', 'DK', []],
  ['98765 43210', 'IN', []],
  ['01 23 45 67 89', 'CI', []],
  // What spreadsheets and copying do.
  ['821234567', 'ZA', ['lostZero']],
  ['82 123 4567', 'ZA', ['lostZero']],
  ['7400123456', 'GB', ['lostZero']],
  ['15112345678', 'DE', ['lostZero']],
  ['123456789', 'CI', ['lostZero']],
  ['27821234567', 'ZA', ['lostPlus']],
  ['27 82 123 4567', 'ZA', ['lostPlus']],
  ['393123456789', 'IT', ['lostPlus']],
  ['79161234567', 'RU', ['lostPlus']],
  ['821234567.0', 'ZA', ['decimalZero', 'lostZero']],
  ['27821234567.00', 'ZA', ['decimalZero', 'lostPlus']],
  ['2.7821234567E+10', 'ZA', ['scientific', 'lostPlus']],
  ['+2.7821234567e10', 'ZA', ['scientific']],
  ['8.21234567E+8', 'ZA', ['scientific', 'lostZero']],
  ['27,821,234,567', 'ZA', ['thousands', 'lostPlus']],
  ["'0821234567", 'ZA', ['quotes']],
  ['"0821234567"', 'ZA', ['quotes']],
  ['="0821234567"', 'ZA', ['quotes']],
  ['\u20180821234567\u2019', 'ZA', ['quotes']],
  ['\uff10\uff18\uff12\uff11\uff12\uff13\uff14\uff15\uff16\uff17', 'ZA', ['otherDigits']],
  ['\u0662\u0667\u0668\u0662\u0661\u0662\u0663\u0664\u0665\u0666\u0667', 'ZA', ['otherDigits', 'lostPlus']],
  // Lost for good, and never guessed.
  ['2.78E+10', 'ZA', ['digitsLost']],
  ['4.48E+11', 'GB', ['digitsLost']],
  ['O821234567', 'ZA', ['notANumber']],
  ['08212345l7', 'ZA', ['notANumber']],
])('%s in %s: %j', (text, country, expected) => {
  expect(repairsOf(text, country)).toEqual(expected);
});

test('each kind has words, a bit, and comes back from it', () => {
  for (const kind of repairKinds) {
    expect(repairWords[kind]).not.toBe('');
    expect(repairOf(repairBits([kind]))).toBe(kind);
  }
  expect(repairOf(0)).toBeNull();
  expect(repairOf(repairBits(['lostPlus', 'scientific']))).toBe('scientific');
});

test('a repair that is off makes the number invalid, also where another repair hides it', () => {
  const reader = (repairsOff: readonly RepairKind[]) =>
    createRowReader({
      country: 'ZA',
      columns: [{ index: 0, field: 'mobile' }],
      repairsOff,
      nameOrder: null,
      decimalComma: false,
      dateOrder: 'dmy',
      fieldTypes: [],
      todayMs: 0,
      ageLimitCountry: null,
    });
  expect(reader([]).read(['821234567.0'], 1)).toMatchObject({
    e164: '+27821234567', repair: 'decimalZero', before: '821234567.0',
  }); // prettier-ignore
  for (const kind of ['lostZero', 'decimalZero'] as const) {
    expect(reader([kind]).read(['821234567.0'], 1)).toMatchObject({
      kind: 'invalid', reason: 'repairOff', repairKind: kind, shown: '821234567.0',
    }); // prettier-ignore
  }
  expect(reader(repairKinds).read(['082 123 4567'], 1)).toMatchObject({ kind: 'person', repair: null, before: null });
});
