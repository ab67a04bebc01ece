import { describe, expect, it } from 'vitest';
import { countries } from '#domain/phone/countries.ts';
import type { CountryCode } from '#domain/phone/countries.ts';
import { followReading } from '#domain/phone/follow-reading.ts';
import { LearnedPlans } from '#domain/phone/learned-plans.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import { scanSpelling } from '#domain/phone/quick-spelling.ts';
import { parsePhoneWithPlan, readWithPlan } from '#domain/phone/read-with-plan.ts';
import { exampleNumbers, listCountries, writtenNumbers } from '../support/phone-lists.ts';
import { seeded } from '../support/random.ts';

/** How many generated numbers are compared; `npm run test:phones` compares the million of the README. */
const COUNT = Number(process.env['ASSENT_PHONES'] ?? 60_000);

type Read = typeof parsePhone;

/** Where a way of reading and the slow way differ, in words; the first few. */
function differences(read: Read, numbers: Iterable<{ text: string; country: CountryCode | null }>): readonly string[] {
  const found: string[] = [];
  for (const { text, country } of numbers) {
    const [ours, slow] = [JSON.stringify(read(text, country)), JSON.stringify(parsePhoneWithPlan(text, country))];
    if (ours !== slow && found.length < 10) found.push(`${text} in ${country ?? 'none'}: ${ours}, not ${slow}`);
  }
  return found;
}

function* spellingsOfExamples(next: () => number): Generator<{ text: string; country: CountryCode | null }> {
  for (const { country, callingCode, significant, trunk } of exampleNumbers) {
    const texts = [
      `+${callingCode}${significant}`,
      `+${callingCode}${trunk}${significant}`,
      `00${callingCode}${significant}`,
      `011${callingCode}${significant}`,
      `${callingCode}${significant}`,
      trunk + significant,
      significant,
      significant.replace(/^0/, ''),
      significant.slice(-7),
      significant.slice(0, -1),
      `${significant}1`,
    ];
    const other = countries[Math.floor(next() * countries.length)]?.code ?? null;
    for (const text of texts) {
      yield { text, country };
      yield { text, country: null };
      yield { text, country: other };
      // The last two digits are never looked at by a rule: the second number alike is answered by what was learned.
      yield { text: text.slice(0, -2) + String(Math.floor(next() * 90) + 10), country };
    }
  }
}

describe('the fast path answers as the slow way', () => {
  it(`on ${COUNT} numbers of 60 countries as lists hold them`, { timeout: 600_000 }, () => {
    expect(new Set(listCountries).size).toBe(60);
    expect(differences(parsePhone, writtenNumbers(COUNT, 20_261))).toEqual([]);
  });

  it('on the example numbers of every type of every region, well written and badly', { timeout: 600_000 }, () => {
    expect(new Set(exampleNumbers.map(({ country }) => country)).size).toBe(countries.length);
    expect(differences(parsePhone, spellingsOfExamples(seeded(3)))).toEqual([]);
  });

  it('on digits by chance in every region', { timeout: 600_000 }, () => {
    const next = seeded(17);
    const numbers = Array.from({ length: Math.floor(COUNT / 6) }, () => {
      const digits = Array.from({ length: 1 + Math.floor(next() * 17) }, () => String(Math.floor(next() * 10))).join(
        '',
      );
      const prefix = ['', '', '+', '00', '0', '011', '8', '1'][Math.floor(next() * 8)] ?? '';
      return { text: prefix + digits, country: countries[Math.floor(next() * countries.length)]?.code ?? null };
    });
    expect(differences(parsePhone, numbers)).toEqual([]);
  });
});

describe('the comparison catches', () => {
  /** A reader with a fault in what it learns. */
  function faulty(follow: typeof followReading): Read {
    const learned = new LearnedPlans(readWithPlan, follow);
    return (text, country) => {
      const run = scanSpelling(text);
      return run === null ? parsePhoneWithPlan(text, country) : learned.read(run, country);
    };
  }
  const list = [...writtenNumbers(10_000, 5)];

  it('nothing in a reader without a fault', () => {
    expect(differences(faulty(followReading), list)).toEqual([]);
  });

  it('a rule that reaches one digit too far', () => {
    const read = faulty((spelling, country) => {
      const { answer, looked } = followReading(spelling, country);
      return { answer, looked: looked - 1 };
    });
    expect(differences(read, list)).not.toEqual([]);
  });

  it('one wrong entry in one country: every British number with 07 taken for a mobile', () => {
    const read = faulty((spelling, country) => {
      const followed = followReading(spelling, country);
      return country === 'GB' && spelling.digits.startsWith('07') ? { ...followed, looked: 2 } : followed;
    });
    expect(differences(read, writtenNumbers(3_000, 5, ['GB']))).not.toEqual([]);
  });
});
