/** What a formula shows when it fails; no text of the user's, so the cell counts as empty. */
const ERROR_VALUES = new Set(['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!', '#CALC!']);

/**
 * The text of a workbook cell: whole numbers in full (27821234567, never 2.78E+10 or a trailing .0), other numbers
 * with at most 15 digits as a spreadsheet shows them, dates as ISO 8601, booleans as TRUE and FALSE.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return ERROR_VALUES.has(value) ? '' : value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  return '';
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) return BigInt(value).toString();
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? withoutZeros(rounded.toFixed(20)) : text;
}

function withoutZeros(decimals: string): string {
  let end = decimals.length;
  while (decimals[end - 1] === '0') end -= 1;
  return decimals.slice(0, decimals[end - 1] === '.' ? end - 1 : end);
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  // Serial times carry rounding errors of less than a millisecond's worth of a day.
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  const [day = '', time = ''] = iso.split('T');
  if (value.getUTCFullYear() < 1900) return time;
  return time === '00:00:00' ? day : iso;
}
