import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '#domain/importing/clean-text.ts';
import { applyMapping } from '#domain/importing/column-mapping.ts';
import { matchColumns } from '#domain/importing/column-guessing.ts';
import { mergeContact } from '#domain/importing/contact-merge.ts';
import { gather, gatherMore } from '#domain/importing/file-duplicates.ts';
import { headerFingerprint } from '#domain/importing/header-fingerprint.ts';
import { columnRoles } from '#domain/importing/import-plan.ts';
import type { ImportPlan } from '#domain/importing/import-plan.ts';
import { splitName } from '#domain/importing/name-split.ts';
import { repairKinds } from '#domain/importing/repair.ts';
import type { PersonRow } from '#domain/importing/row-outcome.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import { typedValue } from '#domain/importing/typed-value.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const marks = fc.constantFrom(
  ...' \u00a0\u2003\t\n,.;:\'"+-()/eE=0123456789\u0660\uff10\u202e\ufeff\ud83d\u00e9\u0301x',
);
const spelling = fc.array(marks, { maxLength: 20 }).map((parts) => parts.join(''));
const number = fc.integer({ min: 0, max: 9_999_999 }).map((rest) => `+2782${String(rest).padStart(7, '0')}`);
const written = fc.constantFrom(
  (e164: string) => e164,
  (e164: string) => `0${e164.slice(3)}`,
  (e164: string) => e164.slice(3),
  (e164: string) => e164.slice(1),
  (e164: string) => `'${e164.slice(1)}`,
  (e164: string) => `${e164.slice(1)}.0`,
  (e164: string) => `${e164[1]}.${e164.slice(2)}E+10`,
);
const phoneCell = fc.oneof(
  fc.tuple(number, written).map(([e164, write]) => write(e164)),
  spelling,
  anyText,
);
const cell = fc.oneof(phoneCell, fc.constantFrom('', 'no', 'yes', 'STOP', 'Ann', 'Lee', '17', '2015-01-02', 'a;b'));
const field = fc.constantFrom(
  null,
  ...columnRoles,
  'first_name',
  'last_name',
  'full_name',
  'town',
  'points',
  '__proto__',
);
const plan: fc.Arbitrary<ImportPlan> = fc.record({
  country: fc.constantFrom(null, 'ZA', 'GB', 'US'),
  columns: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 9 }), field), { maxLength: 12 })
    .map((pairs) => pairs.map(([index, name]) => ({ index, field: name }))),
  repairsOff: fc.subarray([...repairKinds]),
  nameOrder: fc.constantFrom(null, 'firstLast', 'lastFirst'),
  decimalComma: fc.boolean(),
  dateOrder: fc.constantFrom('dmy', 'mdy', 'ymd'),
  fieldTypes: fc.constantFrom([], [['points', 'number'] as const], [['town', 'date'] as const]),
  todayMs: fc.constant(Date.UTC(2026, 10, 24)),
  ageLimitCountry: fc.constantFrom(null, 'ZA', 'GB'),
});
const cells = fc.array(cell, { maxLength: 10 });

/** The cleaning as it is defined: the slow way alone, written down a second time. */
function cleanBySteps(text: string): string {
  const spaced = text.slice(0, 4_000).replace(/[\s\u0085]+/gu, ' ');
  const visible = spaced.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return visible
    .slice(0, 1_000)
    .replace(/\p{Surrogate}/gu, '')
    .trimEnd();
}

