import { resolve } from 'node:path';
import { userInfo } from 'node:os';
import { newClientId } from '../../composition.ts';
import { usualAnswers } from '../../services/importing/import-answers.ts';
import { argument, countryOf, flag } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { AppError } from '#domain/kernel/errors.ts';

function overrides(call: Call): { column: string; field: string }[] {
  return (call.arguments.repeated.get('map') ?? []).map((pair) => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw new AppError('usage.badValue', { flag: '--map', value: pair, expected: 'column=field' });
    return { column: pair.slice(0, at), field: pair.slice(at + 1) };
  });
}

async function importFile(call: Call): Promise<{ data: unknown; text: string }> {
  const assent = await call.open();
  const country = countryOf(flag(call, 'country') ?? (await assent.workspace()).country);
  const clientId = newClientId();
  call.signal.addEventListener('abort', () => assent.imports.cancel(clientId));
  const apply = flag(call, 'dry-run') === null;
  const path = resolve(argument(call, 0));
  const result = await assent.imports.run({
    table: { path, sheet: flag(call, 'sheet'), encoding: null, delimiter: null, headerRow: null, country },
    answers: { ...usualAnswers(country, userInfo().username), overrides: overrides(call) },
    clientId,
    apply,
  });
  const { rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts, importId, problems, mapping } =
    result;
  const counts = { rows, created, updated, unchanged, duplicates, invalid, blocked };
  const data = {
    ...counts,
    importId,
    optOuts,
    problems,
    mapping: mapping.map(([column, field]) => ({ column, field })),
  };
  const problemRows = problems.map(({ words, count, examples }) => ({
    people: count,
    problem: words,
    rows: examples.map(({ row }) => row).join(', '),
  }));
  const heading = apply ? `Import ${importId}` : 'Dry run: nothing was kept';
  return { data, text: `${heading}\n${facts(counts)}${problems.length ? `\n${table(problemRows)}` : ''}` };
}

export const contactCommands: readonly Command[] = [
  {
    name: 'contacts import',
    summary: 'import a spreadsheet (.csv, .tsv, .txt, .xlsx)',
    takes: ['FILE'],
    flags: { country: 'value', sheet: 'value', map: 'value', 'dry-run': 'switch' },
    required: [],
    run: importFile,
  },
];
