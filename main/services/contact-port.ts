import type { Rule, RuleField } from '#domain/contacts/rule.ts';
import type { ViewDefinition } from '#domain/contacts/view.ts';
import type { FieldValue } from '#domain/contacts/field-values.ts';
import type { ContactField, ContactRow } from './storage-port.ts';

// The part of the Storage port that is about contacts: views, lists, tags, notes, edits and their undoing.

/** An open view. Its ids stand still while it is open; `count` is exact or what was found until now. */
export interface ViewState {
  readonly viewId: number;
  readonly count: number;
  readonly isExact: boolean;
}

/** A contact as a row of a view. */
export interface ViewRow extends ContactRow {
  readonly lastReplyAtMs: number | null;
  readonly tags: readonly string[];
  readonly lists: readonly string[];
  /** Values by key, without the empty ones. */
  readonly values: readonly (readonly [string, string])[];
}

/** What is done to many contacts at once. */
export type BulkAction =
  | { readonly kind: 'tag' | 'untag'; readonly tag: string }
  | { readonly kind: 'listAdd' | 'listRemove'; readonly listId: number }
  | { readonly kind: 'setField'; readonly key: string; readonly value: FieldValue }
  | { readonly kind: 'block'; readonly note: string }
  | { readonly kind: 'delete' };

/** Shared with the storage thread: how many are done, and whether to stop. Index 0 counts, index 1 asks to stop. */
export type BulkProgress = SharedArrayBuffer;

export interface BulkResult {
  /** How many of the chosen contacts were there. */
  readonly people: number;
  /** How many were changed. */
  readonly changed: number;
  /** What takes it back; null when nothing changed or nothing can be taken back. */
  readonly undo: string | null;
}

export interface UndoResult {
  readonly restored: number;
  /** What could not be put back because something else has taken its place since. */
  readonly kept: number;
}

/** A list (frozen) or a segment (live). */
export interface ListRow {
  readonly id: number;
  readonly name: string;
  readonly kind: 'list' | 'segment';
  readonly rule: Rule | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Members of a list; null for a segment, which has to be asked. */
  readonly size: number | null;
  /** Names of the drafts and campaigns that use it, and of segments that ask for it. */
  readonly usedBy: readonly string[];
}

export interface ContactNote {
  readonly id: number;
  readonly text: string;
  readonly by: string;
  readonly atMs: number;
}

/** One change of one contact: what stood in each field before and after. `name` is the shown name. */
export interface ContactChange {
  readonly atMs: number;
  readonly by: string;
  readonly source: string;
  readonly changes: readonly { readonly key: string; readonly before: string | null; readonly after: string | null }[];
}

/** Two contacts that may be the same person, with why. */
export interface MergePair {
  readonly first: ViewRow;
  readonly second: ViewRow;
  readonly reason: 'sameName' | 'nearName' | 'sameEmail';
}

/** A merge that can still be taken back; `kept` is null when that contact has been deleted since. */
export interface MergeDone {
  readonly token: string;
  readonly atMs: number;
  readonly kept: { readonly id: number; readonly name: string; readonly e164: string } | null;
  readonly dropped: { readonly name: string; readonly e164: string };
}

export interface SavedView {
  readonly id: number;
  readonly name: string;
  /** JSON the window keeps for itself: columns, order, widths, filter, sort. */
  readonly definition: string;
  readonly updatedAtMs: number;
}

/** A field for the manager of fields: how many have a value, which segments use it. */
export interface ManagedField extends ContactField {
  readonly filled: number;
  readonly usedBy: readonly string[];
}

export interface ExportedRow {
  readonly id: number;
  readonly e164: string;
  readonly country: string | null;
  readonly name: string;
  readonly values: readonly (readonly [string, string])[];
  readonly tags: readonly string[];
  readonly permissions: readonly string[];
  readonly blocked: string | null;
  readonly addedAtMs: number;
}

interface Author {
  readonly by: string;
  readonly nowMs: number;
}

/** Questions about contacts. */
export interface ContactReads {
  viewOpen(input: ViewDefinition & { readonly replaces: number | null }): ViewState;
  /** Finishes the search of a view and counts it, up to 10,000 hits; throws `view.closed`. */
  viewCount(input: { readonly viewId: number }): ViewState;
  /** Rows `from` to before `to`, at most 200; null where a contact has been deleted meanwhile. Throws `view.closed`. */
  viewRows(input: { readonly viewId: number; readonly from: number; readonly to: number }): {
    readonly rows: readonly (ViewRow | null)[];
    readonly count: number;
    readonly isExact: boolean;
  };
  /** Every id of a view in its order, also beyond 10,000 hits. Throws `view.closed`. */
  viewIds(input: { readonly viewId: number }): Uint32Array;
  viewClose(input: { readonly viewId: number }): null;
  /** How many fulfil a rule, with up to `samples` of them. Throws `rule.invalid`. */
  ruleSize(input: { readonly rule: Rule; readonly samples: number }): {
    readonly size: number;
    readonly samples: readonly ContactRow[];
  };
  ruleIds(input: { readonly rule: Rule }): Uint32Array;
  catalogue(input: Record<string, never>): {
    readonly fields: readonly RuleField[];
    readonly lists: readonly { readonly id: number; readonly name: string }[];
  };
  tags(input: Record<string, never>): readonly { readonly name: string; readonly people: number }[];
  lists(input: Record<string, never>): readonly ListRow[];
  listIds(input: { readonly id: number }): Uint32Array;
  contactExtras(input: { readonly id: number }): {
    readonly tags: readonly string[];
    readonly lists: readonly { readonly id: number; readonly name: string }[];
    readonly notes: readonly ContactNote[];
    readonly changes: readonly ContactChange[];
  };
  mergePairs(input: { readonly limit: number }): readonly MergePair[];
  merges(input: Record<string, never>): readonly MergeDone[];
  savedViews(input: Record<string, never>): readonly SavedView[];
  managedFields(input: Record<string, never>): readonly ManagedField[];
  exportRows(input: { readonly ids: Uint32Array }): readonly ExportedRow[];
}