describe('cleanText', () => {
  it('answers as its definition does, for every sign and for every text', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const sign = String.fromCharCode(code);
      for (const text of [sign, `a${sign}b`, `a ${sign}`, `${sign} b`]) {
        if (cleanText(text) !== cleanBySteps(text)) expect([code, cleanText(text)]).toEqual([code, cleanBySteps(text)]);
      }
    }
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1_500 }),
      fc
        .array(fc.constantFrom('a', ' ', '  ', '\u00a0', '\n', '\u202e', '\ud83d', 'é', '漢'), { maxLength: 1_200 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (sample) => {
        expect(cleanText(sample)).toBe(cleanBySteps(sample));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a row reader', () => {
  it('answers every row under every plan with a whole person or a reason', () => {
    fc.assert(
      fc.property(plan, cells, (rules, row) => {
        const reader = createRowReader(rules);
        const read = reader.read(row, 3);
        expect(reader.read(row, 3)).toEqual(read);
        if (read.kind === 'invalid') {
          expect(read.shown.length).toBeLessThanOrEqual(60);
          return;
        }
        expect(read.values).toHaveLength(reader.fieldKeys.length);
        for (const value of read.values)
          if (value !== null) expect(cleanText(value) === value && value !== '').toBe(true);
        for (const role of columnRoles) expect(reader.fieldKeys).not.toContain(role);
        expect(read.before === null).toBe(read.repair === null);
        if (read.repair !== null) expect(rules.repairsOff).not.toContain(read.repair);
      }),
      { numRuns: 5_000 },
    );
  });

  it('keeps nothing of a row under the age limit, whatever else it holds', () => {
    fc.assert(
      fc.property(plan, cells, fc.constantFrom('12', '2020', '1/2/2020', '<13'), (rules, row, age) => {
        const columns = [...rules.columns, { index: 10, field: 'age_check' }];
        const full = [...row, ...Array.from({ length: 10 - row.length }, () => ''), age];
        expect(createRowReader({ ...rules, columns }).read(full, 3)).toEqual({
          kind: 'invalid', rowNumber: 3, reason: 'underAge', shown: '', repairKind: null, mayKeepCells: false,
        }); // prettier-ignore
      }),
    );
  });

  it('blocks whoever one column of opt-outs blocks, whatever further columns say', () => {
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('yes', 'x', 'STOP', '2024-01-02', 'by phone'),
        fc.array(cell, { maxLength: 4 }),
        (e164, out, more) => {
          const columns = [
            { index: 0, field: 'mobile' },
            ...[out, ...more].map((_, place) => ({ index: place + 1, field: 'opt_out' })),
          ];
          const rules = { ...plainPlan, columns };
          const row = createRowReader(rules).read([e164, out, ...more], 1);
          if (parsePhone(e164, 'ZA').ok) expect(row).toMatchObject({ kind: 'person', optOut: true });
        },
      ),
    );
  });

  it('reads the same number with a repair as without, or refuses it when the repair is off', () => {
    fc.assert(
      fc.property(number, written, (e164, write) => {
        if (!parsePhone(e164, 'ZA').ok) return;
        const rules = { ...plainPlan, columns: [{ index: 0, field: 'mobile' }] };
        const row = createRowReader(rules).read([write(e164)], 1);
        expect(row).toMatchObject({ kind: 'person', e164 });
        const repair = row.kind === 'person' ? row.repair : null;
        const without = createRowReader({ ...rules, repairsOff: repairKinds }).read([write(e164)], 1);
        if (repair === null) expect(without).toEqual(row);
        else expect(without).toMatchObject({ kind: 'invalid', reason: 'repairOff', repairKind: repair });
      }),
    );
  });
});

const plainPlan: ImportPlan = {
  country: 'ZA',
  columns: [],
  repairsOff: [],
  nameOrder: null,
  decimalComma: false,
  dateOrder: 'dmy',
  fieldTypes: [],
  todayMs: Date.UTC(2026, 10, 24),
  ageLimitCountry: 'ZA',
};

describe('matching columns', () => {
  const name = fc.oneof(
    anyText,
    fc.constantFrom('Mobile', 'Phone', 'Name', 'Consent', 'Unsubscribed', 'DOB', 'Tags', 'opt-in date', '__proto__'),
  );
  const header = fc.array(name, { maxLength: 12 });
  const rows = fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 5 });

  it('gives every column a place of its own, and no column of permissions a field', () => {
    fc.assert(
      fc.property(header, rows, (names, sample) => {
        const matches = matchColumns(names, sample, 'ZA');
        expect(matches).toHaveLength(names.length);
        const many = new Set(['mobile', 'opt_out', 'age_check', 'tags']);
        const fields = matches.flatMap(({ field }) => (field === null || many.has(field) ? [] : [field]));
        expect(new Set(fields).size).toBe(fields.length);
        for (const { column, field } of matches) if (/consent|opt-in/i.test(column)) expect(field).toBeNull();
        const numbers = matches.filter(({ priority }) => priority !== null);
        expect(numbers.map(({ field }) => field)).toEqual(numbers.map(() => 'mobile'));
        expect(applyMapping([], matches).ok).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows a header again whatever case, spaces and punctuation it has', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,2}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, (names) => {
        const dressed = names.map((text) => ` ${text.toUpperCase().replaceAll(' ', '-')}. `);
        expect(headerFingerprint(dressed)).toBe(headerFingerprint(names));
      }),
    );
  });
});

