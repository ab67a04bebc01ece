import parseWithLibrary from 'libphonenumber-js/max';
import { parsePhone } from '../../main/domain/phone/parse-phone.ts';
import { parsePhoneWithPlan } from '../../main/domain/phone/read-with-plan.ts';
import { listCountries, writtenNumbers } from '../support/phone-lists.ts';
import type { WrittenNumber } from '../support/phone-lists.ts';
import { fileHere, median, runNode, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

/** The list that is read: the same numbers in this process and in the child. */
export function phoneList(count: number, of = listCountries): readonly WrittenNumber[] {
  return [...writtenNumbers(count, 1_848, of)];
}

/** Numbers read in a second of processor time, one pass over the list: the machine may have other work. */
export function phoneRate(list: readonly WrittenNumber[], read: (number: WrittenNumber) => boolean): number {
  let valid = 0;
  const before = process.cpuUsage();
  for (const number of list) if (read(number)) valid += 1;
  const { user, system } = process.cpuUsage(before);
  if (valid < list.length / 2) throw new Error('most numbers were refused');
  return (list.length * 1_000_000) / (user + system);
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
    const learnt = phoneRate(list, readFast);
    rates.push({ first, learnt, peer: phoneRate(list, readWithLibrary) });
  }
  // What is learnt is paid for once, so a short list of many countries says little; the target is for a million.
  const isLong = count >= 1_000_000;
  const peer = median(rates.map((found) => found.peer));
  return [
    row(
      `phones of ${name}, first list of a process, numbers/CPU s`,
      median(rates.map((found) => found.first)),
      peer,
      isLong,
    ),
    row(
      `phones of ${name}, plans learnt before, numbers/CPU s`,
      median(rates.map((found) => found.learnt)),
      peer,
      true,
    ),
  ];
}

function row(what: string, ours: number, peer: number, hasTarget: boolean): BenchRow {
  return {
    what,
    ours: whole(ours),
    peer: `${whole(peer)} (libphonenumber-js/max: parse, isValid, getType)`,
    ratio: (ours / peer).toFixed(2),
    target: hasTarget ? '>= 5 x' : 'none below 1,000,000',
    isMet: hasTarget ? ours / peer >= 5 : null,
  };
}
