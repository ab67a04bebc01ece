import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv, toJsonArray } from '../../main/files/export-writer.ts';
import { readBatches } from '../../main/files/table-reader.ts';
import { parsePhone } from '../../main/domain/phone/parse-phone.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

test('a table as a spreadsheet program wants it', async () => {
  const rows = [
    ['Mobile', 'Name', 'Count'],
    ['+27821234567', 'Lee, "Ann"\nB', -5],
    [null, 'ok', true],
  ];
  expect(await joined(toCsv(rows))).toBe(
    `\uFEFFMobile,Name,Count\r\n'+27821234567,"Lee, ""Ann""\nB",-5\r\n,ok,true\r\n`,
  );
  expect(await joined(toCsv(rows.slice(1, 2), { formulaSafe: false, delimiter: ';' }))).toBe(
    `\uFEFF+27821234567;"Lee, ""Ann""\nB";-5\r\n`,
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', ' =1', '\0=1'])(
  'a cell that begins like a formula is made text: %j',
  async (cell) => {
    const [, first] = /^\uFEFF"?(.)/s.exec(await joined(toCsv([[cell]]))) ?? [];
    expect(first).toBe("'");
  },
);

test('the numbers of an export come back as they were', async () => {
  const numbers = Array.from({ length: 50 }, (_, i) => `+2782123${4000 + i}`);
  const path = folder.write(
    'export.csv',
    await joined(toCsv([['Mobile', 'Name'], ...numbers.map((n) => [n, `=${n}`])])),
  );
  const back: unknown[] = [];
  for await (const { rows } of readBatches(request(path))) {
    for (const [cell = ''] of rows) {
      const phone = parsePhone(cell, null);
      back.push(phone.ok ? phone.value.e164 : phone.reason);
    }
  }
  expect(back).toEqual(numbers);
});

test('any table survives writing and reading, up to empty cells at the end of a row', async () => {
  const text = fc.string({
    // No apostrophe: before a tab it would be a mark of ours (export-files.test.ts).
    unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ' ', '|', '\t', '😀', '1'),
    maxLength: 8,
  });
  const row = fc.array(text, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const table = [['Name', 'Two', 'Three', 'Four', 'Five'], ...rows];
      const path = folder.write('round.csv', await joined(toCsv(table, { formulaSafe: false })));
      const back: string[][] = [];
      for await (const batch of readBatches(request(path, { delimiter: ',' })))
        back.push(...batch.rows.map((cells) => [...cells]));
      expect(back).toEqual(rows.map(withoutEmptyEnd).filter((cells) => cells.length > 0));
    }),
    { numRuns: 200 },
  );
});

test('a JSON array in pieces is one JSON text', async () => {
  const items = [{ a: 1, b: 'é"\n' }, { a: null }];
  expect(JSON.parse(await joined(toJsonArray(items)))).toEqual(items);
  expect(JSON.parse(await joined(toJsonArray([])))).toEqual([]);
});

function withoutEmptyEnd(cells: readonly string[]): string[] {
  const kept = [...cells];
  while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
  return kept;
}
