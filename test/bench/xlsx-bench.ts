import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHere, interleave, median, runNode, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';
import { writeLargeWorkbook } from './xlsx-rows.ts';

const unzipLimit = 1.4;
const sheetJsLimit = 0.4;
const peakLimitMegabytes = 450;

interface Reading {
  readonly tookMs: number;
  readonly rows: number;
  readonly peakMegabytes: number;
}

async function readIn(reader: 'ours' | 'sheetjs', file: string, rows: number): Promise<Reading> {
  const output = await runNode(['--max-old-space-size=6144', fileHere('xlsx-child.ts'), reader, file]);
  const reading = JSON.parse(output) as Reading;
  if (reading.rows !== rows + 1) throw new Error(`${reader} read ${reading.rows} of ${rows + 1} rows`);
  return reading;
}

/** Unpacks the sheet to nowhere: what any reader must at least do. */
export async function unzip(file: string): Promise<void> {
  const run = spawn('unzip', ['-p', file, 'xl/worksheets/sheet1.xml'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('close', resolve);
  });
  if (code !== 0) throw new Error(`unzip ended with code ${String(code)}`);
}

/**
 * A workbook of so many rows of 8 columns read by ours beside `unzip -p` of its sheet, by turns, and once by SheetJS
 * (which takes long): times in ms, peak memory of the reading process.
 */
export async function benchXlsx(rows: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-xlsx-'));
  try {
    const file = join(folder, 'people.xlsx');
    await writeLargeWorkbook(file, rows);
    const megabytes = (statSync(file).size / 1024 / 1024).toFixed(0);
    const peaks: number[] = [];
    const found = await interleave(
      rounds,
      async () => {
        const { tookMs, peakMegabytes } = await readIn('ours', file, rows);
        peaks.push(peakMegabytes);
        return tookMs;
      },
      () => timed(() => unzip(file)),
    );
    const sheetJs = await readIn('sheetjs', file, rows);
    const beside = (what: string, peer: number, name: string, limit: number): BenchRow => ({
      what,
      ours: whole(found.ours),
      peer: `${whole(peer)} (${name})`,
      ratio: (found.ours / peer).toFixed(2),
      target: `<= ${limit}`,
      isMet: found.ours / peer <= limit,
    });
    const peak = median(peaks);
    return [
      beside(`XLSX of ${whole(rows)} rows, ${megabytes} MB, read, ms`, found.peer, 'unzip -p', unzipLimit),
      beside('  the same beside a library', sheetJs.tookMs, 'SheetJS, one run', sheetJsLimit),
      {
        what: '  peak memory of that reading, MB',
        ours: whole(peak),
        peer: `${whole(sheetJs.peakMegabytes)} (SheetJS)`,
        ratio: (peak / sheetJs.peakMegabytes).toFixed(2),
        target: `<= ${peakLimitMegabytes}`,
        isMet: peak <= peakLimitMegabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
