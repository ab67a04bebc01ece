import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeXlsx } from 'hucre/xlsx';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { seeded } from '../support/random.ts';

// Workbooks under a password; the library that encrypts them here has no part in how they are opened.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-encrypted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tableAt = (path: string, password: string | null) => ({
  path,
  sheet: null,
  encoding: null,
  delimiter: null,
  headerRow: null,
  password,
});

async function book(name: string, rows: readonly (readonly string[])[], password: string): Promise<string> {
  const path = join(folder, name);
  const sheets = [{ name: 'People', rows: rows.map((row) => [...row]) }];
  writeFileSync(path, await writeXlsx({ sheets, encryption: { password, spinCount: 1_000 } }));
  return path;
}

const few = [
  ['Mobile', 'Name'],
  ['0824102231', 'Zoë Martin'],
  ['0824102232', '李伟'],
] as const;

async function rowsOf(path: string, password: string) {
  const rows: (readonly string[])[] = [];
  for await (const batch of readBatches(tableAt(path, password))) rows.push(...batch.rows);
  return rows;
}

describe('a workbook under a password', () => {
  test('is read with it, row for row; its fingerprint is that of the file as it is', async () => {
    const path = await book('small.xlsx', few, 'Größe 7€');
    const description = await describeTable(tableAt(path, 'Größe 7€'));
    expect(description).toMatchObject({ kind: 'xlsx', sheet: 'People', header: ['Mobile', 'Name'] });
    expect(description.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(await rowsOf(path, 'Größe 7€')).toEqual([few[1], few[2]]);
  });

  test('with many segments and sectors is read to its last row', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [`0824${100_000 + at}`, `Person ${at * 7919}`]);
    const path = await book('large.xlsx', [['Mobile', 'Name'], ...rows], 'secret');
    expect(readFileSync(path).length).toBeGreaterThan(200_000);
    const read = await rowsOf(path, 'secret');
    expect(read).toHaveLength(20_000);
    expect(read.at(-1)).toEqual(rows.at(-1));
    expect(read[12_345]).toEqual(rows[12_345]);
  });

  test('without it says that it is locked, and with another that it is the wrong one', async () => {
    const path = await book('locked.xlsx', few, 'secret');
    await expect(describeTable(tableAt(path, null))).rejects.toMatchObject({ code: 'file.encrypted' });
    for (const wrong of ['Secret', 'secret ', '', 'x'.repeat(255)]) {
      await expect(describeTable(tableAt(path, wrong))).rejects.toMatchObject({
        code: 'file.wrongPassword',
        details: { fileName: 'locked.xlsx' },
      });
    }
  });

  test('that was changed after it was encrypted is refused, though the password opens it', async () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => [`0824${100_000 + at}`, `Person ${at * 7919}`]);
    const path = await book('changed.xlsx', [['Mobile', 'Name'], ...rows], 'secret');
    const bytes = readFileSync(path);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(rowsOf(path, 'secret')).rejects.toMatchObject({
      code: 'file.damaged',
      details: { detail: 'its content is not what was encrypted' },
    });
  });

  test('that asks for millions of rounds, or is cut short, is refused without working for it', async () => {
    const path = await book('many.xlsx', few, 'secret');
    const bytes = readFileSync(path);
    const spin = bytes.indexOf('spinCount="1000"');
    expect(spin).toBeGreaterThan(0);
    const hungry = join(folder, 'hungry.xlsx');
    const copy = Buffer.from(bytes);
    copy.write('spinCount="9e99"', spin);
    writeFileSync(hungry, copy);
    await expect(rowsOf(hungry, 'secret')).rejects.toMatchObject({ code: 'file.damaged' });
    for (const length of [600, 2_000, bytes.length - 3_000]) {
      writeFileSync(hungry, bytes.subarray(0, length));
      await expect(rowsOf(hungry, 'secret')).rejects.toMatchObject({ code: expect.stringMatching(/^file\./) });
    }
  });

  test('mutated anywhere is read or refused in words, and never hangs', async () => {
    const path = await book('fuzzed.xlsx', few, 'secret');
    const bytes = readFileSync(path);
    const random = seeded(20_261_124);
    for (let round = 0; round < 200; round += 1) {
      const copy = Buffer.from(bytes);
      // Mostly the header, the sector table and the directory, where a chain can be bent into a ring.
      for (let change = 0; change < 4; change += 1) {
        const end = random() < 0.5 ? 512 : copy.length;
        copy[Math.floor(random() * end)] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
      }
      writeFileSync(path, copy);
      const outcome = await rowsOf(path, 'secret').catch((error: unknown) => error);
      if (outcome instanceof Error)
        expect(outcome, `round ${round}`).toMatchObject({ code: expect.stringMatching(/^file\./) });
    }
  });

  test('of a kind that is not known says so instead of asking for ever', async () => {
    const path = join(folder, 'old.xlsx');
    const ole = Buffer.alloc(4_096);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(ole);
    ole.write('EncryptedPackage\0', 1_024, 'utf16le');
    writeFileSync(path, ole);
    await expect(rowsOf(path, 'secret')).rejects.toMatchObject({ code: 'file.lockedOtherwise' });
  });
});

test('a file that needs no password is read with one as without', async () => {
  const path = join(folder, 'plain.csv');
  writeFileSync(path, 'mobile\n0824102231\n');
  expect(await rowsOf(path, 'anything')).toEqual([['0824102231']]);
});
