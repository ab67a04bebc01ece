import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import type { Assent } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';
import type { ImportAnswers } from '../../main/services/importing/import-answers.ts';

// Rejected rows back into an import of their own, and the empty table to begin with, on real files.

let root: string;
let assent: Assent;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-mending-'));
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  assent = await openWorkspace(join(root, 'workspace'), create);
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

const tableAt = (path: string) => ({ path, sheet: null, encoding: null, delimiter: null, headerRow: null });

function run(path: string, more: Partial<ImportAnswers> = {}) {
  const answers = { ...usualAnswers('ZA', 'A tester'), ...more };
  return assent.imports.run({ table: tableAt(path), answers, clientId: newClientId(), apply: true });
}

describe('rejected rows', () => {
  const lines = [
    'Customers of November;;;;',
    'Cell;Who;Born;Spent;Notes',
    '0824102231;Ann;;1,50;first',
    '0824;"Ben ""B""";1980-01-01;2,50;"=1+1"',
    '+27 82;Cem;;3,50;x;y',
    '0825;Dan;;4,50;left out by hand',
    '0826;Child;2020-01-01;5,50;never kept',
  ];
  const decided: Partial<ImportAnswers> = {
    columns: ['mobile', 'full_name', 'age_check', 'spent', null].map((field, index) => ({ index, field })),
    fieldTypes: [['spent', 'number']],
    decimalComma: true,
    leftOut: [6],
    tags: ['november'],
  };

  test('come back under their own header, as their file was decided, without what was left out or never kept', async () => {
    const path = join(root, 'november.csv');
    writeFileSync(path, lines.join('\n'));
    const first = await run(path, decided);
    expect(first).toMatchObject({ rows: 5, created: 1, invalid: 4 });

    const mendable = await assent.mending.rejects(first.importId ?? 0);
    expect(mendable).toMatchObject({ rows: 2, rest: 2, answers: { country: 'ZA', tags: ['november'] } });
    expect(mendable.path).toMatch(/november-rejects-[0-9a-f]{6}\.csv$/);
    expect(assent.pasted.isOwn(mendable.path)).toBe(true);
    expect(readFileSync(mendable.path, 'utf8')).not.toMatch(/Child|Dan/);
    const { description } = await assent.imports.describe(tableAt(mendable.path), 'ZA');
    expect(description.header.slice(0, 5)).toEqual(['Cell', 'Who', 'Born', 'Spent', 'Notes']);

    // Mended and imported with the answers that came along, they become people like the others.
    const edits = [
      { row: 2, column: 0, value: '0824102232' },
      { row: 3, column: 0, value: '082 410 2233' },
    ];
    const again = await run(mendable.path, { ...mendable.answers, edits });
    expect(again).toMatchObject({ rows: 2, created: 2, invalid: 0 });
    const { rows } = await assent.contacts.page({ search: 'Ben', after: null, limit: 10 });
    expect(rows).toMatchObject([{ name: 'Ben "B"' }]);
    const ben = await assent.contacts.get(rows[0]?.id ?? 0);
    expect(JSON.stringify(ben)).toContain('2.5');
  });

  test('are mapped as their import was, also where that decided nothing itself', async () => {
    const path = join(root, 'plain.csv');
    writeFileSync(path, 'Phone,Phone,Name\n0824,,Ann\n');
    const first = await run(path);
    const { answers } = await assent.mending.rejects(first.importId ?? 0);
    expect(answers.columns).toEqual(expect.arrayContaining([{ index: 2, field: 'full_name' }]));
    expect(answers.columns?.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
  });

  test('that nobody can mend are refused in words', async () => {
    const path = join(root, 'left.csv');
    writeFileSync(path, 'mobile\n0824102231\n0824\n');
    const done = await run(path, { leftOut: [3] });
    await expect(assent.mending.rejects(done.importId ?? 0)).rejects.toMatchObject({ code: 'import.nothingToMend' });
    await expect(assent.mending.rejects(99)).rejects.toMatchObject({ code: 'import.notFound' });
    expect(existsSync(join(root, 'workspace', 'pasted'))).toBe(false);
  });
});

test('the empty table has headings that the import knows again, those of the workspace too', async () => {
  const path = join(root, 'people.csv');
  writeFileSync(path, 'mobile,Loyalty card\n0824102231,A-1\n');
  await run(path);
  const template = join(root, 'template.csv');
  await assent.mending.template(template);
  const text = readFileSync(template, 'utf8');
  writeFileSync(template, `${text.trimEnd()}\r\n0824102232,Ben,Cele,b@example.com,Durban,Acme,A-2,vip,hello\r\n`);
  const { columns } = await assent.imports.describe(tableAt(template), 'ZA');
  expect(columns.map(({ field }) => field)).toEqual([
    'mobile',
    'first_name',
    'last_name',
    'email',
    'city',
    'organisation',
    'loyalty_card',
    'tags',
    'note',
  ]);
  expect(columns.slice(0, 4).every(({ confidence }) => confidence === 'sure')).toBe(true);
});
