import type { PeopleRequest } from './import-port.ts';

// What looking at every row of a file before an import passes between threads.

/** Consecutive rows of a file; entry `n` of every list is the same row. */
export interface CheckedBatch {
  /** UTF-8: for each row a JSON array of its number in the file and its cells, without the cells that may not be kept. */
  readonly lines: Uint8Array;
  /** Bytes of each row's line. */
  readonly lengths: Uint32Array;
  /** `rowMarks` as far as the file itself tells. */
  readonly marks: Uint8Array;
  /** Place of a rejected row's reason among `problemReasons`, from 1; 0 for a row that is not rejected. */
  readonly reasons: Uint8Array;
  /** E.164 digits as numbers; 0 where the workspace need not be asked: a rejected row, or a number met before. */
  readonly numbers: Float64Array;
}

/** The rows of a file as a check sees them. */
export interface CheckedFiles {
  /** Ends early without error when the signal aborts. At most one batch is read ahead. */
  checked(request: PeopleRequest, signal?: AbortSignal): AsyncIterable<CheckedBatch>;
}

/** A place on disk for the rows of one file, gone when it is closed and gone with a crash. */
export interface RowSpill {
  /** Throws `file.noRoom`. */
  append(bytes: Uint8Array): Promise<void>;
  /** Bytes that were appended before. */
  read(from: number, bytes: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface RowSpills {
  /** Throws `file.noRoom`. */
  open(): Promise<RowSpill>;
}
