import type { CountryCode } from '#domain/phone/countries.ts';
import type { PhoneType } from '#domain/phone/parse-phone.ts';
import type { ExistingPolicy, FieldChange } from '#domain/importing/contact-merge.ts';
import type { DateOrder } from '#domain/importing/dates.ts';
import type { KeepRule } from '#domain/importing/file-duplicates.ts';
import type { ImportPlan } from '#domain/importing/import-plan.ts';
import type { LeftOut } from '#domain/importing/left-out.ts';
import type { TableRequest } from './ports.ts';
import type { FieldType } from './storage-port.ts';

// What an import passes between the thread that reads its file and the thread that writes the workspace.

/** What the numbers of a batch have in common, by position in `PeopleBatch.kinds`. */
export interface NumberKind {
  readonly country: CountryCode | null;
  readonly type: PhoneType;
  readonly isTextable: boolean;
}

/** Values of one person as JSON by field position, and the name made of them. */
export interface PersonContent {
  readonly name: string;
  readonly values: readonly (string | number | null)[];
}

/** A later row of a number that an earlier row of the file has already: it makes no second contact. */
export interface RepeatedRow extends PersonContent {
  /** The e164 as a number. */
  readonly number: number;
  readonly rowNumber: number;
  readonly isOptOut: boolean;
  readonly tags: readonly string[];
}

/** What a row says about permission, kept with the contact's grant; in the order of the plan's evidence columns. */
export interface RowEvidence {
  readonly position: number;
  readonly evidence: readonly (string | null)[];
}

export interface RowTags {
  readonly position: number;
  readonly tags: readonly string[];
}

/**
 * People of consecutive rows, packed so that a million of them cross threads without being copied one by one.
 * Entry `n` of every list is the same person; no number stands in two entries of one import.
 */
export interface PeopleBatch {
  /** Rows of the file behind this batch, whatever became of them. */
  readonly rows: number;
  readonly count: number;
  readonly rowNumbers: Uint32Array;
  /** E.164 digits as numbers: at most 15 digits, so exact. */
  readonly numbers: Float64Array;
  readonly kindOf: Uint16Array;
  readonly kinds: readonly NumberKind[];
  /** UTF-8, a line for each person. */
  readonly names: Uint8Array;
  /** UTF-8, a JSON array for each person: values by field position. */
  readonly values: Uint8Array;
  /** Positions of people whom the file itself opts out. */
  readonly optOuts: readonly number[];
  readonly evidence: readonly RowEvidence[];
  readonly tags: readonly RowTags[];
  /** Later rows that say something the first one does not; the rest of the repeats are in `sameAgain`. */
  readonly repeats: readonly RepeatedRow[];
  /** Later rows of a number that say nothing new. */
  readonly sameAgain: number;
  readonly rejects: readonly ImportReject[];
  /** Share of the file read so far, 0 to 1. */
  readonly progress: number;
  /** With the last batch, which may have no people: what the whole file was like. */
  readonly summary: FileSummary | null;
}

/** A cell as an example: where it stands and what is in it. */
export interface ShownCell {
  readonly row: number;
  readonly shown: string;
}

/** What was said about the rows of a whole file. */
export interface FileSummary {
  readonly sha256: string;
  readonly invalid: number;
  /** Rejected rows by reason, most first. */
  readonly problems: readonly {
    readonly reason: string;
    readonly count: number;
    readonly examples: readonly ShownCell[];
  }[];
  readonly repairs: readonly {
    readonly kind: string;
    readonly count: number;
    readonly examples: readonly (ShownCell & { readonly became: string })[];
  }[];
  /** Values that are not of their field's type and were left out, while their rows stay. */
  readonly badValues: readonly {
    readonly field: string;
    readonly count: number;
    readonly examples: readonly ShownCell[];
  }[];
}

/** A cell changed by hand before the import. */
export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** Which people to read out of which file, and how. */
export interface PeopleRequest {
  readonly table: TableRequest;
  readonly plan: ImportPlan;
  /** Every field of the workspace and the file, by position: where a person's values go. */
  readonly fieldKeys: readonly string[];
  readonly edits: readonly CellEdit[];
  /** Rows left out by hand: rejected with a reason of their own. */
  readonly leftOut: LeftOut;
  /** Rejected rows whose cells are kept; the rest are only counted. */
  readonly rejectsKept: number;
}

