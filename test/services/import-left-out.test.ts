import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import type { Assent } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';
import type { ImportAnswers } from '../../main/services/importing/import-answers.ts';

// Rows and whole groups left out by hand, through the services on a real file: every row stays in a count.

let root: string;
let path: string;
let assent: Assent;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-left-out-'));
  path = join(root, 'people.csv');
  writeFileSync(
    path,
    ['mobile,name', '0824102231,Ann', '0824102232,Ben', '0824,Cem', '0824102231,Ann again', '0825,Dan'].join('\n'),
  );
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  assent = await openWorkspace(join(root, 'workspace'), create);
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

function run(apply: boolean, more: Partial<ImportAnswers>) {
  const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
  const answers = { ...usualAnswers('ZA', 'A tester'), ...more };
  return assent.imports.run({ table, answers, clientId: newClientId(), apply });
}

test('rows add up in the check and in the run alike, and the rejects say that somebody left them out', async () => {
  const leftOut = { leftOut: [3], leftOutReasons: ['tooShort'] };
  const counts = { rows: 5, created: 1, updated: 0, unchanged: 0, duplicates: 1, invalid: 3, blocked: 0 };
  expect(await run(false, leftOut)).toMatchObject(counts);
  const done = await run(true, leftOut);
  expect(done).toMatchObject(counts);
  expect(done.rejects.map(({ rowNumber, reason, shown }) => [rowNumber, reason, shown])).toEqual([
    [3, 'leftOut', '+27824102232'],
    [4, 'leftOut', '0824'],
    [6, 'leftOut', '0825'],
  ]);
  const report = await assent.imports.report(done.importId ?? 0);
  expect(report.problems).toMatchObject([{ reason: 'leftOut', count: 3 }]);
  const [, first] = await assent.imports.rejectTable(done.importId ?? 0);
  expect(first).toEqual(['0824102232', 'Ben', 3, 'This row was left out by hand']);
});

test('a country set for one problem is used by the check and the run alike, and undone by leaving it away', async () => {
  writeFileSync(
    path,
    ['mobile,name', '0824102231,Ann', '020 7946 0018,Bea', '0151 1234567,Cem', '0824,Dan'].join('\n'),
  );
  const counts = { rows: 4, created: 3, invalid: 1 };
  const groups = { groupCountries: [{ reason: 'invalid', country: 'GB' }] };
  expect(await run(false, {})).toMatchObject({ created: 1, invalid: 3 });
  expect(await run(false, groups)).toMatchObject(counts);
  const done = await run(true, groups);
  expect(done).toMatchObject({ ...counts, rejects: [{ rowNumber: 5, reason: 'tooShort' }] });
  const { rows } = await assent.contacts.page({ search: '', after: null, limit: 10 });
  expect(rows.map(({ e164 }) => e164.replaceAll(' ', '')).toSorted()).toEqual([
    '+27824102231',
    '+441511234567',
    '+442079460018',
  ]);
});

test('the first of two rows left out makes room for the second', async () => {
  expect(await run(true, { leftOut: [2] })).toMatchObject({ rows: 5, created: 2, duplicates: 0, invalid: 3 });
});
