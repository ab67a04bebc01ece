import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markFormula, unmarkFormula } from '#domain/contacts/formula-mark.ts';
import { createExportFiles } from '../../main/files/export-files.ts';
import { readBatches } from '../../main/files/table-reader.ts';
import type { ExportFormat, ExportPerson } from '../../main/services/contact-port.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();
const files = createExportFiles();
const fields = [
  { key: 'city', label: 'City', type: 'text', options: [] },
  { key: 'tags', label: 'Tags', type: 'text', options: [] },
  { key: '__proto__', label: 'Odd', type: 'text', options: [] },
] as const;

function person(more: Partial<ExportPerson> = {}): ExportPerson {
  const usual = {
    e164: '+27821234567',
    name: 'Ann',
    country: 'ZA',
    values: [],
    tags: [],
    permissions: [],
    blocked: null,
  };
  return { ...usual, addedAt: '2026-11-24T08:00:00.000Z', ...more };
}

async function* all(people: readonly ExportPerson[]): AsyncGenerator<ExportPerson> {
  for (const one of people) yield await Promise.resolve(one);
}

async function write(
  name: string,
  format: ExportFormat,
  people: AsyncIterable<ExportPerson>,
  signal = new AbortController().signal,
) {
  const path = join(folder.path, name);
  await files.write({ path, format, fields, people, signal });
  return path;
}

async function rowsOf(path: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of readBatches(request(path))) rows.push(...batch.rows.map((row) => [...row]));
  return rows;
}

/** Values that a spreadsheet program, a reader or a writer could take for something else. */
const awkward = [
  '=1+1',
  '+447700900123',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  "'=1",
  "''+1",
  "O'Neill",
  '😀',
  'a "b", c;d',
  'é',
  '0012',
  '1e5',
  'TRUE',
  '<&>',
  ' ]]>',
  '#N/A no',
];

