import { problemReasons } from '#domain/importing/problem-groups.ts';
import { isInHeap, rowHeaps, rowMarks } from '#domain/importing/row-marks.ts';
import type { RowHeap } from '#domain/importing/row-marks.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { CheckedBatch, RowSpill, RowSpills } from '../import-port.ts';
import type { ServiceContext } from '../context.ts';
import { fieldsOf, planOf } from './import-answers.ts';
import { decidedRows, prepareImport } from './import-preparation.ts';
import type { AnsweredTable } from './import-preparation.ts';
import { createRowView } from './row-view.ts';
import type { CheckedRow, RowView } from './row-view.ts';

/** Bytes of rows put aside for one file; of further rows only the marks are kept. */
const spillBytes = 512 * 1024 * 1024;

/** Every row of one file: what was found about each in flat arrays, its cells aside on disk. */
interface Outline {
  readonly view: RowView;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  readonly spill: RowSpill;
  readonly marks: Uint8Array;
  readonly reasons: Uint8Array;
  /** Where each row's line begins, and one entry more for the end; as long as the rows that were put aside. */
  readonly offsets: Float64Array;
  readonly counts: Readonly<Record<RowHeap, number>>;
  /** The rows looked at last, by position in the file. */
  chosen: { readonly key: string; readonly positions: Uint32Array } | null;
}

interface Building {
  readonly key: string;
  readonly abort: AbortController;
  readonly outline: Promise<Outline>;
}

export interface RowsAsked {
  /** Null: every row. */
  readonly heap: RowHeap | null;
  /** Of the rejected rows only those with this reason. */
  readonly reason: string | null;
  readonly from: number;
  readonly limit: number;
}

export interface RowsPage {
  /** Names of the columns of `values`. */
  readonly fields: Outline['fields'];
  readonly counts: Outline['counts'];
  /** Rows of the heap in all. */
  readonly total: number;
  /** Of those, the first ones that can be shown: fewer only for a file that takes more than 512 MB. */
  readonly shown: number;
  readonly rows: readonly CheckedRow[];
}

/**
 * Lets somebody look at any row of a file before it is imported. The file is read once for a set of answers, beside the
 * check and not within it; a page is then read from where the rows were put aside. One file at a time.
 */
export function createCheckedRows(
  context: Pick<ServiceContext, 'storage' | 'files' | 'clock'>,
  spills: RowSpills,
  limitBytes = spillBytes,
) {
  let building: Building | null = null;
  /** What was asked about last, in the order in which it was asked. */
  let latest = '';

  async function build(request: AnsweredTable, signal: AbortSignal): Promise<Outline> {
    const prepared = await prepareImport(context, request);
    const known = await context.storage.read.fieldList({});
    const plan = planOf(request.answers, prepared.columns, known, context.clock.nowMs());
    const labels = new Map(fieldsOf(plan, prepared.description.header, known).map(({ key, label }) => [key, label]));
    const fields = createRowReader(plan).fieldKeys.map((key) => ({ key, label: labels.get(key) ?? key }));
    const decided = decidedRows(request.answers);
    const people = { table: prepared.table, plan, fieldKeys: [], rejectsKept: 0, ...decided };
    const spill = await spills.open();
    try {
      const gathered = new Gathered(spill, limitBytes);
      for await (const batch of context.files.checked(people, signal)) {
        const known = await context.storage.read.numbersKnown({ numbers: batch.numbers });
        await gathered.add(batch, known);
      }
      if (signal.aborted) throw new AppError('import.cancelled', { rows: gathered.rows });
      return { view: createRowView(plan, decided.leftOut, fields), fields, spill, ...gathered.end(), chosen: null };
    } catch (error) {
      await spill.close();
      throw error;
    }
  }

  async function forget(): Promise<void> {
    const old = building;
    building = null;
    old?.abort.abort();
    const outline = await old?.outline.catch(() => null);
    await outline?.spill.close();
  }

  async function outlineOf(request: AnsweredTable): Promise<Outline> {
    const decided = keyOf(request);
    latest = decided;
    // Who is here and who is blocked decides too: somebody may block a person while the wizard stands open.
    const { contacts, blocked } = await context.storage.read.workspace({});
    if (latest !== decided) throw new AppError('import.cancelled', { rows: 0 });
    const key = `${contacts} ${blocked} ${decided}`;
    if (building?.key === key) return building.outline;
    const abort = new AbortController();
    // Only the latest question is answered; whoever asked before is told that it was cancelled.
    const before = forget();
    const outline = before.then(() => build(request, abort.signal));
    const own = (building = { key, abort, outline });
    outline.catch(() => {
      if (building === own) building = null;
    });
    return outline;
  }

  return {
    async page(request: AnsweredTable, { heap, reason, from, limit }: RowsAsked): Promise<RowsPage> {
      const outline = await outlineOf(request);
      const positions = chosenOf(outline, heap, reason);
      const aside = outline.offsets.length - 1;
      const shown = firstAtLeast(positions, aside);
      const rows: CheckedRow[] = [];
      for (const position of positions.subarray(from, Math.min(from + limit, shown))) {
        rows.push(
          outline.view(outline.marks[position] ?? 0, await lineAt(outline, position), reasonAt(outline, position)),
        );
      }
      return { fields: outline.fields, counts: outline.counts, total: positions.length, shown, rows };
    },
    /** Lets go of the rows; their place on disk is freed. */
    forget,
  };
}

