/** Where a column goes: a role or a field the app knows, or a custom field by its key (see `fieldKey`). */
export type FieldName = string;

/** What is proposed for one column of a file. */
export interface ColumnGuess {
  readonly index: number;
  readonly column: string;
  /** Null leaves the column out. */
  readonly field: FieldName | null;
  readonly confidence: 'sure' | 'likely' | 'check';
  /** Why, in a few plain words. */
  readonly reason: string;
  /** Share of the sample rows that have a value, 0 to 1. */
  readonly filled: number;
  /** Up to three different values. */
  readonly samples: readonly string[];
}

/** One column of a mapping as it is carried out. */
export interface ColumnTarget {
  readonly index: number;
  readonly field: FieldName | null;
}
