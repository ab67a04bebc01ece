import { measureText, partsOnly } from '../../main/domain/text/segments.ts';
import { interleave, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** The peer: parts of a text the straightforward way, by the tables of 3GPP TS 23.038 and packing character by character. */
export function referenceParts(text: string): number {
  const characters = [...text];
  const isGsm7 = characters.every((character) => basic.has(character) || extended.has(character));
  const costs = characters.map((character) => (isGsm7 ? (extended.has(character) ? 2 : 1) : character.length));
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  if (units <= (isGsm7 ? 160 : 70)) return units === 0 ? 0 : 1;
  const perPart = isGsm7 ? 153 : 67;
  let parts = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > perPart) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return parts;
}

function sampleTexts(count: number): string[] {
  const sentence = 'Blue Crane Books: your order is ready at the till until Saturday. ';
  const spices = ['', '€ ', '[ref] ', 'Müller ', '👍 ', 'größe ', '“quoted” ', 'ж '];
  return Array.from(
    { length: count },
    (_, at) => `${spices[at % spices.length] ?? ''}${sentence.repeat(1 + (at % 7))}${at}`,
  );
}

/** Texts costed in a second; all three must agree on every text. */
export async function benchTexts(count: number, rounds: number): Promise<readonly BenchRow[]> {
  const texts = sampleTexts(count);
  const wrong = texts.find(
    (text) => partsOnly(text) !== referenceParts(text) || measureText(text).parts !== referenceParts(text),
  );
  if (wrong !== undefined) throw new Error(`the calculators disagree on ${JSON.stringify(wrong)}`);
  const rate = async (cost: (text: string) => unknown): Promise<number> => {
    let sum = 0;
    const tookMs = await timed(() => texts.forEach((text) => (sum += Number(Boolean(cost(text))))));
    if (sum !== count) throw new Error('a text had no parts');
    return (count * 1000) / tookMs;
  };
  const row = (what: string, found: { ours: number; peer: number }): BenchRow => ({
    what,
    ours: whole(found.ours),
    peer: `${whole(found.peer)} (a straightforward calculator in this file)`,
    ratio: (found.ours / found.peer).toFixed(2),
    target: 'none yet',
    isMet: null,
  });
  const peer = (): Promise<number> => rate(referenceParts);
  return [
    row('texts costed, parts only, texts/s', await interleave(rounds, () => rate(partsOnly), peer)),
    row('texts costed, whole measure, texts/s', await interleave(rounds, () => rate(measureText), peer)),
  ];
}
