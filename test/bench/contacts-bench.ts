import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rule } from '#domain/contacts/rule.ts';
import { newestFirst } from '#domain/contacts/view.ts';
import { openStorage } from '../../main/storage/client.ts';
import { databasePath, openWriter } from '../../main/storage/database.ts';
import type { Storage } from '../../main/services/storage-port.ts';
import { insertCrowd } from '../support/contact-crowd.ts';
import { seeded } from '../support/random.ts';
import { percentile, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

const nowMs = Date.UTC(2026, 10, 24);
const workerUrl = new URL('../../main/storage/storage.worker.ts', import.meta.url);
const pageRows = 100;

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : whole(value)} ms`;
}

async function crowdFolder(count: number): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), 'assent-bench-')), 'workspace');
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg', nowMs };
  await (await openStorage({ folder, workerUrl, create })).close();
  const db = openWriter(folder);
  insertCrowd(db, count, nowMs);
  db.close();
  return folder;
}

/** What people type on the way to a name or a number, letter by letter, with some that nobody has. */
function typedSearches(db: Database.Database, people: number): string[] {
  const random = seeded(11);
  const total = Number(db.prepare('SELECT max(id) FROM contact').pluck().get());
  const one = db.prepare<[number], { name: string; e164: string }>('SELECT name, e164 FROM contact WHERE id = ?');
  const searches = ['xqz', 'nobody here', '999888777'];
  for (let at = 0; at < people; at += 1) {
    const row = one.get(1 + Math.floor(random() * total));
    if (!row) continue;
    for (let length = 1; length <= row.name.length; length += 1) searches.push(row.name.slice(0, length).trim());
    for (let length = 3; length <= 7; length += 1) searches.push(row.e164.slice(-length));
  }
  return searches;
}

async function benchSearch(storage: Storage, peer: Database.Database, rounds: number): Promise<BenchRow[]> {
  const like = peer.prepare<[string, string], { id: number }>(
    'SELECT id, name, e164 FROM contact WHERE name LIKE ? OR e164 LIKE ? ORDER BY id DESC LIMIT 200',
  );
  const ours: number[] = [];
  const theirs: number[] = [];
  const searches = typedSearches(peer, 5 * rounds);
  // The window asks for the whole count in between, which also puts the names into their order.
  const first = await storage.read.viewOpen({ filter: null, search: 'a', sort: newestFirst, replaces: null });
  await storage.read.viewCount({ viewId: first.viewId });
  let replaces = first.viewId;
  for (const search of searches) {
    ours.push(
      await timed(async () => {
        replaces = (await storage.read.viewOpen({ filter: null, search, sort: newestFirst, replaces })).viewId;
      }),
    );
    theirs.push(await timed(() => like.all(`%${search}%`, `%${search}%`)));
  }
  const row = (hundredths: 50 | 99): BenchRow => {
    const [found, peerFound] = [percentile(ours, hundredths), percentile(theirs, hundredths)];
    const isLast = hundredths === 99;
    return {
      what: `search as you type, first 200 hits, p${hundredths} of ${whole(searches.length)}`,
      ours: ms(found),
      peer: `${ms(peerFound)} (LIKE '%x%' LIMIT 200)`,
      ratio: (found / peerFound).toFixed(3),
      target: isLast ? '<= 20 ms and <= 1/50' : 'none',
      isMet: isLast ? found <= 20 && found <= peerFound / 50 : null,
    };
  };
  return [row(50), row(99)];
}

async function benchPages(storage: Storage, rounds: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const random = seeded(3);
  for (const by of ['added', 'name', 'number', 'country', 'field:city', 'field:points', 'lastMessage']) {
    const sort = { by, direction: 'ascending' } as const;
    let view = { viewId: 0, count: 0 };
    const openMs = await timed(async () => {
      view = await storage.read.viewOpen({ filter: null, search: '', sort, replaces: null });
    });
    const again = await timed(() =>
      storage.read.viewOpen({ filter: null, search: '', sort, replaces: view.viewId }).then((next) => (view = next)),
    );
    const page = async (from: number): Promise<number> => {
      const at = Math.max(0, Math.min(view.count - pageRows, Math.floor(from)));
      return timed(() => storage.read.viewRows({ viewId: view.viewId, from: at, to: at + pageRows }));
    };
    const places: Readonly<Record<string, () => number>> = {
      first: () => 0,
      middle: () => view.count / 2 + random() * 10_000,
      last: () => view.count,
      any: () => random() * view.count,
    };
    const found: string[] = [];
    const all: number[] = [];
    for (const [name, place] of Object.entries(places)) {
      const times: number[] = [];
      for (let at = 0; at < 40 * rounds; at += 1) times.push(await page(place()));
      found.push(`${name} ${ms(percentile(times, 99))}`);
      all.push(...times);
    }
    rows.push({
      what: `page of 100, sorted by ${by}, p99`,
      ours: ms(percentile(all, 99)),
      peer: `${found.join(', ')}; opened in ${ms(openMs)}, again in ${ms(again)}`,
      ratio: '-',
      target: '<= 10 ms',
      isMet: percentile(all, 99) <= 10,
    });
  }
  return rows;
}

const rules: readonly (readonly [string, Rule])[] = [
  ['city is Durban', { subject: 'field:city', operator: 'is', values: ['Durban'] }],
  [
    'city is Durban and tag has vip',
    {
      match: 'all',
      rules: [
        { subject: 'field:city', operator: 'is', values: ['Durban'] },
        { subject: 'tag', operator: 'has', values: ['vip'] },
      ],
    },
  ],
  ['points > 900', { subject: 'field:points', operator: 'above', values: ['900'] }],
  ['added after 2026-10-01', { subject: 'added', operator: 'above', values: ['2026-10-01'] }],
];

async function benchRules(storage: Storage, rounds: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, rule] of rules) {
    const times: number[] = [];
    for (let at = 0; at < 3 * rounds; at += 1)
      times.push(await timed(() => storage.read.ruleSize({ rule, samples: 10 })));
    const found = percentile(times, 50);
    rows.push({
      what: `segment size and ten people: ${what}`,
      ours: ms(found),
      peer: '-',
      ratio: '-',
      target: '<= 300 ms',
      isMet: found <= 300,
    });
  }
  return rows;
}

/**
 * Search, pages and segments at so many contacts, through the real threads. The peer of the search is LIKE over the same
 * table, asked by turns in the same run.
 */
export async function benchContacts(count: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = await crowdFolder(count);
  const storage = await openStorage({ folder, workerUrl });
  const peer = new Database(databasePath(folder), { readonly: true });
  try {
    return [
      ...(await benchSearch(storage, peer, rounds)),
      ...(await benchPages(storage, rounds)),
      ...(await benchRules(storage, rounds)),
    ];
  } finally {
    peer.close();
    await storage.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}
