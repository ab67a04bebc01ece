import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId, systemClock } from '../../main/composition.ts';
import type { Assent } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';

// Through the real threads and a rehearsal gateway over a socket.

let root: string;
let assent: Assent;
let lateMs = 0;
const people = 600;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-withdraw-'));
  lateMs = 0;
  const clock = { ...systemClock, nowMs: () => Date.now() + lateMs };
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  assent = await openWorkspace(join(root, 'workspace'), create, { clock });
  const path = join(root, 'people.csv');
  const rows = Array.from({ length: people }, (_, at) => `Person ${at},+2782${String(2_000_000 + at)}`);
  writeFileSync(path, ['Name,Mobile', ...rows].join('\n'));
  const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
  await assent.imports.run({ table, answers: usualAnswers('ZA', 'a test'), clientId: newClientId(), apply: true });
  await assent.gateways.add({
    name: 'practice',
    kind: 'rehearsal',
    url: null,
    repliesUrl: null,
    credential: null,
    secretRef: null,
  });
  await acceptSheet();
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

async function acceptSheet(): Promise<void> {
  const { gateway, digest } = await assent.gateways.sheet({ name: 'practice' });
  await assent.gateways.accept({ id: gateway.id, digest, by: 'Lerato' });
}

async function startCampaign(): Promise<number> {
  const draft = { purpose: 'transactional', gatewayId: 1, sender: null, audience: { kind: 'all' } } as const;
  const { row, revision } = await assent.campaigns.save(null, { ...draft, name: 'Orders', text: 'Acme: it is ready' });
  await assent.campaigns.start({
    id: row.id,
    revision,
    expectedPeople: people,
    clientId: newClientId(),
    rehearseAtMs: null,
  });
  return row.id;
}

const countsOf = async (id: number) => (await assent.campaigns.get(id)).row;

test('in the middle of a send: the rest waits, nothing more leaves, and it goes on when the sheet is accepted anew', async () => {
  const id = await startCampaign();
  const done = assent.dispatcher.run(id);
  await expect.poll(async () => (await countsOf(id)).counts.waiting, { interval: 5 }).toBeLessThan(people);
  expect(await assent.disclosures.withdraw({ id: 1, by: 'Lerato' })).toMatchObject({
    gateway: { state: 'notAccepted' },
    paused: 1,
  });
  await done;
  const { state, counts } = await countsOf(id);
  expect(state).toBe('paused');
  expect(counts.waiting).toBeGreaterThan(0);
  const leftThen = (await assent.disclosures.month(null)).days[0]?.texts ?? 0;
  expect(leftThen + counts.waiting).toBe(people);
  await expect(assent.campaigns.resume(id).then(() => assent.dispatcher.run(id))).rejects.toMatchObject({
    code: 'gateway.notAccepted',
  });
  expect((await assent.disclosures.month(null)).days[0]?.texts).toBe(leftThen);

  await acceptSheet();
  await assent.campaigns.resume(id);
  await assent.dispatcher.run(id);
  expect((await assent.disclosures.month(null)).days[0]?.texts).toBe(people);
});

test('twelve months after it was accepted the sheet is asked for again', async () => {
  lateMs = 364 * 86_400_000;
  expect((await assent.gateways.list())[0]?.state).toBe('ready');
  lateMs = 366 * 86_400_000;
  expect((await assent.gateways.list())[0]?.state).toBe('notAccepted');
  await expect(assent.gateways.test(1)).rejects.toMatchObject({ code: 'gateway.notAccepted' });
});
