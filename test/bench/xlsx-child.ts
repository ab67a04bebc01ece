import { readFileSync } from 'node:fs';
import { openByteSource } from '../../main/files/byte-source.ts';
import { openXlsx } from '../../main/files/xlsx-reader.ts';

// One workbook through one reader, in a process of its own so that its peak memory can be read: `ours` or `sheetjs`.

const [reader = '', path = ''] = process.argv.slice(2);

async function readByOurs(): Promise<number> {
  const source = await openByteSource(path);
  const table = await openXlsx(source, { path, sheet: null, encoding: null, delimiter: null });
  let rows = 0;
  for await (const group of table.records()) rows += group.length;
  await source.close();
  return rows;
}

async function readBySheetJs(): Promise<number> {
  const { read } = await import('@e965/xlsx');
  const book = read(readFileSync(path), { dense: true, cellFormula: false, cellHTML: false, cellText: false });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] as { '!data'?: readonly unknown[] } | undefined;
  return sheet?.['!data']?.length ?? 0;
}

const startMs = performance.now();
const rows = await (reader === 'ours' ? readByOurs() : readBySheetJs());
const tookMs = performance.now() - startMs;
// Not `maxRSS`, which begins with the memory of the process that started this one.
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(JSON.stringify({ tookMs, rows, peakMegabytes: Number(peak) / 1024 }));
