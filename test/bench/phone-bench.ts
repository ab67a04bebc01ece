import parseWithLibrary from 'libphonenumber-js/max';
import { parsePhone } from '../../main/domain/phone/parse-phone.ts';
import { parsePhoneWithPlan } from '../../main/domain/phone/read-with-plan.ts';
import { listCountries, writtenNumbers } from '../support/phone-lists.ts';
import type { WrittenNumber } from '../support/phone-lists.ts';
import { fileHere, median, runNode, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

/** The list that is read: the same numbers in this process and in the child. */
export function phoneList(count: number, of = listCountries): readonly WrittenNumber[] {
  return [...writtenNumbers(count, 1_848, of)];
}

/** Numbers read in a second, one pass over the list. */
export async function phoneRate(
  list: readonly WrittenNumber[],
  read: (number: WrittenNumber) => boolean,
): Promise<number> {
  let valid = 0;
  const tookMs = await timed(() => list.forEach((number) => (valid += Number(read(number)))));
  if (valid < list.length / 2) throw new Error('most numbers were refused');
  return (list.length * 1000) / tookMs;
}

/** Reads one number as the product does. */
export function readFast({ text, country }: WrittenNumber): boolean {
  return parsePhone(text, country).ok;
}

/** The peer: what a plain user of the library does with a number. */
function readWithLibrary({ text, country }: WrittenNumber): boolean {
  const parsed = parseWithLibrary(text, country ?? undefined);
  return parsed !== undefined && parsed.number !== '' && parsed.isValid() && parsed.getType() !== undefined;
}

/** For a list of 60 countries and for one of one country; the slow way must agree on every number. */
export async function benchPhones(count: number, rounds: number): Promise<readonly BenchRow[]> {
  return [
    ...(await benchList('60 countries', listCountries, count, rounds)),
    ...(await benchList('South Africa', ['ZA'], count, rounds)),
  ];
}

async function benchList(
  name: string,
  of: typeof listCountries,
  count: number,
  rounds: number,
): Promise<readonly BenchRow[]> {
  const list = phoneList(count, of);
  const answers = (read: typeof parsePhone, { text, country }: WrittenNumber): string =>
    JSON.stringify(read(text, country));
  const wrong = list.find((number) => answers(parsePhone, number) !== answers(parsePhoneWithPlan, number));
  if (wrong !== undefined) throw new Error(`the two ways disagree on ${JSON.stringify(wrong)}`);
  const rates: { first: number; learnt: number; peer: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = Number(await runNode([fileHere('phone-child.ts'), String(count), of.join()]));
    const learnt = await phoneRate(list, readFast);
    rates.push({ first, learnt, peer: await phoneRate(list, readWithLibrary) });
  }
  const peer = median(rates.map((found) => found.peer));
  return [
    row(`phones of ${name}, first list of a process, numbers/s`, median(rates.map((found) => found.first)), peer),
    row(`phones of ${name}, plans learnt before, numbers/s`, median(rates.map((found) => found.learnt)), peer),
  ];
}

function row(what: string, ours: number, peer: number): BenchRow {
  return {
    what,
    ours: whole(ours),
    peer: `${whole(peer)} (libphonenumber-js/max: parse, isValid, getType)`,
    ratio: (ours / peer).toFixed(2),
    target: '>= 5 x',
    isMet: ours / peer >= 5,
  };
}
