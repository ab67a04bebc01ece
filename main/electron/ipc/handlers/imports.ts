import { actionWords, groupProblems } from '#domain/importing/problem-groups.ts';
import type { ProblemReason } from '#domain/importing/problem-groups.ts';
import { repairWords } from '#domain/importing/repair.ts';
import type { RepairKind } from '#domain/importing/repair.ts';
import type { Handlers, Input, Output } from '#contract/contract.ts';
import type { RowsPage } from '../../../services/importing/checked-rows.ts';
import type { ImportAnswers } from '../../../services/importing/import-answers.ts';
import type { ImportResult, Problem } from '../../../services/importing/import-service.ts';
import type { MendableTable } from '../../../services/importing/mend-rejects.ts';
import { permissionOf, permissionStatements, statementWords } from '../../../services/importing/permission-answers.ts';
import { problemWords } from '../../../services/importing/problem-words.ts';
import type { FileSummary, ImportReject, UndoOutcome } from '../../../services/import-port.ts';
import type { TableRequest } from '../../../services/ports.ts';
import type { Desk } from './handlers.ts';

type ImportCalls = 'files.choose' | 'files.paste' | Extract<keyof Handlers, `imports.${string}`>;

/** Longest cell that crosses the border; a file may hold far longer ones. */
const cellMax = 2_000;
const shownRejects = 200;

const cut = (cells: readonly string[]): string[] => cells.map((cell) => cell.slice(0, cellMax));

type Decided = Omit<Input<'imports.run'>, 'clientId'>;

/** What the window decided, as the import service takes it: without how the file is read. */
function answersOf(input: Decided): ImportAnswers {
  const { mapping, fieldTypes, token: _token, sheet: _sheet, encoding: _encoding, ...rest } = input;
  const { delimiter: _delimiter, headerRow: _headerRow, ...answers } = rest;
  return {
    ...answers,
    columns: mapping.length === 0 ? null : mapping,
    overrides: [],
    fieldTypes: fieldTypes.map(({ key, type }) => [key, type] as const),
  };
}

/** The calls about imports and the files they come from. */
export function importHandlers({ native, assent }: Desk): Handlers<ImportCalls> {
  /** Passwords of encrypted workbooks by the token of their file, until they are imported. */
  const passwords = new Map<string, string>();

  async function table(input: Input<'imports.describe'>): Promise<TableRequest> {
    const { token, sheet, encoding, delimiter, headerRow, country } = input;
    const password = passwords.get(token) ?? null;
    return { path: await native.pathOf(token), sheet, encoding, delimiter, headerRow, country, password };
  }
  const run = async ({ clientId, ...input }: Input<'imports.run'>, apply: boolean): Promise<ImportResult> =>
    assent().imports.run({ table: await table(input), answers: answersOf(input), clientId, apply });

  return {
    'files.choose': () => native.chooseFile(),
    'files.paste': async ({ text }) => native.tokenFor(await assent().pasted.keep(text)),
    'imports.unlock': async ({ token, password }) => {
      const path = await native.pathOf(token);
      await assent().files.describe({ path, sheet: null, encoding: null, delimiter: null, headerRow: null, password });
      passwords.set(token, password);
      return {};
    },
    'imports.describe': async (input) => describe(await assent().imports.describe(await table(input), input.country)),
    'imports.check': async (input) => {
      const stated = permissionOf(input.permission, assent().clock.nowMs());
      const result = await run(input, false);
      const permission = input.permission === null ? 'none' : stated === null ? 'incomplete' : 'whole';
      return { ...checkView(result), permission };
    },
    'imports.rows': async ({ heap, reason, from, limit, ...input }) => {
      const request = { table: await table(input), answers: answersOf(input) };
      const page = await assent().checkedRows.page(request, { heap, reason, from, limit });
      return { heap, reason, from, ...rowsView(page) };
    },
    'imports.forgetRows': async () => {
      await assent().checkedRows.forget();
      return {};
    },
    'imports.run': async (input) => {
      const { importId } = await run(input, true);
      await assent().checkedRows.forget();
      passwords.delete(input.token);
      await assent().importDrafts.done(input.clientId);
      return report(await assent().imports.report(importId ?? 0));
    },
    'imports.pause': async ({ clientId }) => {
      assent().imports.pause(clientId);
      return {};
    },
    'imports.resume': async ({ clientId }) => {
      assent().imports.resume(clientId);
      return {};
    },
    'imports.cancel': async ({ clientId }) => {
      assent().imports.cancel(clientId);
      return {};
    },
    'imports.list': () => assent().imports.list(),
    'imports.get': async ({ id }) => report(await assent().imports.report(id)),
    'imports.saveRejects': async ({ id, format }) => {
      const { import: row } = await assent().imports.report(id);
      const path = await native.chooseTarget(`${row.fileName.replace(/\.[^.]*$/, '')}-rejects.${format}`);
      if (path !== null) await assent().imports.saveRejects(id, path, format);
      return { savedAs: path };
    },
    'imports.mendRejects': async ({ id }) => {
      const { path, rows, rest, answers } = await assent().mending.rejects(id);
      return { ...(await native.tokenFor(path)), rows, rest, ...mendView(answers) };
    },
    'imports.saveTemplate': async () => {
      const path = await native.chooseTarget('people-to-import.csv');
      if (path !== null) await assent().mending.template(path);
      return { savedAs: path };
    },
    'imports.undoCheck': async ({ id }) => undoView(await assent().imports.undoCheck(id)),
    'imports.undo': async ({ id, by }) => undoView(await assent().imports.undo(id, by)),
    'imports.statements': async () => permissionStatements.map((name) => ({ name, words: statementWords[name] })),
    'imports.drafts': async () =>
      (await assent().importDrafts.list()).map(({ draftId, fileName, step, updatedAtMs }) => ({
        draftId,
        fileName,
        step,
        updatedAtMs,
      })),
    'imports.saveDraft': async ({ token, step, answers, clientId }) => {
      const path = await native.pathOf(token);
      const { pasted, importDrafts } = assent();
      const fileName = await native.nameOf(token);
      return importDrafts.save({ clientId, path, fileName, isOwnFile: pasted.isOwn(path), step, answers });
    },
    'imports.openDraft': async ({ draftId }) => {
      const { path, fileName, step, answers, updatedAtMs } = await assent().importDrafts.open(draftId);
      const { token } = await native.tokenFor(path);
      return { draftId, fileName, step, updatedAtMs, token, answers };
    },
    'imports.removeDraft': async ({ draftId }) => {
      await assent().importDrafts.remove(draftId);
      return {};
    },
  };
}

