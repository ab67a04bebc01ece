import { headerFingerprint } from '#domain/importing/header-fingerprint.ts';
import type { ColumnTarget } from '#domain/importing/column-mapping.ts';
import type { ServiceContext } from '../context.ts';
import type { PeopleRequest } from '../import-port.ts';
import type { TableDescription, TableRequest } from '../ports.ts';
import { countryCode, guessFile, sameTable, targetsOf } from './import-answers.ts';
import type { ImportAnswers } from './import-answers.ts';

/** A file and everything decided about it. */
export interface AnsweredTable {
  readonly table: TableRequest;
  readonly answers: ImportAnswers;
}

/** Everything decided before the first row is read. */
export interface Prepared {
  readonly table: TableRequest;
  readonly description: TableDescription;
  readonly columns: readonly ColumnTarget[];
  readonly mapping: readonly (readonly [string, string])[];
}

/** How columns with this header were matched before; null when none were. */
export async function rememberedColumns(
  { storage }: Pick<ServiceContext, 'storage'>,
  header: readonly string[],
): Promise<readonly ColumnTarget[] | null> {
  const fields = await storage.read.columnMemory({ fingerprint: headerFingerprint(header) });
  return fields === null ? null : fields.map((field, index) => ({ index, field }));
}

/** Looks at the file and puts the answers to it. Throws `file.*`, `usage.badValue`. */
export async function prepareImport(
  context: Pick<ServiceContext, 'storage' | 'files'>,
  { table, answers }: AnsweredTable,
): Promise<Prepared> {
  const description = await context.files.describe({ ...table, country: answers.country });
  const remembered = await rememberedColumns(context, description.header);
  const columns = targetsOf(answers, description, guessFile(description, countryCode(answers.country), remembered));
  const mapping = columns.flatMap(({ index, field }) =>
    field === null ? [] : [[description.header[index] ?? '', field] as const],
  );
  return { table: sameTable(table, description), description, columns, mapping };
}

/** What was decided about single rows, as the reader of the file takes it. */
export function decidedRows({
  edits,
  leftOut,
  leftOutReasons,
}: ImportAnswers): Pick<PeopleRequest, 'edits' | 'leftOut'> {
  return { edits, leftOut: { rows: leftOut, reasons: leftOutReasons } };
}
