/** Why a text is not taken as a phone number. */
export type PhoneReason =
  | 'empty'
  | 'noDigits'
  | 'notANumber'
  | 'looksLikeDate'
  | 'digitsLost'
  | 'countryNeeded'
  | 'unknownCountry'
  | 'tooShort'
  | 'tooLong'
  | 'ambiguous'
  | 'invalid';

/** Each reason in plain words, to stand after the text it is about. */
export const phoneReasonWords: Readonly<Record<PhoneReason, string>> = {
  empty: 'there is no number',
  noDigits: 'it has no digits',
  notANumber: 'it has other signs than a phone number',
  looksLikeDate: 'it looks like a date',
  digitsLost: 'a spreadsheet has rounded it and digits are lost; format the column as text and enter it again',
  countryNeeded: 'it has no country code, and no country was chosen',
  unknownCountry: 'no country has this country code',
  tooShort: 'it has too few digits',
  tooLong: 'it has too many digits, or it is more than one number',
  ambiguous: 'it can be read as two different numbers; write it with + and the country code',
  invalid: 'no such number is in use in that country',
};
