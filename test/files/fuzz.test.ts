import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AppError } from '../../main/domain/kernel/errors.ts';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();
const corpus = new URL('../corpus/files/', import.meta.url);
const seeds = readdirSync(corpus).filter((name) => statSync(new URL(name, corpus)).size < 40_000);
/** Mutated files in all; ASSENT_FUZZ=1000000 for a release. */
const runs = Number(process.env['ASSENT_FUZZ'] ?? 300);

/** Numerical Recipes' generator: the same files on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const TOKENS = [
  '"',
  '\n',
  '\0',
  '\r',
  ';',
  '\xff\xfe',
  '<',
  '&#x110000;',
  'PK\x03\x04',
  '=\n',
  'BEGIN:VCARD\n',
  '\x80',
  '}',
  '1e999',
];

function mutated(bytes: Buffer, random: (below: number) => number): Buffer {
  let result = Buffer.from(bytes);
  for (let left = 1 + random(4); left > 0; left -= 1) {
    const at = random(result.length + 1);
    const kind = random(5);
    if (kind === 0 && at < result.length) result[at] = random(256);
    else if (kind === 1) result = result.subarray(0, at);
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + random(64))]);
    else if (kind === 3) result = Buffer.concat([result.subarray(0, at), result.subarray(random(at + 1))]);
    else {
      const token = Buffer.from(TOKENS[random(TOKENS.length)] ?? '', 'latin1');
      result = Buffer.concat([result.subarray(0, at), token, result.subarray(at)]);
    }
  }
  return result;
}

async function readOrRefuse(bytes: Buffer): Promise<void> {
  const asked = request(folder.write('mutated', bytes));
  await describeTable(asked);
  for await (const batch of readBatches(asked)) expect(batch.rows.length).toBe(batch.rowNumbers.length);
}

test(`${runs} files changed at random are read or refused in words`, { timeout: 60_000 + runs * 200 }, async () => {
  for (let run = 0; run < runs; run += 1) {
    const random = randomOf(run + 1);
    const name = seeds[random(seeds.length)] ?? '';
    const bytes = mutated(readFileSync(new URL(name, corpus)), random);
    await readOrRefuse(bytes).catch((failure: unknown) => {
      if (!(failure instanceof AppError)) throw new Error(`${name}, run ${run + 1}`, { cause: failure });
    });
  }
});