export interface ImportReject {
  readonly rowNumber: number;
  readonly reason: string;
  readonly shown: string;
  /** The row as it stood in the file; empty where it may not be kept. */
  readonly cells: readonly string[];
}

/** Every row of the file is in exactly one of the first six after `rows`, which add up to it. */
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly invalid: number;
  /** Rows whose number is on the blocklist: dropped, whatever they say. */
  readonly blocked: number;
  /** Of the rows taken: people whom the file opts out, now on the blocklist. */
  readonly optOuts: number;
}

/** How rows of one number meet each other, and the contact that is there. */
export interface DuplicatePolicy extends ExistingPolicy {
  readonly inFile: KeepRule;
}

/** A field an import fills, at the position its values have in every batch. */
export interface ImportField {
  readonly position: number;
  readonly key: string;
  readonly label: string;
  readonly type: FieldType;
}

/** What the storage must know before the first row. */
export interface ImportBegin {
  readonly clientId: string;
  /** False = dry run: everything is counted, nothing is kept. */
  readonly apply: boolean;
  readonly policy: DuplicatePolicy;
  /** All fields by position: those that are known, then those the file adds. */
  readonly fields: readonly ImportField[];
  readonly lists: readonly string[];
  readonly tags: readonly string[];
  /** Rows the file is thought to have; decides whether indexes are built anew at the end. */
  readonly expectedRows: number;
  readonly by: string;
  readonly atMs: number;
}

/** What is known when the last row has been read. */
export interface ImportFinish {
  readonly clientId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly country: string | null;
  readonly mapping: readonly (readonly [string, string])[];
  /** JSON of every answer that shaped this import, for the report. */
  readonly settings: string;
  readonly repairs: string;
  readonly rejects: readonly ImportReject[];
  /** Rejected rows in all; at most a bounded number of them is kept. */
  readonly invalid: number;
  readonly permission: ImportPermission | null;
}

/** A permission stated for the people of an import; each of them gets a ledger event (consent.md 2.4). */
export interface ImportPermission {
  readonly purpose: 'transactional' | 'service' | 'newsletter' | 'marketing';
  readonly method: string;
  readonly wording: string;
  readonly evidence: string;
  readonly occurredAtMs: number;
  readonly by: string;
  /**
   * When the file itself says when each person agreed: the places of its evidence columns (date, source, wording,
   * purpose, method; -1 without) in a row's evidence. A row without a date then gets no permission.
   */
  readonly rows: { readonly places: readonly number[]; readonly dateOrder: DateOrder } | null;
}

/** One changed contact as the dry run and the report show it. */
export interface ImportChange {
  readonly rowNumber: number;
  readonly e164: string;
  readonly name: string;
  readonly changes: readonly FieldChange[];
}

export interface ImportOutcome extends ImportCounts {
  readonly importId: number | null;
  /** Up to 20 contacts with what changes in them. */
  readonly changed: readonly ImportChange[];
  readonly granted: number;
}

export interface ImportRow extends ImportCounts {
  readonly importId: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly country: string | null;
  readonly mapping: readonly (readonly [string, string])[];
  readonly settings: string;
  readonly repairs: string;
  readonly by: string;
  readonly atMs: number;
  readonly undoneAtMs: number | null;
  readonly undoKept: readonly UndoKept[];
}

/** Something that undoing an import had to leave, or will. */
export interface UndoKept {
  readonly contactId: number;
  readonly e164: string;
  readonly name: string;
  readonly reason: 'messaged' | 'edited' | 'granted' | 'replied';
}

export interface UndoOutcome {
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
  /** Up to 200 of those kept. */
  readonly examples: readonly UndoKept[];
}

/** An import being prepared: its file and every answer so far. */
export interface ImportDraft {
  readonly draftId: number;
  /** The intent it will be imported with. */
  readonly clientId: string;
  readonly path: string;
  readonly fileName: string;
  /** Pasted text in a file that we made; it goes with the draft. */
  readonly isOwnFile: boolean;
  readonly step: string;
  readonly answers: string;
  readonly updatedAtMs: number;
}

// ---- Looking at every row of a file before it is imported ---------------------------------------------------------

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
