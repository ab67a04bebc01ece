import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../../main/cli/output.ts';
import { benchContacts } from './contacts-bench.ts';
import { benchGrid } from './grid-bench.ts';
import { benchImport } from './import-bench.ts';
import { benchLargeCsv, benchLargeXlsx } from './large-import-bench.ts';
import type { BenchRow } from './measuring.ts';
import { benchPhones } from './phone-bench.ts';
import { benchReplies } from './reply-bench.ts';
import { benchSending } from './send-bench.ts';
import { benchShell } from './shell-bench.ts';
import { benchTexts } from './text-bench.ts';
import { benchXlsx } from './xlsx-bench.ts';

// `npm run bench -- spine [--small]`, `-- phones [--small]`, `-- import [--full]`, `-- consent [--small]`: our figures beside a peer's, measured by turns in one run, medians.

const suites = ['spine', 'phones', 'import', 'consent'];

async function spine(isSmall: boolean): Promise<readonly BenchRow[]> {
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  say('shell start ...');
  const shell = await benchShell(5);
  say('texts ...');
  const texts = await benchTexts(isSmall ? 20_000 : 200_000, 5);
  say('import ...');
  const imports = await benchImport(isSmall ? 10_000 : 100_000, 3);
  say('sending ...');
  const sending = await benchSending(isSmall ? 1_000 : 20_000, isSmall ? 3 : 5);
  return [...imports, ...texts, ...sending, ...shell];
}

/** Contacts: files in, search and pages. `--full` has the sizes that targets are set for. */
async function importing(isFull: boolean): Promise<readonly BenchRow[]> {
  const [people, rounds] = isFull ? [1_000_000, 5] : [50_000, 3];
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  say('CSV ...');
  const csv = await benchLargeCsv(people, rounds);
  say('XLSX ...');
  const xlsx = [...(await benchXlsx(people, rounds)), ...(await benchLargeXlsx(people, rounds))];
  say('numbers ...');
  const phones = await benchPhones(isFull ? 1_000_000 : 100_000, 3);
  say('search and pages ...');
  const contacts = await benchContacts(people, rounds);
  say('a window that scrolls ...');
  return [...csv, ...xlsx, ...phones, ...contacts, ...(await benchGrid(people))];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false }, full: { type: 'boolean', default: false } },
});
const suite = positionals[0] ?? 'spine';
if (!suites.includes(suite)) {
  process.stderr.write(`There is no bench “${suite}”. There is: ${suites.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const run = {
    spine: () => spine(values.small),
    phones: () => benchPhones(values.small ? 100_000 : 1_000_000, 3),
    import: () => importing(values.full),
    consent: () => Promise.resolve(benchReplies(values.small ? 100_000 : 1_000_000, 5)),
  };
  const rows = await run[suite as keyof typeof run]();
  process.stdout.write(`\nNode ${process.version}, ${cpus().length} CPUs, medians\n`);
  const shown = rows.map(({ isMet, ...row }) => ({ ...row, met: isMet === null ? '-' : isMet ? 'yes' : 'NO' }));
  process.stdout.write(table(shown));
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1;
}
