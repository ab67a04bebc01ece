/**
 * Beginnings that a spreadsheet program evaluates (CWE-1236), full-width forms included because they are folded to the
 * plain ones. Apostrophes and white space before them count, so that taking a mark off never uncovers another one.
 */
const evaluated = /^[\s']*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;

/** Text of a CSV cell made harmless for a spreadsheet program: an apostrophe stands before what it would evaluate. */
export function markFormula(text: string): string {
  return evaluated.test(text) ? `'${text}` : text;
}

/** Takes off the apostrophe that `markFormula` put there; other text stays as it is. */
export function unmarkFormula(text: string): string {
  return text.startsWith("'") && evaluated.test(text) ? text.slice(1) : text;
}
