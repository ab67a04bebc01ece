/**
 * What a column's name says it holds. `phone` is a number of unknown type, `landline` one that is not a mobile,
 * `given_or_full` and `family_or_full` are names whose meaning depends on the other columns (Spanish nombre, German
 * Name), `age` is an age or a date of birth, `other_number` are digits that are no phone number, `label` says what a
 * neighbouring value is (the "Phone 1 - Type" of Google Contacts).
 */
export type ColumnMeaning =
  | 'mobile'
  | 'phone'
  | 'landline'
  | 'first_name'
  | 'last_name'
  | 'full_name'
  | 'given_or_full'
  | 'family_or_full'
  | 'email'
  | 'city'
  | 'organisation'
  | 'tags'
  | 'note'
  | 'age'
  | 'language'
  | 'time_zone'
  | 'opt_out'
  | 'permission'
  | 'permission_date'
  | 'permission_source'
  | 'permission_text'
  | 'permission_purpose'
  | 'permission_method'
  | 'other_number'
  | 'label';

/** Column names of some languages: by meaning, written as files write them, separated by commas. */
export type WordTable = readonly (readonly [ColumnMeaning, string])[];
