import type { PersonRow } from '#domain/importing/row-outcome.ts';
import { isTextable } from '#domain/phone/parse-phone.ts';
import type {
  ImportReject,
  NumberKind,
  PeopleBatch,
  PeopleRequest,
  RepeatedRow,
  FileSummary,
} from '../services/import-port.ts';

/** Gathers people and packs them: flat arrays and two long texts instead of a million small objects. */
export class BatchBuilder {
  rows = 0;
  sameAgain = 0;
  readonly rejects: ImportReject[] = [];
  readonly #repeats: RepeatedRow[] = [];
  readonly #numbers: number[] = [];
  readonly #rowNumbers: number[] = [];
  readonly #kindOf: number[] = [];
  readonly #kinds: NumberKind[] = [];
  readonly #kindPositions = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  readonly #optOuts: number[] = [];
  readonly #tags: { position: number; tags: readonly string[] }[] = [];
  readonly #evidence: { position: number; evidence: readonly (string | null)[] }[] = [];
  /** For each field position the place of its value in a row, or -1. */
  readonly #slots: readonly number[];
  readonly #isNumber: readonly boolean[];

  constructor(rowKeys: readonly string[], { fieldKeys, plan }: PeopleRequest) {
    const slots = fieldKeys.map((key) => rowKeys.indexOf(key));
    while (slots.at(-1) === -1) slots.pop();
    this.#slots = slots;
    const numeric = new Set(plan.fieldTypes.filter(([, type]) => type === 'number').map(([key]) => key));
    this.#isNumber = fieldKeys.map((key) => numeric.has(key));
  }

  /** A person's values as they are stored: a JSON array by field position, without the empty end. */
  valuesOf({ values }: PersonRow): string {
    let text = '[';
    let end = 0;
    for (let position = 0; position < this.#slots.length; position += 1) {
      const slot = this.#slots[position] ?? -1;
      const value = slot < 0 ? null : (values[slot] ?? null);
      if (position > 0) text += ',';
      text += value === null ? 'null' : this.#isNumber[position] === true ? numeral(value) : quoted(value);
      if (value !== null) end = text.length;
    }
    return end === 0 ? '[]' : `${text.slice(0, end)}]`;
  }

  person(row: PersonRow, number: number, values: string): void {
    const position = this.#numbers.length;
    this.#numbers.push(number);
    this.#rowNumbers.push(row.rowNumber);
    this.#kindOf.push(this.#kindPosition(row));
    this.#names.push(row.name);
    this.#values.push(values);
    if (row.optOut) this.#optOuts.push(position);
    if (row.tags.length > 0) this.#tags.push({ position, tags: row.tags });
    if (row.evidence !== null) this.#evidence.push({ position, evidence: row.evidence });
  }

  repeat(row: PersonRow, number: number): void {
    const values = JSON.parse(this.valuesOf(row)) as (string | number | null)[];
    const { rowNumber, name, optOut, tags } = row;
    this.#repeats.push({ number, rowNumber, name, values, isOptOut: optOut, tags });
  }

  build(progress: number, summary: FileSummary | null): PeopleBatch {
    return {
      rows: this.rows,
      count: this.#numbers.length,
      rowNumbers: Uint32Array.from(this.#rowNumbers),
      numbers: Float64Array.from(this.#numbers),
      kindOf: Uint16Array.from(this.#kindOf),
      kinds: this.#kinds,
      names: packed(this.#names),
      values: packed(this.#values),
      optOuts: this.#optOuts,
      evidence: this.#evidence,
      tags: this.#tags,
      repeats: this.#repeats,
      sameAgain: this.sameAgain,
      rejects: this.rejects,
      progress,
      summary,
    };
  }

  #kindPosition({ country, type }: PersonRow): number {
    const key = `${country ?? ''} ${type}`;
    let position = this.#kindPositions.get(key);
    if (position === undefined) {
      position = this.#kinds.push({ country, type, isTextable: isTextable({ type }) }) - 1;
      this.#kindPositions.set(key, position);
    }
    return position;
  }
}

/** A buffer of its own, so that it can change hands. Cleaned values have no line ends. */
function packed(lines: readonly string[]): Uint8Array {
  return new Uint8Array(Buffer.from(lines.join('\n'), 'utf8'));
}

function quoted(value: string): string {
  // Cleaned values have no control characters; most have nothing to escape.
  return value.includes('"') || value.includes('\\') ? JSON.stringify(value) : `"${value}"`;
}

function numeral(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : quoted(value);
}
