import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../../main/cli/output.ts';
import { benchImport } from './import-bench.ts';
import type { BenchRow } from './measuring.ts';
import { benchPhones } from './phone-bench.ts';
import { benchSending } from './send-bench.ts';
import { benchShell } from './shell-bench.ts';
import { benchTexts } from './text-bench.ts';

// `npm run bench -- spine [--small]`: our figures beside a peer's, measured by turns in one run, medians.

const suites = ['spine', 'phones'];

async function spine(isSmall: boolean): Promise<readonly BenchRow[]> {
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  say('shell start ...');
  const shell = await benchShell(5);
  say('texts ...');
  const texts = await benchTexts(isSmall ? 20_000 : 200_000, 5);
  say('import ...');
  const imports = await benchImport(isSmall ? 10_000 : 100_000, 3);
  say('sending ...');
  const sending = await benchSending(isSmall ? 1_000 : 5_000, isSmall ? 3 : 5);
  return [...imports, ...texts, ...sending, ...shell];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false } },
});
const suite = positionals[0] ?? 'spine';
if (!suites.includes(suite)) {
  process.stderr.write(`There is no bench “${suite}”. There is: ${suites.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const rows =
    suite === 'phones' ? await benchPhones(values.small ? 100_000 : 1_000_000, 3) : await spine(values.small);
  process.stdout.write(`\nNode ${process.version}, ${cpus().length} CPUs, medians\n`);
  const shown = rows.map(({ isMet, ...row }) => ({ ...row, met: isMet === null ? '-' : isMet ? 'yes' : 'NO' }));
  process.stdout.write(table(shown));
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1;
}
