import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { newClientId } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';
import type { Assent } from '../../main/composition.ts';
import { fileHere, interleave, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';
import { personRow, writePeople } from './people.ts';

const ratioTarget = 0.5;
/** As many as the dispatcher has on their way at most. */
const connections = 64;
const keyName = 'ASSENT_BENCH_KEY';

/** The peer: bodies as the product sends them, over as many connections, nothing decided and nothing kept. */
async function bareLoop(url: string, count: number): Promise<void> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const headers = { Authorization: 'bench', 'Content-Type': 'application/json', Accept: 'application/json' };
  let next = 0;
  const post = async (): Promise<void> => {
    while (next < count) {
      const at = next++;
      const to = `27${(personRow(at)[0] ?? '').replace(/\D/g, '').slice(-9)}`;
      const content = `Bench: hello First${at % 977}, your order is ready.`;
      const message = { channel: 'sms', to, content, clientMessageId: randomBytes(16).toString('hex') };
      const body = JSON.stringify({ messages: [message] });
      const response = await pool.request({ method: 'POST', path: '/v1/message', headers, body });
      const answer = (await response.body.json()) as { messages: { accepted: boolean }[] };
      if (response.statusCode !== 202 || answer.messages[0]?.accepted !== true) throw new Error('not accepted');
    }
  };
  await Promise.all(Array.from({ length: connections }, post));
  await pool.close();
}

/** One campaign to everybody; answers texts a second from the first claim to the last result written. */
async function campaign(assent: Assent, gatewayId: number, people: number, round: number): Promise<number> {
  const draft = { purpose: 'transactional', gatewayId, sender: null, audience: { kind: 'all' } } as const;
  const text = `Bench ${round}: hello {{first_name|there}}, your order is ready.`;
  const { row, revision } = await assent.campaigns.save(null, { ...draft, name: `Bench ${round}`, text });
  const input = { id: row.id, revision, expectedPeople: people, clientId: newClientId(), rehearseAtMs: null };
  await assent.campaigns.start(input);
  const tookMs = await timed(() => assent.dispatcher.run(row.id));
  const { counts, state } = (await assent.campaigns.get(row.id)).row;
  if (counts.accepted !== people) throw new Error(`${state}: ${counts.accepted} of ${people} accepted`);
  return (people * 1000) / tookMs;
}

/** Durable sends a second over real HTTP beside a bare loop to the same recorder. */
export async function benchSending(people: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-send-'));
  const recorder = spawn(process.execPath, [fileHere('recorder.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(recorder.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${line.toString('utf8').trim()}`;
    process.env[keyName] = 'bench';
    const assent = await openWorkspace(join(folder, 'workspace'), {
      business: 'Bench',
      country: 'ZA',
      zone: 'Africa/Johannesburg',
    });
    const path = join(folder, 'people.csv');
    await writePeople(path, people);
    const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
    await assent.imports.run({
      table,
      answers: usualAnswers('ZA', 'the bench'),
      clientId: newClientId(),
      apply: true,
    });
    await assent.gateways.add({
      name: 'recorder',
      kind: 'clickatell',
      url,
      repliesUrl: null,
      credential: null,
      secretRef: `env:${keyName}`,
    });
    const { gateway, digest } = await assent.gateways.sheet({ name: 'recorder' });
    await assent.gateways.accept({ id: gateway.id, digest, by: 'the bench' });
    // Each side once unmeasured: a send runs for minutes, and is not judged by how it starts.
    await campaign(assent, gateway.id, people, rounds);
    await bareLoop(url, people);
    const found = await interleave(
      rounds,
      (round) => campaign(assent, gateway.id, people, round),
      async () => (people * 1000) / (await timed(() => bareLoop(url, people))),
    );
    await assent.close();
    const ratio = found.ours / found.peer;
    return [
      {
        what: `durable sends of ${whole(people)} texts, texts/s`,
        ours: whole(found.ours),
        peer: `${whole(found.peer)} (bare undici loop, ${connections} connections)`,
        ratio: ratio.toFixed(2),
        target: `>= ${ratioTarget} x`,
        isMet: ratio >= ratioTarget,
      },
    ];
  } finally {
    recorder.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
