import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import type { Assent } from '../../main/composition.ts';
import { createRowSpills } from '../../main/files/row-spill.ts';
import { createCheckedRows } from '../../main/services/importing/checked-rows.ts';
import type { RowsAsked } from '../../main/services/importing/checked-rows.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';
import type { ImportAnswers } from '../../main/services/importing/import-answers.ts';

// Looking at the rows of a file before it is imported, through the services on real files and threads.

let root: string;
let assent: Assent;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-rows-'));
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  assent = await openWorkspace(join(root, 'workspace'), create);
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

function file(lines: readonly string[]) {
  const path = join(root, 'people.csv');
  writeFileSync(path, lines.join('\n'));
  return { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
}

const answersOf = (more: Partial<ImportAnswers> = {}): ImportAnswers => ({
  ...usualAnswers('ZA', 'A tester'),
  ...more,
});
const all: RowsAsked = { heap: null, reason: null, from: 0, limit: 100 };

/** One row for each heap, the known and the blocked person made beforehand. */
async function mixed() {
  const known = file(['mobile,name', '0824102239,Kim']);
  await assent.imports.run({ table: known, answers: answersOf(), clientId: newClientId(), apply: true });
  await assent.consent.block({ number: '082 410 2238', note: '', by: 'A tester' });
  return file([
    'mobile,full_name,Born,Spent',
    '0824102231,Ann Nel,1980-01-01,3',
    '824102232,Ben Cele,,4',
    '0824,Cem,,5',
    '0824102239,Kim,,6',
    '0824102238,Lou,,7',
    '0824102231,Ann Nel again,,8',
    '0114571234,Office,,9',
    '0824102233,Dan,,lots',
    '0824102234,Child,2020-01-01,1',
  ]);
}
const columns = ['mobile', 'full_name', 'age_check', 'spent'].map((field, index) => ({ index, field }));
const decided = { columns, fieldTypes: [['spent', 'number']], nameOrder: 'firstLast' } as const;

describe('the rows of a file', () => {
  test('lie in the heaps that the check counts, each with what will be stored and why not', async () => {
    const table = await mixed();
    const answers = answersOf(decided);
    const check = await assent.imports.run({ table, answers, clientId: newClientId(), apply: false });
    const page = await assent.checkedRows.page({ table, answers }, all);
    expect(page.counts).toEqual({ ready: 4, known: 1, duplicate: 1, blocked: 1, rejected: 2, fixed: 1, look: 2 });
    expect(page.counts).toMatchObject({
      ready: check.created,
      known: check.updated + check.unchanged,
      duplicate: check.duplicates,
      blocked: check.blocked,
      rejected: check.invalid,
      fixed: check.repairs.reduce((sum, { count }) => sum + count, 0),
    });
    expect(page.rows.map(({ row, heap, e164 }) => [row, heap, e164])).toEqual([
      [2, 'ready', '+27824102231'],
      [3, 'ready', '+27824102232'],
      [4, 'rejected', ''],
      [5, 'known', '+27824102239'],
      [6, 'blocked', '+27824102238'],
      [7, 'duplicate', '+27824102231'],
      [8, 'ready', '+27114571234'],
      [9, 'ready', '+27824102233'],
      [10, 'rejected', ''],
    ]);
    expect(page.fields.map(({ label }) => label)).toEqual(['First name', 'Last name', 'Full name', 'Spent']);
    expect(page.rows[0]).toMatchObject({ name: 'Ann Nel', values: ['Ann', 'Nel', null, '3'], notes: [] });
    expect(page.rows[1]?.notes).toEqual(['Put right from 824102232: the 0 at the start was lost']);
    expect(page.rows[2]).toMatchObject({ reason: 'tooShort', cells: ['0824', 'Cem', '', '5'] });
    expect(page.rows[6]?.notes).toEqual(['This is a landline: texts may not reach it']);
    expect(page.rows[7]?.notes).toEqual(['“lots” does not fit Spent: left out']);
  });

  test('show nothing of somebody under the age limit, on disk neither', async () => {
    const table = await mixed();
    const page = await assent.checkedRows.page({ table, answers: answersOf(decided) }, all);
    expect(page.rows.at(-1)).toMatchObject({ reason: 'underAge', e164: '', name: '', values: [], cells: [] });
    expect(JSON.stringify(page)).not.toContain('Child');
    // What could be looked at on disk has lost its name already.
    expect(readdirSync(join(root, 'workspace', 'rows-aside'))).toEqual([]);
  });

  test('are looked at heap by heap and page by page, also by their reason, with what was changed by hand', async () => {
    const lines = Array.from({ length: 12_000 }, (_, at) =>
      at % 3 === 0 ? `08241,Short ${at}` : at % 3 === 1 ? `,Empty ${at}` : `0824${String(100_000 + at)},Good ${at}`,
    );
    const table = file(['mobile,full_name', ...lines]);
    const edits = [{ row: 2, column: 0, value: '0825550000' }];
    const request = { table, answers: answersOf({ edits, leftOut: [4] }) };
    const empty = await assent.checkedRows.page(request, { heap: 'rejected', reason: 'empty', from: 3_990, limit: 20 });
    expect(empty).toMatchObject({ total: 4_000, shown: 4_000 });
    expect(empty.rows.map(({ row }) => row)).toEqual(Array.from({ length: 10 }, (_, at) => 3 + (3_990 + at) * 3));
    const ready = await assent.checkedRows.page(request, { heap: 'ready', reason: null, from: 0, limit: 2 });
    expect(ready.rows.map(({ row, e164 }) => [row, e164])).toEqual([
      [2, '+27825550000'],
      [7, '+27824100005'],
    ]);
    const left = await assent.checkedRows.page(request, { heap: 'rejected', reason: 'leftOut', from: 0, limit: 2 });
    expect(left.rows.map(({ row, notes }) => [row, notes])).toEqual([[4, ['This row was left out by hand']]]);
  });

  test('beyond the room that is set aside are counted, and said not to be shown', async () => {
    const lines = Array.from({ length: 12_000 }, (_, at) => `0824${String(100_000 + at)},Good ${at}`);
    const spills = createRowSpills(join(root, 'aside'));
    const storage = {
      read: {
        workspace: () => ({ contacts: 0, blocked: 0 }),
        columnMemory: () => null,
        fieldList: () => [],
        numbersKnown: known,
      },
    };
    const small = createCheckedRows({ files: assent.files, clock: assent.clock, storage } as never, spills, 200_000);
    const request = { table: file(['mobile,full_name', ...lines]), answers: answersOf() };
    const { total, shown } = await small.page(request, all);
    expect(total).toBe(12_000);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(12_000);
    const last = await small.page(request, { ...all, from: shown - 1, limit: 3 });
    expect(last.rows.map(({ row }) => row)).toEqual([shown + 1]);
    await small.forget();
  });

  test('are read anew when somebody was blocked meanwhile', async () => {
    const request = { table: file(['mobile,full_name', '0824102231,Ann']), answers: answersOf() };
    expect((await assent.checkedRows.page(request, all)).counts).toMatchObject({ ready: 1, blocked: 0 });
    await assent.consent.block({ number: '082 410 2231', note: '', by: 'A tester' });
    expect((await assent.checkedRows.page(request, all)).counts).toMatchObject({ ready: 0, blocked: 1 });
  });

  test('of an answer that was overtaken are not read to their end', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `0824${String(100_000 + at)},Good ${at}`);
    const table = file(['mobile,full_name', ...lines]);
    const first = assent.checkedRows.page({ table, answers: answersOf() }, all);
    const second = assent.checkedRows.page({ table, answers: answersOf({ leftOut: [2] }) }, all);
    await expect(first).rejects.toMatchObject({ code: 'import.cancelled' });
    expect((await second).counts).toMatchObject({ ready: 59_999, rejected: 1 });
  });
});

function known({ numbers }: { readonly numbers: Float64Array }): Uint8Array {
  return new Uint8Array(numbers.length);
}
