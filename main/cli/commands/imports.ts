import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#domain/kernel/errors.ts';
import { newClientId } from '../../composition.ts';
import { usualAnswers } from '../../services/importing/import-answers.ts';
import type { ImportAnswers } from '../../services/importing/import-answers.ts';
import { toCsv } from '../../files/export-writer.ts';
import { argument, countryOf, flag, numberOf } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { readPermissionFile } from '../permission-file.ts';

const whoever = (): string => userInfo().username;

function oneOf<const T extends string>(call: Call, name: string, allowed: readonly T[], usual: T): T {
  const value = flag(call, name) ?? usual;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new AppError('usage.badValue', { flag: `--${name}`, value, expected: allowed.join(', ') });
  }
  return found;
}

function overrides(call: Call): { column: string; field: string | null }[] {
  return (call.arguments.repeated.get('map') ?? []).map((pair) => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw new AppError('usage.badValue', { flag: '--map', value: pair, expected: 'column=field' });
    const field = pair.slice(at + 1);
    return { column: pair.slice(0, at), field: field === '' || field === '-' ? null : field };
  });
}

function policy(call: Call): ImportAnswers['policy'] {
  const inFile = oneOf(call, 'duplicates', ['first', 'last', 'merge'], 'first');
  const existing = oneOf(call, 'existing', ['fill', 'overwrite', 'skip', 'new-only'], 'fill');
  return {
    inFile,
    existing: existing === 'overwrite' ? 'overwrite' : existing === 'fill' ? 'fillEmpty' : 'skip',
    overwrite: null,
    newOnly: existing === 'new-only',
  };
}

async function answersOf(call: Call, country: string): Promise<ImportAnswers> {
  const permission = flag(call, 'permission');
  return {
    ...usualAnswers(country, flag(call, 'by') ?? whoever()),
    overrides: overrides(call),
    policy: policy(call),
    dateOrder: oneOf(call, 'date-order', ['dmy', 'mdy', 'ymd'], 'dmy'),
    decimalComma: flag(call, 'decimal-comma') !== null,
    lists: call.arguments.repeated.get('list') ?? [],
    tags: call.arguments.repeated.get('tag') ?? [],
    permission: permission === null ? null : await readPermissionFile(resolve(permission)),
  };
}

async function importFile(call: Call): Promise<Answer> {
  const assent = await call.open();
  const country = countryOf(flag(call, 'country') ?? (await assent.workspace()).country);
  const clientId = newClientId();
  call.signal.addEventListener('abort', () => assent.imports.cancel(clientId));
  const apply = flag(call, 'dry-run') === null;
  const headerRow = flag(call, 'header-row');
  const result = await assent.imports.run({
    table: {
      path: resolve(argument(call, 0)),
      sheet: flag(call, 'sheet'),
      encoding: flag(call, 'encoding'),
      delimiter: flag(call, 'delimiter'),
      headerRow: headerRow === null ? null : Number(headerRow),
      country,
    },
    answers: await answersOf(call, country),
    clientId,
    apply,
  });
  const { rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts, importId, problems } = result;
  const counts = { rows, created, updated, unchanged, duplicates, invalid, blocked };
  const { repairs, badValues, changed, granted } = result;
  const mapping = result.mapping.map(([column, field]) => ({ column, field }));
  const problemRows = problems.map(({ words, count, examples }) => ({
    people: count,
    problem: words,
    rows: examples.map(({ row }) => row).join(', '),
  }));
  const heading = apply ? `Import ${importId}` : 'Dry run: nothing was kept';
  return {
    data: { ...counts, importId, optOuts, granted, problems, repairs, badValues, changed, mapping },
    text: `${heading}\n${facts({ ...counts, ...(granted > 0 ? { granted } : {}) })}${problems.length ? `\n${table(problemRows)}` : ''}`,
  };
}

