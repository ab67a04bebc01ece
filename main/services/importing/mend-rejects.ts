import { AppError } from '#domain/kernel/errors.ts';
import type { ColumnTarget } from '#domain/importing/column-mapping.ts';
import type { ServiceContext } from '../context.ts';
import type { ImportReject, ImportRow } from '../import-port.ts';
import type { TableFiles } from '../ports.ts';
import { ownLabels, usualAnswers } from './import-answers.ts';
import type { ImportAnswers } from './import-answers.ts';
import { rejectTable } from './reject-table.ts';

/** Rejected rows kept with their cells, most that come into one table. */
const mostRows = 20_000;
/** What the user left out stays out, and of people under the age limit nothing was kept. */
const notMended: ReadonlySet<string> = new Set(['leftOut', 'underAge']);

/** A table of rejected rows, ready to be imported again as its file was. */
export interface MendableTable {
  /** A file of ours, which goes with its draft. */
  readonly path: string;
  readonly rows: number;
  /** Rejected rows that are not in the table: left out by hand, not kept, or past the most that are kept. */
  readonly rest: number;
  /** As the import had them; the permission is not among them, since it has to be stated for these rows anew. */
  readonly answers: Omit<ImportAnswers, 'permission' | 'edits' | 'leftOut' | 'leftOutReasons' | 'overrides' | 'by'>;
}

/** Columns of an empty table to be filled in, with names that the import knows again. */
const templateColumns = ['Mobile number', ...['first_name', 'last_name', 'email', 'city', 'organisation'].map(labelOf)];
const templateEnd = ['Tags', labelOf('note')];

function labelOf(key: string): string {
  return ownLabels[key] ?? key;
}

/** Rejected rows back into the wizard, and an empty table to begin with. */
export function createMending({ storage, pasted }: Pick<ServiceContext, 'storage' | 'pasted'>, tables: TableFiles) {
  return {
    /**
     * Puts the rejected rows of an import that can be mended into a file under the header they had. Throws
     * `import.notFound`, `import.nothingToMend`, `file.notWritable`.
     */
    async rejects(id: number): Promise<MendableTable> {
      const row = await storage.read.importOf({ id });
      if (!row) throw new AppError('import.notFound', { id });
      const kept = await storage.read.importRejects({ id, limit: mostRows });
      const rejects = kept.filter(({ reason, cells }) => !notMended.has(reason) && cells.length > 0);
      if (rejects.length === 0) throw new AppError('import.nothingToMend', { id });
      const { answers, header } = answersOf(row, rejects);
      const path = await pasted.fresh(`${row.fileName.replace(/\.[^.]*$/, '')}-rejects.csv`);
      await tables.write({ path, format: 'csv', rows: rejectTable(header, rejects) });
      return { path, rows: rejects.length, rest: row.invalid - rejects.length, answers };
    },
    /** Writes a table with nothing but headings: the app's own fields and those of the workspace. */
    async template(path: string): Promise<void> {
      const known = await storage.read.fieldList({});
      const own = known.filter(({ key }) => !(key in ownLabels)).map(({ label }) => label);
      await tables.write({ path, format: 'csv', rows: [[...templateColumns, ...own, ...templateEnd]] });
    },
  };
}

/** What the import was decided with; what an older version did not write down stands as usual. */
function answersOf(row: ImportRow, rejects: readonly ImportReject[]) {
  const settings = JSON.parse(row.settings) as Partial<ImportAnswers> & { readonly header?: readonly string[] };
  const width = Math.max(0, ...rejects.map(({ cells }) => cells.length));
  const header = settings.header ?? Array.from({ length: width }, () => '');
  const kept = { ...usualAnswers(row.country ?? '', ''), ...settings };
  const { nameOrder, decimalComma, dateOrder, fieldTypes, policy, lists, tags, repairsOff, groupCountries } = kept;
  const columns = settings.columns ?? targetsOf(header, row.mapping);
  const country = row.country ?? kept.country;
  const reading = { columns, nameOrder, decimalComma, dateOrder, fieldTypes, repairsOff, groupCountries };
  return { header, answers: { country, ...reading, policy, lists, tags } };
}

/** Every column of the header with where it went; several of one name are told apart by their order. */
function targetsOf(header: readonly string[], mapping: ImportRow['mapping']): readonly ColumnTarget[] {
  const left = header.map((name, index) => ({ name, index }));
  const used = mapping.flatMap(([column, field]) => {
    const at = left.findIndex(({ name }) => name === column);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found === undefined ? [] : [{ index: found.index, field }];
  });
  return [...used, ...left.map(({ index }) => ({ index, field: null }))];
}
