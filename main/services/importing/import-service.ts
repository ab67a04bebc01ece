import { problemWords } from './problem-words.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import type { CountryCode } from '#domain/phone/countries.ts';
import { isTextable } from '#domain/phone/parse-phone.ts';
import { applyMapping, guessColumns } from '#domain/importing/column-mapping.ts';
import type { ColumnTarget } from '#domain/importing/column-mapping.ts';
import { fieldKey } from '#domain/importing/field-key.ts';
import { displayName } from '#domain/importing/display-name.ts';
import { readRow } from '#domain/importing/row-reading.ts';
import type { ServiceContext } from '../context.ts';
import type { TableDescription, TableRequest } from '../ports.ts';
import type { ImportCounts, ImportReject, ImportRow, IncomingContact } from '../storage-port.ts';

/** Rejected rows kept with their cells; beyond that they are counted by reason only. */
const rejectsKept = 20_000;
const progressEveryMs = 250;

export interface ImportRequest {
  readonly table: TableRequest;
  readonly country: string;
  /** Null takes the guess. */
  readonly mapping: readonly ColumnTarget[] | null;
  readonly overrides?: readonly { readonly column: string; readonly field: string | null }[];
  readonly clientId: string;
  readonly apply: boolean;
}

export interface Problem {
  readonly reason: string;
  readonly words: string;
  readonly count: number;
  readonly examples: { readonly row: number; readonly shown: string }[];
}

export interface ImportResult extends ImportCounts {
  readonly importId: number | null;
  readonly problems: readonly Problem[];
  readonly mapping: readonly (readonly [string, string])[];
}

/** What the app's own fields are called; a custom field keeps the name its first file gave it. */
const fieldLabels: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'Email',
};

function countryOf(code: string): CountryCode {
  if (!isCountryCode(code))
    throw new AppError('usage.badValue', {
      flag: 'country',
      value: code,
      expected: 'a two-letter country code such as ZA',
    });
  return code;
}

/** Problems by reason with a few examples, for the check and the report. */
class Problems {
  readonly #byReason = new Map<string, { count: number; examples: { row: number; shown: string }[] }>();
  readonly kept: ImportReject[] = [];
  total = 0;

  add(reject: ImportReject): void {
    this.total += 1;
    if (this.kept.length < rejectsKept) this.kept.push(reject);
    let entry = this.#byReason.get(reject.reason);
    if (!entry) this.#byReason.set(reject.reason, (entry = { count: 0, examples: [] }));
    entry.count += 1;
    if (entry.examples.length < 5) entry.examples.push({ row: reject.rowNumber, shown: reject.shown.slice(0, 60) });
  }

