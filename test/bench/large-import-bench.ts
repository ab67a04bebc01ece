import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHere, median, runNode, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';
import { writePeople } from './people.ts';
import { unzip } from './xlsx-bench.ts';
import { writeLargeWorkbook } from './xlsx-rows.ts';

const limits = { duckDb: 0.9, csvMegabytes: 512, dryRun: 0.7, undo: 1, unzip: 3, xlsxMegabytes: 600 };

interface Imported {
  readonly tookMs: number;
  readonly dryMs: number;
  readonly undoMs: number;
  readonly peakMegabytes: number;
  readonly created: number;
}

async function importIn(folder: string, file: string, people: number, words: readonly string[]): Promise<Imported> {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  rmSync(workspace, { recursive: true });
  const output = await runNode([fileHere('import-child.ts'), file, workspace, ...words]);
  rmSync(workspace, { recursive: true, force: true });
  const found = JSON.parse(output) as Imported;
  if (found.created !== people) throw new Error(`expected ${people} new people, found ${found.created}`);
  return found;
}

async function duckDb(folder: string, file: string): Promise<number> {
  const database = join(folder, 'peer.duckdb');
  const { tookMs } = JSON.parse(await runNode([fileHere('duckdb-child.ts'), file, database])) as { tookMs: number };
  rmSync(database, { force: true });
  return tookMs;
}

/** SQLite with the same table and indexes and nothing else: below this no import into SQLite can get. */
async function sqliteFloor(folder: string, people: number): Promise<number> {
  const database = mkdtempSync(join(folder, 'floor-'));
  const { tookMs } = JSON.parse(await runNode([fileHere('sqlite-child.ts'), database, String(people)])) as {
    tookMs: number;
  };
  rmSync(database, { recursive: true, force: true });
  return tookMs;
}

const ratioRow = (what: string, ours: number, peer: number, name: string, limit: number): BenchRow => ({
  what,
  ours: whole(ours),
  peer: `${whole(peer)} (${name})`,
  ratio: (ours / peer).toFixed(2),
  target: `<= ${limit} x`,
  isMet: ours / peer <= limit,
});

const memoryRow = (peak: number, limit: number): BenchRow => ({
  what: '  peak memory of that import, MB',
  ours: whole(peak),
  peer: '-',
  ratio: '-',
  target: `<= ${limit}`,
  isMet: peak <= limit,
});

/** A large CSV into a workspace until it is searchable, its dry run and its undoing, beside DuckDB; ms, medians. */
export async function benchLargeCsv(people: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-csv-'));
  try {
    const file = join(folder, 'people.csv');
    await writePeople(file, people);
    const ours: Imported[] = [];
    const peers: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await importIn(folder, file, people, []));
      peers.push(await duckDb(folder, file));
      floors.push(await sqliteFloor(folder, people));
    }
    const of = (name: keyof Imported): number => median(ours.map((run) => run[name]));
    const name = `CSV of ${whole(people)} rows, 8 columns`;
    return [
      ratioRow(`${name}, import, ms`, of('tookMs'), median(peers), 'DuckDB load and 3 indexes', limits.duckDb),
      {
        ...ratioRow(
          '  SQLite alone, values ready in memory, ms',
          median(floors),
          median(peers),
          'DuckDB',
          limits.duckDb,
        ),
        target: 'the floor',
        isMet: null,
      },
      memoryRow(of('peakMegabytes'), limits.csvMegabytes),
      ratioRow('  its dry run, ms', of('dryMs'), of('tookMs'), 'the import', limits.dryRun),
      ratioRow('  its undoing, ms', of('undoMs'), of('tookMs'), 'the import', limits.undo),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A large workbook into a workspace beside unpacking its sheet to nowhere; ms, medians. */
export async function benchLargeXlsx(people: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-book-'));
  try {
    const file = join(folder, 'people.xlsx');
    await writeLargeWorkbook(file, people);
    const ours: Imported[] = [];
    const peers: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await importIn(folder, file, people, ['--only-import']));
      peers.push(await timed(() => unzip(file)));
    }
    const of = (name: keyof Imported): number => median(ours.map((run) => run[name]));
    return [
      ratioRow(`XLSX of ${whole(people)} rows, import, ms`, of('tookMs'), median(peers), 'unzip -p', limits.unzip),
      memoryRow(of('peakMegabytes'), limits.xlsxMegabytes),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
