import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeXlsx } from 'hucre/xlsx';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';

test('an encrypted workbook is imported with its password, which stands in no file of the workspace', async () => {
  const root = mkdtempSync(join(tmpdir(), 'assent-locked-'));
  const password = 'a-pass-word-to-look-for';
  const path = join(root, 'people.xlsx');
  const sheets = [{ name: 'People', rows: [['Mobile', 'Name'], ['0824102231', 'Ann'], ['0824', 'Ben']] }]; // prettier-ignore
  writeFileSync(path, await writeXlsx({ sheets, encryption: { password, spinCount: 1_000 } }));
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  const assent = await openWorkspace(join(root, 'workspace'), create);
  try {
    const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null, password };
    const answers = usualAnswers('ZA', 'A tester');
    const rows = await assent.checkedRows.page({ table, answers }, { heap: null, reason: null, from: 0, limit: 10 });
    expect(rows.rows.map(({ e164 }) => e164)).toEqual(['+27824102231', '']);
    const run = { table, answers, clientId: newClientId(), apply: true };
    expect(await assent.imports.run(run)).toMatchObject({ rows: 2, created: 1, invalid: 1 });
  } finally {
    await assent.close();
  }
  const files = readdirSync(join(root, 'workspace'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, 'workspace', name))
    .filter((name) => statSync(name).isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(file).includes(password), file).toBe(false);
  rmSync(root, { recursive: true, force: true });
});
