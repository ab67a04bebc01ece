const words: Readonly<Record<string, string>> = {
  empty: 'No number in this row',
  noDigits: 'The number has no digits',
  tooShort: 'The number has too few digits',
  tooLong: 'The number has too many digits',
  notANumber: 'This is not a phone number',
  digitsLost:
    'Excel has shortened this number and its last digits are gone: format the column as text and export again',
  unknownCountry: 'The country code does not exist',
  invalid: 'No such number exists in its country',
};

/** A row's problem in words and what mends it. */
export function problemWords(reason: string): string {
  return words[reason] ?? 'This row cannot be used';
}
