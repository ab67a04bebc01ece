import { AppError } from '#domain/kernel/errors.ts';
import type { ImportBegin, ImportFinish, ImportOutcome, PeopleBatch } from '../../services/import-port.ts';
import type { WritableDb } from '../database.ts';
import { ensureFields, fieldList, readStored, writeStored } from '../queries/fields.ts';
import { PeopleApplied } from './apply-people.ts';
import { completeImport, insertImport, outcomeCounts } from './complete-import.ts';

interface Run {
  begin: ImportBegin;
  readonly batches: PeopleBatch[];
  /** What has been done with the first `applied` batches; null while no transaction stands. */
  work: { readonly people: PeopleApplied; readonly importId: number } | null;
  applied: number;
  mayLoadAhead: boolean;
}

/**
 * One import at a time, between its first batch and its commit. Batches are kept until the end, and the workspace
 * changes in one transaction. While nobody else writes, that transaction is begun with the first batch, so that reading
 * the file and writing overlap; the first other write ends it (nothing is lost: the batches are still there), and the
 * rest is then done in one go at the end. So no other write ever waits for a file to be read.
 */
export class ImportSession {
  readonly #db: WritableDb;
  #run: Run | null = null;

  constructor(db: WritableDb) {
    this.#db = db;
  }

  begin(begin: ImportBegin): null {
    this.#end();
    this.#run = { begin, batches: [], work: null, applied: 0, mayLoadAhead: begin.apply };
    return null;
  }

  /** Takes the next batch, and applies it at once when nobody else is writing. */
  load({ clientId, batch }: { readonly clientId: string; readonly batch: PeopleBatch }): null {
    const run = this.#expect(clientId);
    run.batches.push(batch);
    if (!run.mayLoadAhead) return null;
    this.#orEnd(() => this.#applyWaiting(run));
    return null;
  }

  finish(input: ImportFinish): ImportOutcome {
    const run = this.#expect(input.clientId);
    return this.#orEnd(() => {
      const outcome = run.begin.apply ? this.#commit(run, input) : this.#count(run, input);
      this.#run = null;
      return outcome;
    });
  }

  abort({ clientId }: { readonly clientId: string }): null {
    if (this.#run?.begin.clientId === clientId) this.#end();
    return null;
  }

  /** Before any other write: whatever was loaded ahead is taken back, to be done again at the end. */
  giveWay(): void {
    if (!this.#run?.work) return;
    this.#rollBack();
    this.#run.mayLoadAhead = false;
  }

  #applyWaiting(run: Run): { readonly people: PeopleApplied; readonly importId: number } {
    run.work ??= this.#open(run);
    for (; run.applied < run.batches.length; run.applied += 1) {
      const batch = run.batches[run.applied];
      if (batch) run.work.people.batch(batch);
    }
    return run.work;
  }

  #open(run: Run): { readonly people: PeopleApplied; readonly importId: number } {
    this.#db.exec('BEGIN IMMEDIATE');
    const positions = ensureFields(this.#db, run.begin.fields);
    if (run.begin.fields.some(({ key, position }) => positions.get(key) !== position)) moveValues(run, positions);
    // From here on the fields are those of the workspace, each at its position.
    const begin = (run.begin = { ...run.begin, fields: fieldList(this.#db) });
    const importId = insertImport(this.#db, begin);
    run.applied = 0;
    return { people: new PeopleApplied(this.#db, begin, importId), importId };
  }

  #commit(run: Run, input: ImportFinish): ImportOutcome {
    const { people, importId } = this.#applyWaiting(run);
    people.finish(run.batches);
    const outcome = completeImport(this.#db, {
      begin: run.begin,
      finish: input,
      people,
      importId,
      batches: run.batches,
    });
    this.#db.exec('COMMIT');
    return outcome;
  }

  /** A dry run: everything is counted against the workspace as it is, nothing is written. */
  #count(run: Run, input: ImportFinish): ImportOutcome {
    const people = new PeopleApplied(this.#db, run.begin, 0);
    for (const batch of run.batches) people.batch(batch);
    people.finish(run.batches);
    return { ...outcomeCounts(people, run.batches, input), changed: people.changed, importId: null, granted: 0 };
  }

  #expect(clientId: string): Run {
    if (this.#run?.begin.clientId !== clientId) throw new AppError('import.cancelled', { rows: 0 });
    return this.#run;
  }

  #orEnd<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #end(): void {
    this.#rollBack();
    this.#run = null;
  }

  #rollBack(): void {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    if (this.#run) this.#run.work = null;
  }
}

/** Somebody made a field since the file was read: every value goes to the position its field has now. */
function moveValues(run: Run, positions: ReadonlyMap<string, number>): void {
  const target = run.begin.fields.map(({ key }) => positions.get(key) ?? 0);
  const moved = <T>(values: readonly T[]): (T | null)[] => {
    const result: (T | null)[] = [];
    values.forEach((value, at) => {
      const position = target[at] ?? at;
      while (result.length <= position) result.push(null);
      result[position] = value;
    });
    return result;
  };
  run.batches.forEach((batch, at) => {
    const lines = Buffer.from(batch.values).toString('utf8').split('\n');
    const values = Buffer.from(lines.map((line) => writeStored(moved(readStored(line || '[]')))).join('\n'));
    const repeats = batch.repeats.map((row) => ({ ...row, values: moved(row.values) }));
    run.batches[at] = { ...batch, values, repeats };
  });
}
