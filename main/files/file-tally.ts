import type { InvalidRow, PersonRow } from '#domain/importing/row-outcome.ts';
import type { FileSummary, ImportReject, ShownCell } from '../services/import-port.ts';

const examplesShown = 5;

interface Entry<Example> {
  count: number;
  readonly examples: Example[];
}

/** Counts by key with a few examples each. */
class Counted<Example> {
  readonly #entries = new Map<string, Entry<Example>>();

  add(key: string, example: Example): void {
    let entry = this.#entries.get(key);
    if (!entry) this.#entries.set(key, (entry = { count: 0, examples: [] }));
    entry.count += 1;
    if (entry.examples.length < examplesShown) entry.examples.push(example);
  }

  /** Most first. */
  list(): [string, Entry<Example>][] {
    return [...this.#entries].toSorted(([, a], [, b]) => b.count - a.count);
  }
}

/** What is said about a file's rows: how many were refused and why, what was put right, what was left out. */
export class FileTally {
  readonly #problems = new Counted<ShownCell>();
  readonly #repairs = new Counted<ShownCell & { became: string }>();
  readonly #badValues = new Counted<ShownCell>();
  readonly #rejectsKept: number;
  #invalid = 0;

  constructor(rejectsKept: number) {
    this.#rejectsKept = rejectsKept;
  }

  /** Counts a refused row; answers it as it is to be kept, or null when enough are. */
  reject(row: InvalidRow, cells: readonly string[]): ImportReject | null {
    const { rowNumber, reason, shown } = row;
    this.#invalid += 1;
    this.#problems.add(reason, { row: rowNumber, shown });
    if (this.#invalid > this.#rejectsKept) return null;
    return { rowNumber, reason, shown, cells: row.mayKeepCells ? cells : [] };
  }

  /** Counts what was put right in a row that is taken. */
  mended({ repair, before, e164, badValues, rowNumber: row }: PersonRow): void {
    if (repair !== null) this.#repairs.add(repair, { row, shown: before ?? '', became: e164 });
    for (const [field, shown] of badValues) this.#badValues.add(field, { row, shown });
  }

  summary(sha256: string): FileSummary {
    return {
      sha256,
      invalid: this.#invalid,
      problems: this.#problems.list().map(([reason, entry]) => ({ reason, ...entry })),
      repairs: this.#repairs.list().map(([kind, entry]) => ({ kind, ...entry })),
      badValues: this.#badValues.list().map(([field, entry]) => ({ field, ...entry })),
    };
  }
}