/** Changes of contacts; each is one transaction. */
export interface ContactWrites {
  /** Throws `contact.exists`. A blocked number is stored and stays blocked. Never grants anything. */
  contactCreate(
    input: Author & {
      readonly e164: string;
      readonly country: string | null;
      readonly numberType: string;
      readonly isTextable: boolean;
      readonly name: string | null;
      readonly values: readonly (readonly [string, string])[];
    },
  ): { readonly id: number; readonly isBlocked: boolean };
  /** Throws `contact.notFound`, `field.unknown`, `field.badValue`; `name` null leaves the name to the fields. */
  contactEdit(
    input: Author & {
      readonly id: number;
      readonly name: string | null;
      readonly values: readonly (readonly [string, string])[];
    },
  ): { readonly changed: number };
  contactBulk(
    input: Author & {
      readonly ids: Uint32Array;
      readonly action: BulkAction;
      readonly token: string;
      readonly progress: BulkProgress | null;
    },
  ): BulkResult;
  /** Puts `dropId` into `keepId` and removes it; `name` and `values` are what was chosen. Undone by `token`. */
  contactMerge(
    input: Author & {
      readonly keepId: number;
      readonly dropId: number;
      readonly name: string;
      readonly values: readonly (readonly [string, string])[];
      readonly token: string;
    },
  ): null;
  /** Says that two contacts are two people (or no longer), so that they are not offered for merging. */
  contactApart(
    input: Author & { readonly firstId: number; readonly secondId: number; readonly isApart: boolean },
  ): null;
  /** Takes back what has this token; throws `undo.gone`. */
  undoApply(input: Author & { readonly token: string }): UndoResult;
  /** Forgets what was kept for undoing: one token, or at start everything that may not outlive it. */
  undoForget(input: { readonly token: string | null; readonly nowMs: number }): null;
  noteAdd(input: Author & { readonly contactId: number; readonly text: string }): number;
  noteRemove(input: { readonly noteId: number }): null;
  listCreate(
    input: Author & {
      readonly name: string;
      readonly rule: Rule | null;
      readonly ids: Uint32Array | null;
    },
  ): number;
  listChange(input: {
    readonly id: number;
    readonly name: string;
    readonly rule: Rule | null;
    readonly nowMs: number;
  }): null;
  /** Throws `list.inUse` while a segment names it. */
  listRemove(input: { readonly id: number; readonly token: string; readonly nowMs: number }): null;
  /** Throws `tag.inUse` while a segment asks for it. */
  tagRemove(input: { readonly name: string; readonly token: string; readonly nowMs: number }): {
    readonly people: number;
  };
  viewSave(input: {
    readonly id: number | null;
    readonly name: string;
    readonly definition: string;
    readonly nowMs: number;
  }): number;
  viewRemove(input: { readonly id: number }): null;
  fieldAdd(input: Omit<ContactField, 'position'>): null;
  /** Changes label, type and options. Throws `field.badValues` with how many values do not fit, unless they are cleared. */
  fieldChange(
    input: Omit<ContactField, 'position'> &
      Author & {
        readonly clearsUnfit: boolean;
        /** Choices that are called something else from now on; whoever has one keeps it under its new name. */
        readonly renames: readonly (readonly [from: string, to: string])[];
      },
  ): { readonly cleared: number };
  /** Throws `field.unknown`. */
  fieldOrder(input: { readonly keys: readonly string[] }): null;
  /** Removes a field with its values; throws `field.inUse`. Undone by `token`. */
  fieldRemove(input: Author & { readonly key: string; readonly token: string }): { readonly people: number };
}

// ---- Files ---------------------------------------------------------------------------------------------------------

export type ExportFormat = 'csv' | 'xlsx' | 'vcard' | 'json';

/** One contact of an export, as every format needs it. */
export interface ExportPerson {
  readonly e164: string;
  readonly name: string;
  readonly country: string | null;
  readonly values: readonly (readonly [string, string])[];
  readonly tags: readonly string[];
  readonly permissions: readonly string[];
  readonly blocked: string | null;
  readonly addedAt: string;
}

/** Writes exports. */
export interface ExportFiles {
  /**
   * Writes people to `path`: beside it first, renamed at the end, so that a broken export never looks like a whole one.
   * Throws `file.notWritable`, and `export.cancelled` when the signal aborts; nothing is left then.
   */
  write(input: {
    readonly path: string;
    readonly format: ExportFormat;
    readonly fields: readonly RuleField[];
    readonly people: AsyncIterable<ExportPerson>;
    readonly signal: AbortSignal;
  }): Promise<void>;
}
