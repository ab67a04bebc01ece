import { AppError } from '#domain/kernel/errors.ts';

/**
 * The sheet named, or the first visible one that has a row. Throws `file.noSuchSheet`, and `file.empty` when no sheet
 * that can be seen has a row: hidden ones are read only when named.
 */
export function chooseSheet<S extends { readonly name: string; readonly hidden: boolean; readonly rows: number }>(
  fileName: string,
  sheets: readonly S[],
  wanted: string | null,
): S {
  if (wanted !== null) {
    const named = sheets.find(({ name }) => name === wanted);
    if (named !== undefined) return named;
    throw new AppError('file.noSuchSheet', { fileName, sheet: wanted, sheets: sheets.map(({ name }) => name) });
  }
  const first = sheets.find(({ hidden, rows }) => !hidden && rows > 0);
  if (first === undefined) throw new AppError('file.empty', { fileName });
  return first;
}
