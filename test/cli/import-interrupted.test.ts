import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import type { Assent } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';

// An import that is paused, cancelled, or whose file changes under it, through the services on real files and threads.

let root: string;
let path: string;
let assent: Assent;
const rows = 60_000;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-interrupted-'));
  path = join(root, 'people.csv');
  const lines = Array.from({ length: rows }, (_, index) => `0824${String(100_000 + index)},Person ${index}\n`);
  writeFileSync(path, `mobile,full_name\n${lines.join('')}`);
  assent = await openWorkspace(join(root, 'workspace'), {
    business: 'Acme',
    country: 'ZA',
    zone: 'Africa/Johannesburg',
  });
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

function start(clientId = newClientId()) {
  const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
  return assent.imports.run({ table, answers: usualAnswers('ZA', 'A tester'), clientId, apply: true });
}
const block = (number: string) => assent.consent.block({ number, note: '', by: 'A tester' });

test('cancelled, nothing of it stays, and the next one runs', async () => {
  const clientId = newClientId();
  const running = start(clientId);
  setTimeout(() => assent.imports.cancel(clientId), 100);
  await expect(running).rejects.toMatchObject({ code: 'import.cancelled' });
  expect(await assent.contacts.count()).toBe(0);
  expect(await assent.imports.list()).toEqual([]);
  expect(await start()).toMatchObject({ created: rows });
});

test('paused, it keeps nobody waiting, and goes on where it was', async () => {
  const clientId = newClientId();
  const running = start(clientId);
  assent.imports.pause(clientId);
  await block('082 410 0000');
  expect((await assent.workspace()).blocked).toBe(1);
  assent.imports.resume(clientId);
  expect(await running).toMatchObject({ rows, created: rows - 1, blocked: 1 });
});

test('with the same intent twice it is one import', async () => {
  const clientId = newClientId();
  const [one, other] = await Promise.all([start(clientId), start(clientId)]);
  expect(other.importId).toBe(one.importId);
  expect(await start(clientId)).toMatchObject({ importId: one.importId, created: rows });
  expect(await assent.imports.list()).toHaveLength(1);
});

test('a file that changes after it was looked at is refused, and nothing is kept', async () => {
  const { files } = assent;
  const describe = files.describe.bind(files);
  const changed = {
    ...files,
    describe: async (request: Parameters<typeof describe>[0]) => {
      const found = await describe(request);
      appendFileSync(path, '0831234567,Late\n');
      return found;
    },
  };
  Object.assign(files, changed);
  await expect(start()).rejects.toMatchObject({ code: 'file.changed' });
  expect(await assent.contacts.count()).toBe(0);
});