describe.each(['csv', 'xlsx'] as const)('an export as %s', (format) => {
  test('is read back with every awkward value as it was', async () => {
    const people = awkward.map((city, index) =>
      person({
        e164: `+2782123${1_000 + index}`,
        name: `N ${city.trim()}`,
        tags: ['vip'],
        values: [
          ['city', city.trim()],
          ['__proto__', 'x'],
        ],
      }),
    );
    const path = await write(`awkward.${format}`, format, all(people));
    const read = await rowsOf(path);
    expect(read.map((row) => row[3])).toEqual(awkward.map((city) => city.trim()));
    expect(read.map((row) => row[1])).toEqual(people.map(({ name }) => name));
    expect(read.map((row) => [row[0]?.replace(/^'/, ''), row[2], row[5]])).toEqual(
      people.map(({ e164 }) => [e164, 'vip', 'x']),
    );
  });

  test('that is stopped leaves no file, and an older one stays as it was', async () => {
    const path = join(folder.path, `stopped.${format}`);
    writeFileSync(path, 'older');
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<ExportPerson> {
      for (let at = 0; ; at += 1) {
        if (at === 50) stop.abort();
        yield await Promise.resolve(person());
      }
    }
    await expect(write(`stopped.${format}`, format, endless(), stop.signal)).rejects.toMatchObject({
      code: 'export.cancelled',
      details: { people: 50 },
    });
    expect(readFileSync(path, 'utf8')).toBe('older');
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('that fails in the middle leaves no file', async () => {
    async function* broken(): AsyncGenerator<ExportPerson> {
      yield await Promise.resolve(person());
      throw new Error('the reader broke');
    }
    await expect(write(`broken.${format}`, format, broken())).rejects.toThrow('the reader broke');
    expect(existsSync(join(folder.path, `broken.${format}`))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('to a folder that is not there is refused with the name of the file', async () => {
    await expect(write(`nowhere/x.${format}`, format, all([person()]))).rejects.toMatchObject({
      code: 'file.notWritable',
      details: { fileName: `x.${format}` },
    });
  });
});

test('no cell of an XLSX is a formula or a number', async () => {
  const people = awkward.map((city) => person({ values: [['city', city]] }));
  const path = await write('cells.xlsx', 'xlsx', all(people));
  const { streamXlsxRows } = await import('hucre/xlsx');
  for await (const row of streamXlsxRows(readFileSync(path))) {
    for (const cell of row.values) expect(cell === null || typeof cell === 'string', String(cell)).toBe(true);
  }
});

test('a block goes along as an opt-out, a full name only where the parts do not say it', async () => {
  const people = [
    person({
      name: 'Ann Lee',
      values: [
        ['first_name', 'Ann'],
        ['last_name', 'Lee'],
      ],
      blocked: 'keyword',
    }),
    person({
      name: 'Annie',
      values: [
        ['first_name', 'Ann'],
        ['last_name', 'Lee'],
      ],
    }),
  ];
  const text = readFileSync(await write('names.csv', 'csv', all(people)), 'utf8');
  expect(text).toBe(
    `\uFEFFMobile,Full name,Tags,City,tags,Odd,Blocked\r\n'+27821234567,,,,,,yes\r\n'+27821234567,Annie,,,,,\r\n`,
  );
});

test('vCards have lines of at most 75 octets and lose nothing of an escaped name', async () => {
  const name = `Zoë; O'Neill, "the\\second" ${'漢字'.repeat(40)}`;
  const values = [
    ['email', 'zoe@example.org'],
    ['organisation', 'A, B; C'],
    ['city', 'x\ny'],
  ] as const;
  const path = await write(
    'cards.vcf',
    'vcard',
    all([person({ name, values, tags: ['vip', 'a,b'] }), person({ name: '' })]),
  );
  const text = readFileSync(path, 'utf8');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const [first, second] = await rowsOf(path);
  expect(first).toEqual(expect.arrayContaining([name, '+27821234567', 'zoe@example.org']));
  expect(second).toEqual(expect.arrayContaining(['+27821234567']));
});

test('JSON has everything, with field names that mean something else to a program', async () => {
  const path = await write(
    'all.json',
    'json',
    all([
      person({
        values: [
          ['__proto__', 'x'],
          ['city', '=1'],
        ],
        permissions: ['marketing'],
      }),
    ]),
  );
  const [read] = JSON.parse(readFileSync(path, 'utf8')) as {
    number: string;
    fields: Record<string, string>;
    permissions: string[];
  }[];
  expect(read?.number).toBe('+27821234567');
  expect(Object.entries(read?.fields ?? {})).toEqual([
    ['__proto__', 'x'],
    ['city', '=1'],
  ]);
  expect(read?.permissions).toEqual(['marketing']);
});

test('the mark before a formula comes off again, whatever the text', () => {
  const unit = fc.constantFrom("'", '=', '+', '-', '@', '＝', ' ', '\t', 'a', '1', '\0');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 6 }), (text) => {
      expect(unmarkFormula(markFormula(text))).toBe(text);
      expect(markFormula(text)).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
    }),
    { numRuns: 2_000 },
  );
});

const office = spawnSync('soffice', ['--version']).status === 0;

// security.md F20: what a real spreadsheet program makes of it. Without one, the cells themselves are looked at above.
test.skipIf(!office)('LibreOffice evaluates nothing of an export', async () => {
  const people = ['=1+1', '=HYPERLINK("http://127.0.0.1/")', '@SUM(1)', '+1+1', '-1-1'].map((city) =>
    person({ values: [['city', city]] }),
  );
  const path = await write('office.csv', 'csv', all(people));
  mkdirSync(join(folder.path, 'out'), { recursive: true });
  spawnSync('soffice', ['--headless', '--convert-to', 'csv', '--outdir', join(folder.path, 'out'), path], {
    timeout: 60_000,
  });
  const cells = readFileSync(join(folder.path, 'out', 'office.csv'), 'utf8');
  expect(cells).toContain('=1+1');
  expect(cells).not.toMatch(/,2,|,-2,/);
});

test.runIf(!office)('LibreOffice is not installed here: its check of exports was left out', () => {
  expect(office).toBe(false);
});
