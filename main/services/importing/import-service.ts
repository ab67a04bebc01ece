import type { DateOrder } from '#domain/importing/dates.ts';
import { evidenceRoles } from '#domain/importing/import-plan.ts';
import { headerFingerprint } from '#domain/importing/header-fingerprint.ts';
import type { ColumnTarget } from '#domain/importing/column-mapping.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ServiceContext } from '../context.ts';
import type {
  FileSummary,
  ImportChange,
  ImportCounts,
  ImportPermission,
  ImportReject,
  ImportRow,
} from '../import-port.ts';
import type { TableFiles, TableRequest } from '../ports.ts';
import { countryCode, fieldsOf, guessFile, planOf } from './import-answers.ts';
import type { ImportAnswers } from './import-answers.ts';
import { decidedRows, prepareImport, rememberedColumns } from './import-preparation.ts';
import type { AnsweredTable, Prepared } from './import-preparation.ts';
import { rejectTable } from './reject-table.ts';
import { problemWords } from './problem-words.ts';
import { permissionOf } from './permission-answers.ts';

/** Rejected rows kept with their cells; beyond that they are counted by reason only. */
const rejectsKept = 20_000;
const progressEveryMs = 250;
/** A row of a file takes about this many bytes; only decides whether indexes are built anew. */
const bytesPerRow = 100;

export interface ImportRequest extends AnsweredTable {
  /** One intent: a repeated one joins the run or answers its report. */
  readonly clientId: string;
  /** False is a dry run: everything is counted, nothing is kept. */
  readonly apply: boolean;
}

export interface Problem {
  readonly reason: string;
  readonly words: string;
  readonly count: number;
  readonly examples: readonly { readonly row: number; readonly shown: string }[];
}

export interface ImportResult extends ImportCounts {
  readonly importId: number | null;
  readonly problems: readonly Problem[];
  readonly repairs: FileSummary['repairs'];
  readonly badValues: FileSummary['badValues'];
  readonly changed: readonly ImportChange[];
  /** Rejected rows with their cells, up to a bounded number. */
  readonly rejects: readonly ImportReject[];
  readonly granted: number;
  readonly mapping: readonly (readonly [string, string])[];
}

interface Running {
  readonly abort: AbortController;
  readonly result: Promise<ImportResult>;
  /** Resolves when the import may go on; set while it is paused. */
  pause: { readonly over: Promise<void>; readonly end: () => void } | null;
}