type Described = Awaited<ReturnType<ReturnType<Desk['assent']>['imports']['describe']>>;

function describe({ description, columns, country, nameOrder, knownFields, importedBefore }: Described) {
  const { header, sample, rawRows, sheets, encodings, ...rest } = description;
  const { kind, fileName, bytes, encoding, delimiter, sheet, headerRow } = rest;
  return {
    kind,
    fileName,
    bytes,
    encoding,
    delimiter,
    sheet,
    headerRow,
    sheets: sheets.map(({ name, hidden, rows }) => ({ name, hidden, rows })),
    encodings: encodings.map((guess) => ({ ...guess, sample: guess.sample.slice(0, cellMax) })),
    header: cut(header),
    sample: sample.map((row) => cut(row.slice(0, header.length))),
    rawRows: rawRows.map(({ rowNumber, cells }) => ({ rowNumber, cells: cut(cells) })),
    columns: columns.map((column) => ({ ...column, samples: cut(column.samples) })),
    fields: knownFields,
    countryGuess: country,
    nameOrder: nameOrder && { ...nameOrder, preview: nameOrder.preview.map(({ name, first, last }) => ({ name, first, last })) }, // prettier-ignore
    importedBefore,
  };
}

/** Reasons with the button that mends them. */
function problemViews(problems: readonly Problem[]): Output<'imports.check'>['problems'] {
  const groups = groupProblems(new Map(problems.map(({ reason, count }) => [reason as ProblemReason, count])));
  return groups.map(({ reason, title, actions, count }) => {
    const found = problems.find((problem) => problem.reason === reason);
    return {
      reason,
      title,
      count,
      words: problemWords(reason),
      actions: actions.map((action) => ({ action, words: actionWords[action] })),
      examples: [...(found?.examples ?? [])],
    };
  });
}

function mended({ repairs, badValues }: Pick<FileSummary, 'repairs' | 'badValues'>) {
  return {
    repairs: repairs.map(({ kind, count, examples }) => {
      const known = kind as RepairKind;
      return { kind: known, words: repairWords[known], count, examples: [...examples] };
    }),
    badValues: badValues.map((value) => ({ ...value, examples: [...value.examples] })),
  };
}

function rejectView({ rowNumber, reason, shown, cells }: ImportReject) {
  return { row: rowNumber, reason, words: problemWords(reason), shown: shown.slice(0, 200), cells: cut(cells) };
}

function checkView(result: ImportResult) {
  return {
    ...pickCounts(result),
    ...mended(result),
    problems: problemViews(result.problems),
    changed: result.changed.map(({ rowNumber, e164, name, changes }) => ({
      rowNumber,
      e164,
      name,
      changes: changes.map(([field, before, after]) => ({ field, before, after })),
    })),
  };
}

function rowsView({ fields, rows, ...rest }: RowsPage) {
  return {
    ...rest,
    fields: fields.map(({ key, label }) => ({ key, label: label.slice(0, cellMax) })),
    rows: rows.map((row) => ({
      ...row,
      name: row.name.slice(0, cellMax),
      notes: cut(row.notes),
      values: cut(row.values.map((value) => value ?? '')),
      cells: cut(row.cells),
    })),
  };
}

/** The answers of an earlier import as the wizard takes them. */
function mendView({ country, columns, groupCountries, fieldTypes, ...rest }: MendableTable['answers']) {
  const { repairsOff, nameOrder, decimalComma, dateOrder, policy, lists, tags } = rest;
  return {
    country,
    answers: {
      mapping: [...(columns ?? [])],
      groupCountries: groupCountries.map((group) => ({ ...group, title: problemWords(group.reason) })),
      fieldTypes: fieldTypes.map(([key, type]) => ({ key, type })),
      repairsOff: [...repairsOff],
      nameOrder,
      decimalComma,
      dateOrder,
      policy: { ...policy, overwrite: policy.overwrite && [...policy.overwrite] },
      lists: [...lists],
      tags: [...tags],
    },
  };
}

type Report = Awaited<ReturnType<ReturnType<Desk['assent']>['imports']['report']>>;

function report({ import: row, country, sheet, mapping, by, sha256, lists, tags, ...rest }: Report) {
  return {
    import: row,
    country,
    sheet,
    mapping,
    by,
    sha256,
    lists,
    tags,
    ...mended(rest),
    problems: problemViews(rest.problems),
    undoKept: [...rest.undoKept],
    rejects: rest.rejects.slice(0, shownRejects).map(rejectView),
  };
}

function undoView({ removed, restored, kept, examples }: UndoOutcome) {
  return { removed, restored, kept, examples: [...examples] };
}

interface Counts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly blocked: number;
  readonly optOuts: number;
}

/** Exactly the counts the contract names: an extra one would be refused at the border. */
function pickCounts({ rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts }: Counts): Counts {
  return { rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts };
}
