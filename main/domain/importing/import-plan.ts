import type { CountryCode } from '#domain/phone/countries.ts';
import type { ColumnTarget } from './column-target.ts';
import type { DateOrder } from './dates.ts';
import type { NameOrder } from './name-split.ts';
import type { RepairKind } from './repair.ts';
import type { FieldType } from './typed-value.ts';

/**
 * What a file can say about a permission (consent.md 2.4). A cell of such a column is kept beside its row as evidence
 * for the permission step; it grants nothing.
 */
export const evidenceRoles = [
  'permission_date',
  'permission_source',
  'permission_text',
  'permission_purpose',
  'permission_method',
] as const;

export type EvidenceRole = (typeof evidenceRoles)[number];

/** Targets of a column that are no field of the contact. `tags` and `opt_out` may stand more than once. */
export const columnRoles = ['mobile', 'opt_out', 'age_check', 'tags', ...evidenceRoles] as const;

const ROLES: ReadonlySet<string> = new Set(columnRoles);

/** Whether a column's target is a role; anything else is the key of a contact field. */
export function isColumnRole(field: string): field is (typeof columnRoles)[number] {
  return ROLES.has(field);
}

/** Everything that decides how a row is read. Plain data: it can be stored and sent between threads. */
export interface ImportPlan {
  /** Country of numbers without country code; null takes only those that have one. */
  readonly country: CountryCode | null;
  /**
   * Reasons whose rows are from another country, as the user said: a row that cannot be used for such a reason is read
   * once more as of that country. Left out where nothing was said.
   */
  readonly groupCountries?: readonly (readonly [reason: string, country: CountryCode])[];
  /**
   * Columns to roles and field keys. Several 'mobile' columns stand in order of priority; of several columns for one
   * field the first filled one counts.
   */
  readonly columns: readonly ColumnTarget[];
  /** Repairs the user switched off: a number that needs one makes its row invalid. */
  readonly repairsOff: readonly RepairKind[];
  /** Order of the parts in the full_name column; null leaves full names whole. */
  readonly nameOrder: NameOrder | null;
  readonly decimalComma: boolean;
  readonly dateOrder: DateOrder;
  /** Types of fields that are not text. */
  readonly fieldTypes: readonly (readonly [key: string, type: FieldType])[];
  /** The day on which ages are counted, in milliseconds since 1970 (UTC). */
  readonly todayMs: number;
  /** Country whose age limit holds; null takes the highest usual one. */
  readonly ageLimitCountry: CountryCode | null;
}

/**
 * The fields a plan fills, in the order of a row's values: those of the columns, the parts of a full name that is
 * taken apart, then those of `furtherPhoneKeysOf`.
 */
export function fieldKeysOf(plan: ImportPlan): readonly string[] {
  return [...columnKeysOf(plan), ...furtherPhoneKeysOf(plan)];
}

/** 'phone_2' … for the further numbers of several 'mobile' columns, leaving out keys that columns of the plan have. */
export function furtherPhoneKeysOf(plan: ImportPlan): readonly string[] {
  const taken = columnKeysOf(plan);
  const mobiles = plan.columns.filter(({ field }) => field === 'mobile').length;
  const keys: string[] = [];
  for (let place = 2; keys.length < mobiles - 1; place += 1) {
    if (!taken.has(`phone_${place}`)) keys.push(`phone_${place}`);
  }
  return keys;
}

function columnKeysOf({ columns, nameOrder }: ImportPlan): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { field } of columns) {
    if (field === null || isColumnRole(field)) continue;
    if (field === 'full_name' && nameOrder !== null) keys.add('first_name').add('last_name');
    keys.add(field);
  }
  return keys;
}

/** The evidence a plan keeps, in the order of a row's evidence. */
export function evidenceRolesOf(plan: ImportPlan): readonly EvidenceRole[] {
  return evidenceRoles.filter((role) => plan.columns.some(({ field }) => field === role));
}