/** Spreadsheets in: describe, check without keeping anything, run, report, undo. */
export function createImportService(context: ServiceContext, tables: TableFiles) {
  const { storage, files, clock, emit } = context;
  const running = new Map<string, Running>();
  /** Imports share one staging place, so they wait for each other. */
  let line: Promise<unknown> = Promise.resolve();

  async function begin(request: ImportRequest, prepared: Prepared) {
    const { answers, clientId, apply } = request;
    const known = await storage.read.fieldList({});
    const plan = planOf(answers, prepared.columns, known, clock.nowMs());
    const fields = fieldsOf(plan, prepared.description.header, known);
    await storage.write.importBegin({
      clientId,
      apply,
      policy: answers.policy,
      fields,
      lists: answers.lists,
      tags: answers.tags,
      expectedRows: Math.round(prepared.description.bytes / bytesPerRow),
      by: answers.by,
      atMs: clock.nowMs(),
    });
    return { plan, fieldKeys: fields.map(({ key }) => key) };
  }

  /** Reading runs ahead of writing by one batch, so that both threads work. */
  async function load(request: ImportRequest, prepared: Prepared, signal: AbortSignal) {
    const { answers, clientId } = request;
    const { plan, fieldKeys } = await begin(request, prepared);
    const people = files.people(
      { table: prepared.table, plan, fieldKeys, rejectsKept, ...decidedRows(answers) },
      signal,
    );
    const rejects: ImportReject[] = [];
    let summary: FileSummary | null = null;
    let rows = 0;
    let lastProgressMs = 0;
    let written: Promise<unknown> = Promise.resolve();
    for await (const batch of people) {
      await written;
      rows += batch.rows;
      rejects.push(...batch.rejects);
      summary = batch.summary;
      const { progress } = batch;
      written = storage.write.importLoad({ clientId, batch });
      written.catch(() => undefined); // Thrown where it is awaited, with the next batch or after the last.
      await running.get(clientId)?.pause?.over;
      const nowMs = clock.nowMs();
      if (nowMs - lastProgressMs < progressEveryMs) continue;
      lastProgressMs = nowMs;
      emit('imports.progress', { clientId, rows, share: progress });
    }
    await written;
    if (signal.aborted || summary === null) throw new AppError('import.cancelled', { rows });
    return { rejects, summary, rows };
  }

  async function runOne(request: ImportRequest, signal: AbortSignal): Promise<ImportResult> {
    const { answers, clientId, apply } = request;
    permissionOf(answers.permission, clock.nowMs()); // A list that may not be imported is refused before it is read.
    const prepared = await prepareImport(context, request);
    const { description, mapping, columns } = prepared;
    const permission = permissionOf(answers.permission, clock.nowMs(), evidenceRows(columns, answers.dateOrder));
    try {
      const { rejects, summary, rows } = await load(request, prepared, signal);
      if (summary.sha256 !== description.sha256) {
        throw new AppError('file.changed', { fileName: description.fileName });
      }
      const { edits: _edits, leftOut: _leftOut, ...kept } = answers;
      const outcome = await storage.write.importFinish({
        clientId,
        fileName: description.fileName,
        sha256: description.sha256,
        sheet: description.sheet,
        country: answers.country,
        mapping,
        settings: JSON.stringify({
          ...kept,
          header: description.header,
          edits: answers.edits.length,
          leftOut: answers.leftOut.length,
        }),
        repairs: JSON.stringify({ repairs: summary.repairs, badValues: summary.badValues }),
        rejects: apply ? rejects : [],
        invalid: summary.invalid,
        permission,
      });
      emit('imports.progress', { clientId, rows, share: 1 });
      if (apply) await imported(description.header, columns);
      const { repairs, badValues } = summary;
      return { ...outcome, problems: problemsIn(summary), repairs, badValues, rejects, mapping };
    } catch (error) {
      await storage.write.importAbort({ clientId });
      throw error;
    }
  }

  async function imported(header: readonly string[], columns: readonly ColumnTarget[]): Promise<void> {
    const fieldOf = new Map(columns.map(({ index, field }) => [index, field]));
    await storage.write.rememberColumns({
      fingerprint: headerFingerprint(header),
      mapping: header.map((_name, index) => fieldOf.get(index) ?? null),
      nowMs: clock.nowMs(),
    });
    emit('contacts.changed', {});
  }

  async function runOnce(request: ImportRequest, signal: AbortSignal): Promise<ImportResult> {
    const done = await storage.read.importOf({ clientId: request.clientId });
    return done ? resultOf(done) : runOne(request, signal);
  }

  async function resultOf(row: ImportRow): Promise<ImportResult> {
    const rejects = await storage.read.importRejects({ id: row.importId, limit: rejectsKept });
    return { ...row, ...mendedOf(row), problems: problemsOf(rejects), rejects, changed: [], granted: 0 };
  }

  async function report(id: number) {
    const row = await storage.read.importOf({ id });
    if (!row) throw new AppError('import.notFound', { id });
    const rejects = await storage.read.importRejects({ id, limit: rejectsKept });
    const settings = JSON.parse(row.settings) as Partial<ImportAnswers> & { header?: string[] };
    return {
      import: importView(row),
      country: row.country ?? '',
      sheet: row.sheet,
      mapping: row.mapping.map(([column, field]) => ({ column, field })),
      problems: problemsOf(rejects),
      ...mendedOf(row),
      lists: [...(settings.lists ?? [])],
      tags: [...(settings.tags ?? [])],
      header: settings.header ?? [],
      by: row.by,
      sha256: row.sha256,
      undoKept: row.undoKept,
      rejects,
    };
  }

  function start(request: ImportRequest): Running {
    const abort = new AbortController();
    const result = line.then(() => runOnce(request, abort.signal));
    line = result.catch(() => undefined);
    return { abort, result, pause: null };
  }

  return {
    async describe(table: TableRequest, country: string) {
      const code = countryCode(country);
      const description = await files.describe({ ...table, country });
      const guess = guessFile(description, code, await rememberedColumns(context, description.header));
      const before = await storage.read.importOf({ sha256: description.sha256 });
      const known = await storage.read.fieldList({});
      return {
        description,
        ...guess,
        knownFields: known.map(({ key, label, type }) => ({ key, label, type })),
        importedBefore: before ? { importId: before.importId, atMs: before.atMs } : null,
      };
    },
    /** Checks (`apply: false`) or runs an import; a repeated `clientId` joins the run or answers its report. */
    async run(request: ImportRequest): Promise<ImportResult> {
      const { clientId } = request;
      const joined = running.get(clientId);
      if (joined) return joined.result;
      const run = start(request);
      running.set(clientId, run);
      return run.result.finally(() => running.delete(clientId));
    },
    /** Stops reading until `resume`; whoever else writes meanwhile is not kept waiting. */
    pause(clientId: string): void {
      const run = running.get(clientId);
      if (!run || run.pause) return;
      let end = (): void => undefined;
      const over = new Promise<void>((resolve) => (end = resolve));
      run.pause = { over, end };
    },
    resume(clientId: string): void {
      const run = running.get(clientId);
      run?.pause?.end();
      if (run) run.pause = null;
    },
    /** Ends an import; nothing of it stays. */
    cancel(clientId: string): void {
      running.get(clientId)?.abort.abort();
      this.resume(clientId);
    },
    report,
    list: async () => (await storage.read.imports({})).map(importView),
    /** The rejected rows as a table that can be mended and imported again; its first row is the header. */
    async rejectTable(id: number) {
      const { header, rejects } = await report(id);
      return rejectTable(header, rejects);
    },
    /** Writes that table; answers how many rows it has below the header. Throws `file.notWritable`. */
    async saveRejects(id: number, path: string, format: 'csv' | 'xlsx'): Promise<number> {
      const rows = await this.rejectTable(id);
      await tables.write({ path, format, rows });
      return rows.length - 1;
    },
    /** What undoing would take away, put back and leave; changes nothing. */
    undoCheck: (id: number) => storage.read.importUndoCheck({ id }),
    async undo(id: number, by: string) {
      const outcome = await storage.write.importUndo({ id, by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      emit('consent.changed', {});
      return outcome;
    },
    async close(): Promise<void> {
      for (const [clientId, { abort }] of running) {
        abort.abort();
        this.resume(clientId);
      }
      await line;
      await files.close();
    },
  };
}

/** Where a row's evidence has which part, when the file has a column of dates on which people agreed. */
function evidenceRows(columns: readonly ColumnTarget[], dateOrder: DateOrder): ImportPermission['rows'] {
  const roles = evidenceRoles.filter((role) => columns.some(({ field }) => field === role));
  if (!roles.includes('permission_date')) return null;
  return { places: evidenceRoles.map((role) => roles.indexOf(role)), dateOrder };
}

function problemsIn({ problems }: FileSummary): Problem[] {
  return problems.map(({ reason, count, examples }) => ({ reason, words: problemWords(reason), count, examples }));
}

/** Groups kept rejects by reason again, for a report read later. */
function problemsOf(rejects: readonly ImportReject[]): Problem[] {
  const byReason = new Map<string, { count: number; examples: { row: number; shown: string }[] }>();
  for (const { reason, rowNumber, shown } of rejects) {
    const entry = byReason.get(reason) ?? { count: 0, examples: [] };
    byReason.set(reason, entry);
    entry.count += 1;
    if (entry.examples.length < 5) entry.examples.push({ row: rowNumber, shown: shown.slice(0, 60) });
  }
  return [...byReason]
    .map(([reason, entry]) => ({ reason, words: problemWords(reason), ...entry }))
    .toSorted((a, b) => b.count - a.count);
}

/** What was repaired and left out, as the import kept it. */
function mendedOf({ repairs }: ImportRow): Pick<FileSummary, 'repairs' | 'badValues'> {
  const kept = JSON.parse(repairs) as Partial<Pick<FileSummary, 'repairs' | 'badValues'>>;
  return { repairs: kept.repairs ?? [], badValues: kept.badValues ?? [] };
}

function importView(row: ImportRow) {
  const { importId, fileName, atMs, rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts } = row;
  const counts = { rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts };
  return { importId, fileName, atMs, ...counts, undoneAtMs: row.undoneAtMs };
}