/** What decides about a row; who imports, where to and with which permission does not. */
function keyOf({ table: { password: _password, ...table }, answers }: AnsweredTable): string {
  const { lists: _lists, tags: _tags, permission: _permission, policy: _policy, by: _by, ...deciding } = answers;
  return JSON.stringify([table, deciding]);
}

function chosenOf(outline: Outline, heap: RowHeap | null, reason: string | null): Uint32Array {
  const key = `${heap} ${reason}`;
  if (outline.chosen?.key !== key) outline.chosen = { key, positions: positionsOf(outline, heap, reason) };
  return outline.chosen.positions;
}

function positionsOf({ marks, reasons }: Outline, heap: RowHeap | null, reason: string | null): Uint32Array {
  const wanted = reason === null ? null : problemReasons.findIndex((name) => name === reason) + 1;
  const found = new Uint32Array(marks.length);
  let count = 0;
  for (let position = 0; position < marks.length; position += 1) {
    if (heap !== null && !isInHeap(marks[position] ?? 0, heap)) continue;
    if (wanted !== null && reasons[position] !== wanted) continue;
    found[count] = position;
    count += 1;
  }
  return found.slice(0, count);
}

/** How many of the ascending positions lie below a bound. */
function firstAtLeast(positions: Uint32Array, bound: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function lineAt({ spill, offsets }: Outline, position: number): Promise<string> {
  const from = offsets[position] ?? 0;
  const bytes = await spill.read(from, (offsets[position + 1] ?? from) - from);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

const reasonAt = ({ reasons }: Outline, position: number): string | null =>
  problemReasons[(reasons[position] ?? 0) - 1] ?? null;

/** What comes out of the file, batch by batch: 18 bytes a row in memory, the rest on disk. */
class Gathered {
  rows = 0;
  readonly #spill: RowSpill;
  readonly #limitBytes: number;
  readonly #marks: Uint8Array[] = [];
  readonly #reasons: Uint8Array[] = [];
  readonly #lengths: Uint32Array[] = [];
  #bytes = 0;
  #isFull = false;

  constructor(spill: RowSpill, limitBytes: number) {
    this.#spill = spill;
    this.#limitBytes = limitBytes;
  }

  async add({ lines, lengths, marks, reasons }: CheckedBatch, known: Uint8Array): Promise<void> {
    const ofWorkspace = [0, rowMarks.known, rowMarks.blocked];
    this.#marks.push(marks.map((mark, at) => mark | (ofWorkspace[known[at] ?? 0] ?? 0)));
    this.#reasons.push(reasons);
    this.rows += marks.length;
    this.#isFull ||= this.#bytes + lines.byteLength > this.#limitBytes;
    if (this.#isFull) return;
    await this.#spill.append(lines);
    this.#bytes += lines.byteLength;
    this.#lengths.push(lengths);
  }

  end(): Pick<Outline, 'marks' | 'reasons' | 'offsets' | 'counts'> {
    const marks = joined(this.#marks, this.rows);
    return { marks, reasons: joined(this.#reasons, this.rows), offsets: this.#offsets(), counts: countsOf(marks) };
  }

  #offsets(): Float64Array {
    const offsets = new Float64Array(this.#lengths.reduce((sum, { length }) => sum + length, 1));
    let row = 0;
    for (const lengths of this.#lengths) {
      for (const length of lengths) {
        offsets[row + 1] = (offsets[row] ?? 0) + length;
        row += 1;
      }
    }
    return offsets;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function countsOf(marks: Uint8Array): Record<RowHeap, number> {
  const counts = { ready: 0, known: 0, duplicate: 0, blocked: 0, rejected: 0, fixed: 0, look: 0 };
  for (const mark of marks) for (const heap of rowHeaps) if (isInHeap(mark, heap)) counts[heap] += 1;
  return counts;
}