async function rejects(call: Call): Promise<Answer> {
  const assent = await call.open();
  const id = numberOf(argument(call, 0), 'ID');
  const rows = await assent.imports.rejectTable(id);
  const given = flag(call, 'file');
  if (given === null) {
    const [header = [], ...data] = rows;
    const shown = data.map((row) => ({ row: row.at(-2), problem: row.at(-1), cells: row.slice(0, -2).join(' | ') }));
    return { data: { header, rows: data }, text: table(shown) };
  }
  const target = resolve(given);
  try {
    await pipeline(toCsv(rows), createWriteStream(`${target}.part`, { mode: 0o600 }));
    await rename(`${target}.part`, target);
  } catch (error) {
    await rm(`${target}.part`, { force: true });
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('file.notWritable', { fileName: basename(target), detail }, { cause: error });
  }
  const people = rows.length - 1;
  return { data: { file: target, rows: people }, text: `Wrote ${people} rows to ${target}\n` };
}

async function undo(call: Call): Promise<Answer> {
  const assent = await call.open();
  const id = numberOf(argument(call, 0), 'ID');
  const isCheck = flag(call, 'dry-run') !== null;
  const by = flag(call, 'by') ?? whoever();
  const outcome = isCheck ? await assent.imports.undoCheck(id) : await assent.imports.undo(id, by);
  const { examples, ...counts } = outcome;
  const kept = examples.map(({ e164, name, reason }) => ({ number: e164, name, reason }));
  const heading = isCheck ? 'Nothing was changed. Undoing would do this:' : `Import ${id} is undone.`;
  return {
    data: { ...counts, kept: counts.kept, examples },
    text: `${heading}\n${facts(counts)}${kept.length ? `\n${table(kept)}` : ''}`,
  };
}

export const importCommands: readonly Command[] = [
  {
    name: 'contacts import',
    summary: 'import a spreadsheet (.csv, .tsv, .txt, .xlsx, .xls, .xlsb, .ods) or address cards (.vcf)',
    takes: ['FILE'],
    flags: {
      country: 'value',
      sheet: 'value',
      encoding: 'value',
      delimiter: 'value',
      'header-row': 'value',
      map: 'value',
      duplicates: 'value',
      existing: 'value',
      'date-order': 'value',
      'decimal-comma': 'switch',
      list: 'value',
      tag: 'value',
      permission: 'value',
      by: 'value',
      'dry-run': 'switch',
    },
    required: [],
    run: importFile,
  },
  {
    name: 'imports list',
    summary: 'every import with its counts',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const rows = await (await call.open()).imports.list();
      const shown = rows.map(({ importId, fileName, atMs, created, updated, rows: all, undoneAtMs }) => ({
        id: importId,
        file: fileName,
        when: new Date(atMs).toISOString().slice(0, 16),
        rows: all,
        created,
        updated,
        undone: undoneAtMs === null ? '' : 'undone',
      }));
      return { data: { rows }, text: table(shown) };
    },
  },
  {
    name: 'imports show',
    summary: 'the report of an import',
    takes: ['ID'],
    flags: {},
    required: [],
    async run(call) {
      const report = await (await call.open()).imports.report(numberOf(argument(call, 0), 'ID'));
      const { import: row, mapping, problems, rejects: rows, ...rest } = report;
      const lines = problems.map(({ words, count }) => ({ people: count, problem: words }));
      return {
        data: { ...row, ...rest, mapping, problems, rejects: rows.length },
        text: `${facts(row)}${lines.length ? `\n${table(lines)}` : ''}`,
      };
    },
  },
  {
    name: 'imports undo',
    summary: 'take an import back; --dry-run shows what would stay and why',
    takes: ['ID'],
    flags: { 'dry-run': 'switch', by: 'value' },
    required: [],
    run: undo,
  },
  {
    name: 'imports rejects',
    summary: 'rows an import could not take, with the reason; mended, they can be imported again',
    takes: ['ID'],
    flags: { file: 'value' },
    required: [],
    run: rejects,
  },
];
