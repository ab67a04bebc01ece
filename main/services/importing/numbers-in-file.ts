import { guessColumns } from '#domain/importing/column-mapping.ts';
import { readRow } from '#domain/importing/row-reading.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import type { Files } from '../ports.ts';

/** The numbers of a file as E.164, without keeping anything of it. Throws `file.*`. */
export async function numbersInFile(
  files: Files,
  path: string,
  country: string,
): Promise<{ readonly e164s: readonly string[]; readonly invalid: number; readonly sha256: string }> {
  const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
  const { header, sample, fileName, sha256 } = await files.describe(table);
  const region = isCountryCode(country) ? country : null;
  const mobile = guessColumns(header, sample, region).find(({ field }) => field === 'mobile');
  if (!mobile) throw new AppError('file.noNumberColumn', { fileName, columns: header });
  const e164s = new Set<string>();
  let invalid = 0;
  for await (const batch of files.rows(table)) {
    for (const cells of batch.rows) {
      const row = readRow(cells, [{ index: mobile.index, field: 'mobile' }], region);
      if ('invalid' in row) invalid += 1;
      else e164s.add(row.mobile.e164);
    }
  }
  return { e164s: [...e164s], invalid, sha256 };
}
