import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { userInfo } from 'node:os';
import { newClientId } from '../../composition.ts';
import { usualAnswers } from '../../services/importing/import-answers.ts';
import type { Assent } from '../../composition.ts';
import { argument, countryOf, flag } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { contactsCsv, contactsJson } from '../contact-export.ts';

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

async function* batches(assent: Assent) {
  for (let afterId = 0; ;) {
    const batch = await assent.contacts.exportBatch(afterId, 1_000);
    yield* batch;
    const last = batch.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}

/** Writes beside the target and renames at the end: a broken export never looks like a whole one. */
async function exportFile(call: Call): Promise<{ data: unknown; text: string }> {
  const target = resolve(argument(call, 0));
  const kind = extname(target).toLowerCase();
  if (kind !== '.csv' && kind !== '.json') {
    throw new AppError('usage.badValue', {
      flag: 'FILE',
      value: basename(target),
      expected: 'a name that ends in .csv or .json',
    });
  }
  const assent = await call.open();
  const people = await assent.contacts.count();
  const fields = (await assent.contacts.fields()).map(({ key }) => key);
  const lines = kind === '.csv' ? contactsCsv(batches(assent), fields) : contactsJson(batches(assent));
  const part = `${target}.part`;
  try {
    await pipeline(lines, createWriteStream(part, { mode: 0o600 }));
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('file.notWritable', { fileName: basename(target), detail }, { cause: error });
  }
  return { data: { file: target, people }, text: `Wrote ${people} people to ${target}\n` };
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
  {
    name: 'contacts export',
    summary: 'write everybody to FILE.csv or FILE.json',
    takes: ['FILE'],
    flags: {},
    required: [],
    run: exportFile,
  },
  {
    name: 'contacts count',
    summary: 'how many people there are',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const count = await (await call.open()).contacts.count();
      return { data: { count }, text: `${count}\n` };
    },
  },
  {
    name: 'contacts search',
    summary: 'find people by name, number or any field',
    takes: ['TEXT'],
    flags: { limit: 'value' },
    required: [],
    async run(call) {
      const limit = Math.min(200, Number(flag(call, 'limit') ?? 50) || 50);
      const page = await (await call.open()).contacts.page({ search: argument(call, 0), after: null, limit });
      const rows = page.rows.map(({ e164, name, country, textable }) => ({
        number: e164,
        name,
        country,
        mayText: textable.reason,
      }));
      return { data: { total: page.total, rows: page.rows }, text: `${page.total} found\n${table(rows)}` };
    },
  },
  {
    name: 'contacts show',
    summary: 'one person, with the answer to “may I text them?”',
    takes: ['NUMBER'],
    flags: {},
    required: [],
    async run(call) {
      const person = await (await call.open()).contacts.byNumber(argument(call, 0));
      const { contact, answers, timeline } = person;
      const head = facts({
        name: contact.name,
        number: contact.e164,
        country: contact.country,
        ...Object.fromEntries(person.values.map(({ key, value }) => [key, value])),
      });
      const why = answers.map(({ answer, proof }) => `${answer}\n    ${proof}\n`).join('');
      const events = table(
        timeline.map(({ atMs, title, detail }) => ({ when: new Date(atMs).toISOString().slice(0, 16), title, detail })),
      );
      return { data: person, text: `${head}\n${why}\n${events}` };
    },
  },
];
