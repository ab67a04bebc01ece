import type { E164 } from '#domain/kernel/ids.ts';
import type { CountryCode, PhoneReason, PhoneType } from '#domain/phone/parse-phone.ts';
import type { RepairKind } from './repair.ts';

/** Why a row is not imported. */
export type RowReason = PhoneReason | 'repairOff' | 'underAge' | 'leftOut';

/** A cell whose value was left out of its field, while the row stays: the field's key and what stood there. */
export type BadValue = readonly [key: string, shown: string];

/** A row that became a person. Every property is always there, so that all rows have one shape. */
export interface PersonRow {
  readonly kind: 'person';
  readonly rowNumber: number;
  readonly e164: E164;
  readonly country: CountryCode | null;
  readonly type: PhoneType;
  /** The name to show; empty without one. */
  readonly name: string;
  /** Aligned with the reader's `fieldKeys`; null is an empty cell. */
  readonly values: readonly (string | null)[];
  /** The file says that this person does not want texts. It can only block; no cell can lift a block. */
  readonly optOut: boolean;
  /** The most telling thing that was put right in the number. */
  readonly repair: RepairKind | null;
  /** The number's cell as it stood, cut to 60 characters; only where something was put right. */
  readonly before: string | null;
  /** Aligned with the reader's `evidenceRoles`; null when none of them is filled. */
  readonly evidence: readonly (string | null)[] | null;
  readonly tags: readonly string[];
  readonly badValues: readonly BadValue[];
}

/** A row that is not imported, and what stood in the number's cell (at most 60 characters). */
export interface InvalidRow {
  readonly kind: 'invalid';
  readonly rowNumber: number;
  readonly reason: RowReason;
  readonly shown: string;
  /** With 'repairOff': the repair that the user switched off. */
  readonly repairKind: RepairKind | null;
  /** False for a person under the age limit: only the row's number may be kept, nothing of its cells. */
  readonly mayKeepCells: boolean;
}

export type RowOutcome = PersonRow | InvalidRow;