  list(): Problem[] {
    return [...this.#byReason]
      .map(([reason, { count, examples }]) => ({ reason, words: problemWords(reason), count, examples }))
      .toSorted((a, b) => b.count - a.count);
  }
}

/** Groups kept rejects by reason again, for a report read later. */
export function problemsOf(rejects: readonly ImportReject[]): Problem[] {
  const problems = new Problems();
  for (const reject of rejects) problems.add(reject);
  return problems.list();
}

/** Spreadsheets in: describe, check without keeping anything, run, report. */
export function createImportService({ storage, files, clock, emit }: ServiceContext) {
  const running = new Map<string, { readonly abort: AbortController; readonly result: Promise<ImportResult> }>();
  /** Imports share one staging place, so they wait for each other. */
  let line: Promise<unknown> = Promise.resolve();

  function mappingFor(
    request: ImportRequest,
    description: TableDescription,
    country: CountryCode,
  ): readonly ColumnTarget[] {
    const { fileName, header, sample } = description;
    // A custom field is stored under the key that a merge field is read by.
    const overrides = (request.overrides ?? []).map(({ column, field }) => ({
      column,
      field: field === null ? null : fieldKey(field),
    }));
    const applied = applyMapping(overrides, guessColumns(header, sample, country));
    if (!applied.ok) throw new AppError('file.unknownColumn', applied.reason);
    const mapping = request.mapping ?? applied.value;
    if (!mapping.some(({ field }) => field === 'mobile'))
      throw new AppError('file.noNumberColumn', { fileName, columns: header });
    return mapping;
  }

  async function stage(
    request: ImportRequest,
    country: CountryCode,
    mapping: readonly ColumnTarget[],
    signal: AbortSignal,
  ) {
    const problems = new Problems();
    let rows = 0;
    let duplicateRows = 0;
    let lastProgressMs = 0;
    for await (const batch of files.rows(request.table, signal)) {
      const people: IncomingContact[] = [];
      batch.rows.forEach((cells, position) => {
        const rowNumber = batch.rowNumbers[position] ?? 0;
        const read = readRow(cells, mapping, country);
        if ('invalid' in read) {
          problems.add({ rowNumber, reason: read.invalid, shown: read.shown, cells });
          return;
        }
        const { e164, country: region, type } = read.mobile;
        people.push({
          rowNumber,
          e164,
          country: region,
          numberType: type,
          isTextable: isTextable(read.mobile),
          name: displayName(read.values) ?? '',
          fields: [...read.values],
          isOptOut: read.optOut,
        });
      });
      const { duplicates } = await storage.write.importStage({ clientId: request.clientId, people });
      rows += batch.rows.length;
      duplicateRows += duplicates;
      const nowMs = clock.nowMs();
      if (nowMs - lastProgressMs < progressEveryMs) continue;
      lastProgressMs = nowMs;
      emit('imports.progress', { clientId: request.clientId, rows, share: batch.progress });
    }
    if (signal.aborted) throw new AppError('import.cancelled', { rows });
    return { problems, rows, duplicateRows };
  }

  async function runOne(request: ImportRequest, signal: AbortSignal): Promise<ImportResult> {
    const country = countryOf(request.country);
    const description = await files.describe(request.table);
    const mapping = mappingFor(request, description, country);
    await storage.write.importBegin({ clientId: request.clientId });
    try {
      const { sheet, encoding, delimiter, headerRow } = description;
      const table = { path: request.table.path, sheet, encoding, delimiter, headerRow };
      const { problems, rows, duplicateRows } = await stage({ ...request, table }, country, mapping, signal);
      const named = mapping.flatMap(({ index, field }) =>
        field === null ? [] : [[description.header[index] ?? '', field] as const],
      );
      const counts = await storage.write.importFinish({
        clientId: request.clientId,
        apply: request.apply,
        fileName: description.fileName,
        sha256: description.sha256,
        sheet: description.sheet,
        country,
        mapping: named,
        fields: named
          .filter(([, field]) => field !== 'mobile' && field !== 'opt_out')
          .map(([column, key]) => ({ key, label: fieldLabels[key] ?? column })),
        rows,
        duplicateRows,
        rejects: request.apply ? problems.kept : [],
        invalid: problems.total,
        atMs: clock.nowMs(),
      });
      emit('imports.progress', { clientId: request.clientId, rows, share: 1 });
      if (request.apply) emit('contacts.changed', {});
      return { ...counts, problems: problems.list(), mapping: named };
    } catch (error) {
      await storage.write.importAbort({ clientId: request.clientId });
      throw error;
    }
  }

  async function runOnce(request: ImportRequest, signal: AbortSignal): Promise<ImportResult> {
    const done = await storage.read.importOf({ clientId: request.clientId });
    if (!done) return runOne(request, signal);
    const rejects = await storage.read.importRejects({ id: done.importId, limit: rejectsKept });
    return { ...done, problems: problemsOf(rejects) };
  }

  async function report(id: number) {
    const row = await storage.read.importOf({ id });
    if (!row) throw new AppError('import.notFound', { id });
    const rejects = await storage.read.importRejects({ id, limit: rejectsKept });
    return {
      import: importView(row),
      country: row.country,
      sheet: row.sheet,
      mapping: row.mapping.map(([column, field]) => ({ column, field })),
      problems: problemsOf(rejects),
      rejects: rejects.slice(0, 200).map(({ rowNumber, reason, shown }) => ({
        row: rowNumber,
        reason,
        words: problemWords(reason),
        shown: shown.slice(0, 200),
      })),
    };
  }

  return {
    async describe(table: TableRequest, country: string) {
      const description = await files.describe(table);
      const columns = guessColumns(description.header, description.sample, countryOf(country));
      const before = await storage.read.importOf({ sha256: description.sha256 });
      const known = await storage.read.fields({});
      return {
        description,
        columns,
        knownFields: known.map(({ key, label }) => ({ key, label })),
        importedBefore: before ? { importId: before.importId, atMs: before.atMs } : null,
      };
    },
    /** Checks (`apply: false`) or runs an import; a repeated `clientId` joins the run or answers its report. */
    async run(request: ImportRequest): Promise<ImportResult> {
      const { clientId } = request;
      const joined = running.get(clientId);
      if (joined) return joined.result;
      const abort = new AbortController();
      const result = line.then(() => runOnce(request, abort.signal));
      line = result.catch(() => undefined);
      running.set(clientId, { abort, result });
      return result.finally(() => running.delete(clientId));
    },
    cancel(clientId: string): void {
      running.get(clientId)?.abort.abort();
    },
    report,
    list: async () => (await storage.read.imports({})).map(importView),
    rejects: (id: number) => storage.read.importRejects({ id, limit: rejectsKept }),
    async close(): Promise<void> {
      for (const { abort } of running.values()) abort.abort();
      await line;
      await files.close();
    },
  };
}

function importView(row: ImportRow) {
  const { importId, fileName, atMs, rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts } = row;
  return {
    importId,
    fileName,
    atMs,
    rows,
    created,
    updated,
    unchanged,
    duplicates,
    invalid,
    blocked,
    optOuts,
    state: 'done' as const,
  };
}