describe('names and values', () => {
  it('a name that was taken apart still has each of its letters', () => {
    const part = fc.constantFrom('Ann', 'Lee', 'van', 'der', 'Dr.', 'Q.', 'O’Neill', ',', 'Jr', '王');
    const letters = (text: string) => [...text.replace(/[\s,]/g, '')].toSorted().join('');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('firstLast', 'lastFirst'), (parts, order) => {
        const name = cleanText(parts.join(' '));
        const { first, last, rest } = splitName(name, order);
        expect(letters([first, last, rest].join(''))).toBe(letters(name));
      }),
    );
  });

  it('numbers and dates come out in one spelling, which is read as itself', () => {
    const style = { decimalComma: false, dateOrder: 'ymd', latestYear: 2036 } as const;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 999 }), (whole, fraction) => {
        const value = typedValue(`${whole.toLocaleString('en-GB')}.${fraction}`, 'number', style) ?? '';
        expect(Number(value)).toBe(Number(`${whole}.${fraction}`));
        expect(typedValue(value, 'number', style)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString();
          const [day = ''] = iso.split('T');
          expect(typedValue(iso, 'date', style)).toBe(day);
          expect(typedValue(day.split('-').toReversed().join('/'), 'date', { ...style, dateOrder: 'dmy' })).toBe(day);
        },
      ),
    );
  });
});

describe('duplicates', () => {
  const rules: ImportPlan = {
    ...plainPlan,
    columns: ['mobile', 'first_name', 'town', 'opt_out', 'permission_date', 'permission_text'].map((name, index) => ({
      index,
      field: name,
    })),
  };
  const reader = createRowReader(rules);
  const person = fc
    .tuple(
      fc.constantFrom('', 'Ann', 'Bo', 'Cy Lee', 'A'),
      fc.constantFrom('', 'Paarl', 'Durban'),
      fc.constantFrom('', 'no', 'yes'),
      fc.constantFrom('', 'd1', 'd2'),
      fc.constantFrom('', 't1', 't2'),
    )
    .map((rest) => reader.read(['0821234567', ...rest], 1) as PersonRow);
  const people = fc.array(person, { minLength: 1, maxLength: 6 });
  const keep = fc.constantFrom('first', 'last', 'merge');

  it('one row that opts out opts the number out, and evidence is that of one row', () => {
    fc.assert(
      fc.property(people, keep, ([first, ...later], rule) => {
        if (first === undefined) return;
        const all = [first, ...later];
        const whole = later.reduce((before, row) => gatherMore(before, row, rule, reader.fieldKeys), gather(first));
        expect(whole.rows).toBe(all.length);
        expect(whole.row.optOut).toBe(all.some(({ optOut }) => optOut));
        const proofs = [null, ...all.map(({ evidence }) => evidence)].map((proof) => JSON.stringify(proof));
        expect(proofs).toContain(JSON.stringify(whole.row.evidence));
        const names = all.map(({ name }) => name);
        for (const name of whole.household?.split('; ') ?? []) expect(names).toContain(name);
        expect(whole.household?.split('; ') ?? []).not.toContain(whole.row.name);
      }),
    );
  });

  it('the same person twice changes nothing the second time, and nothing known is ever blanked', () => {
    const policy = fc.record({
      existing: fc.constantFrom('fillEmpty', 'overwrite', 'skip'),
      overwrite: fc.constantFrom(null, ['town'], ['first_name']),
      newOnly: fc.boolean(),
    });
    fc.assert(
      fc.property(person, person, policy, (one, other, how) => {
        const incoming = (row: PersonRow) => ({
          name: row.name,
          keys: reader.fieldKeys,
          values: row.values,
          household: null,
        });
        const known = mergeContact(null, incoming(one), how).merged;
        const once = mergeContact(known, incoming(other), how);
        for (const [key, value] of known.values) if (value !== '') expect(once.merged.values.get(key)).toBeTruthy();
        expect(mergeContact(once.merged, incoming(other), how)).toMatchObject({ outcome: 'unchanged', changes: [] });
        for (const [key, old, now] of once.changes) {
          expect([key, old]).toEqual([key, key === 'name' ? known.name : (known.values.get(key) ?? null)]);
          expect(now).not.toBe(old);
        }
      }),
    );
  });
});
