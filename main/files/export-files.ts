import type { RuleField } from '#domain/contacts/rule.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ExportFiles, ExportFormat, ExportPerson } from '../services/contact-port.ts';
import { exportColumns, exportRow } from './export-columns.ts';
import type { ExportColumns } from './export-columns.ts';
import { vcardOf } from './export-vcard.ts';
import { toCsv, toJsonArray } from './export-writer.ts';
import { writeWhole } from './whole-file.ts';

type People = AsyncIterable<ExportPerson>;
type Pieces = AsyncIterable<string | Uint8Array>;

/** Characters gathered before they are written: a million small writes are slow. */
const bufferChars = 64 * 1024;

async function* table(people: People, columns: ExportColumns): AsyncGenerator<(string | null)[]> {
  yield [...columns.headers];
  for await (const person of people) yield exportRow(person, columns);
}

/** XLSX with text cells only: a spreadsheet program evaluates none of them and rounds no number. */
async function* workbook(people: People, columns: ExportColumns): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  const bytes = writeXlsxStream(table(people, columns), { name: 'Contacts' });
  for await (const chunk of bytes) yield chunk;
}

async function* cards(people: People): AsyncGenerator<string> {
  for await (const person of people) yield vcardOf(person);
}

async function* objects(people: People): AsyncGenerator<unknown> {
  for await (const { e164, values, addedAt, ...rest } of people) {
    // Field names come from files: defined as own properties, so that __proto__ is only a name.
    yield { number: e164, ...rest, fields: Object.fromEntries(values), addedAt };
  }
}

function piecesOf(format: ExportFormat, people: People, fields: readonly RuleField[]): Pieces {
  switch (format) {
    case 'csv':
      return gathered(toCsv(table(people, exportColumns(fields))));
    case 'xlsx':
      return workbook(people, exportColumns(fields));
    case 'vcard':
      return gathered(cards(people));
    case 'json':
      return gathered(toJsonArray(objects(people)));
  }
}

async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < bufferChars) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Ends with `export.cancelled` as soon as the signal aborts. */
async function* until(signal: AbortSignal, people: People): AsyncGenerator<ExportPerson> {
  let done = 0;
  for await (const person of people) {
    if (signal.aborted) throw new AppError('export.cancelled', { people: done });
    yield person;
    done += 1;
  }
  if (signal.aborted) throw new AppError('export.cancelled', { people: done });
}

/** Writes exports of contacts; see the port. */
export function createExportFiles(): ExportFiles {
  return {
    async write({ path, format, fields, people, signal }) {
      await writeWhole(path, piecesOf(format, until(signal, people), fields));
    },
  };
}
