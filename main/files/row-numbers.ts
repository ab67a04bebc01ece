import { readLimits } from './read-limits.ts';
import { damaged, tooLarge } from './table-records.ts';

/** The numbers of the rows read so far: a number that came twice would make two rows one. */
export class RowNumbers {
  readonly #fileName: string;
  readonly #bits = new Uint8Array(Math.ceil((readLimits.rows + 1) / 8));

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Notes a 1-based row number. Throws `file.damaged` for one that was read before, `file.tooLarge`. */
  add(rowNumber: number): void {
    if (rowNumber > readLimits.rows) throw tooLarge(this.#fileName, '1,048,576 rows');
    const [at, bit] = [rowNumber >> 3, 1 << (rowNumber & 7)];
    const known = this.#bits[at] ?? 0;
    if ((known & bit) !== 0) throw damaged(this.#fileName, `row ${rowNumber} is in it twice`);
    this.#bits[at] = known | bit;
  }
}
