import { readLimits } from './read-limits.ts';
import { readRichText, readText } from './rich-text.ts';
import type { RowNumbers } from './row-numbers.ts';
import { CellType, cellType } from './sheet-values.ts';
import type { CellValues } from './sheet-values.ts';
import { plainBytes } from './shared-strings.ts';
import { damaged, recordOf, tooLarge } from './table-records.ts';
import type { TableRecord } from './table-records.ts';
import { isBlank, skipElement } from './xml-bytes.ts';
import type { XmlBytes, XmlToken } from './xml-bytes.ts';
import type { PartHandler } from './xml-part.ts';
import { UnknownConstruct } from './xml-text.ts';

/** Columns a sheet can have, XFD (ECMA-376 part 1, 18.3.1.4); most of them are further than we read. */
const SHEET_COLUMNS = 16_384;

/** How deep a row stands: worksheet, sheetData, row. */
const ROW_DEPTH = 3;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const SPACE = 0x20;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const ZERO = 0x30;
const LETTER_A = 0x41;
const SMALL_C = 0x63;
const SMALL_R = 0x72;
const SMALL_S = 0x73;
const SMALL_T = 0x74;
const SMALL_V = 0x76;
const SMALL_I = 0x69;

/**
 * Reads the rows of a worksheet part as records. The shape in which all common programs write a cell is read in place;
 * any other goes through the tokens, and one that the standard does not have ends in `UnknownConstruct`.
 */
export class SheetScanner implements PartHandler {
  readonly root = 'worksheet';
  readonly #xml: XmlBytes;
  readonly #values: CellValues;
  readonly #numbers: RowNumbers;
  #records: TableRecord[] = [];
  /** Rows read, with the empty ones. */
  rows = 0;
  #hasSheetData = false;
  #row = 0;
  #cells: string[] = [];
  /** Columns of the row that were passed; a cell without a reference stands in the next. */
  #passed = 0;
  /** Prefix of the row, which its cells share; without one they can be read in place. */
  #prefix = '';

  constructor(xml: XmlBytes, values: CellValues, numbers: RowNumbers) {
    this.#xml = xml;
    this.#values = values;
    this.#numbers = numbers;
  }

  get waiting(): number {
    return this.#records.length;
  }

  /** The records read since they were last taken. */
  take(): readonly TableRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  onText(parent: string): void {
    if (parent === 'sheetData') throw new UnknownConstruct('text between rows');
  }

  onElement(parent: string, name: string, isEmpty: boolean, isForeign: boolean): boolean {
    if (parent === 'sheetData') {
      if (isForeign || name !== 'row') throw new UnknownConstruct(`${name} between rows`);
      this.#readRow(isEmpty);
      return true;
    }
    if (name !== 'sheetData') return false;
    if (isForeign || parent !== 'worksheet') throw new UnknownConstruct('rows where none belong');
    if (this.#hasSheetData) throw damaged(this.#xml.fileName, `the part ${this.#xml.part} has its rows twice`);
    this.#hasSheetData = true;
    return false;
  }

  #readRow(isEmpty: boolean): void {
    const before = this.#row;
    this.#row = this.#rowNumber(before);
    this.#cells = [];
    this.#passed = 0;
    try {
      if (!isEmpty) this.#readCells();
    } catch (error) {
      // The row is read again from its beginning, or not at all.
      this.#row = before;
      throw error;
    }
    this.rows += 1;
    this.#numbers.add(this.#row);
    const record = recordOf(this.#xml.fileName, this.#row, this.#cells);
    if (record !== null) this.#records.push(record);
  }

  /** The number of the row whose open tag was just read: the next one when it does not say. */
  #rowNumber(before: number): number {
    const { bytes, latin1, nameTo, fileName } = this.#xml;
    let number = 0;
    if (latin1.startsWith(' r="', nameTo)) {
      let at = nameTo + 4;
      for (let digit; (digit = (bytes[at] ?? 0) - ZERO) >= 0 && digit <= 9 && number < 1e9; at += 1) {
        number = number * 10 + digit;
      }
      if (bytes[at] !== QUOTE) number = 0;
    }
    if (number === 0) {
      const said = this.#xml.attributes().get('r');
      number = said === undefined ? before + 1 : Number(/^\s*0*([1-9]\d{0,9})\s*$/.exec(said)?.[1]);
      if (Number.isNaN(number)) throw damaged(fileName, 'a row has no valid number');
    }
    if (number > readLimits.rows) throw tooLarge(fileName, '1,048,576 rows');
    return number;
  }

  /** The cells down to the end of the row. */
  #readCells(): void {
    const xml = this.#xml;
    this.#prefix = xml.prefix();
    const isUsual = this.#prefix === '';
    for (;;) {
      if (isUsual) while (this.#readUsualCell());
      if (isUsual && xml.latin1.startsWith('</row>', xml.at)) {
        xml.at += 6;
        return;
      }
      if (this.#readAnyCell()) return;
    }
  }

  /**
   * Reads a cell of the shape `<c r="B7" s="1" t="s"><v>5</v></c>` or with `<is><t>…</t></is>` or empty. False, and
   * nothing done, when it has another shape or is not all there.
   */
  #readUsualCell(): boolean {
    const xml = this.#xml;
    const { bytes } = xml;
    let at = xml.at;
    if (bytes[at] !== LT || bytes[at + 1] !== SMALL_C || bytes[at + 2] !== SPACE) return false;
    at += 2;
    let column = -1;
    let style = -1;
    let type: CellType | -1 = -1;
    while (bytes[at] === SPACE) {
      if (bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return false;
      const name = bytes[at + 1];
      at += 4;
      if (name === SMALL_R) {
        if (column !== -1) return false;
        column = this.#columnAt(at);
        at = this.#behindReference;
        if (column < 0) return false;
      } else if (name === SMALL_S) {
        if (style !== -1) return false;
        style = 0;
        for (let digit; (digit = (bytes[at] ?? 0) - ZERO) >= 0 && digit <= 9; at += 1) style = style * 10 + digit;
      } else if (name === SMALL_T) {
        const said: SaidType | null = type === -1 ? typeAt(xml, at) : null;
        if (said === null) return false;
        type = said.type;
        at += said.length;
      } else return false;
      if (bytes[at] !== QUOTE) return false;
      at += 1;
    }
    return this.#readUsualValue(at, column, Math.max(style, 0), type === -1 ? CellType.number : type);
  }

  #behindReference = 0;

  /** The column of a reference such as `B7` at a position, 0-based; negative when it is not one of this row. */
  #columnAt(from: number): number {
    const { bytes } = this.#xml;
    let at = from;
    let column = 0;
    for (let letter; (letter = (bytes[at] ?? 0) - LETTER_A) >= 0 && letter < 26 && at < from + 3; at += 1) {
      column = column * 26 + letter + 1;
    }
    let row = 0;
    for (let digit; (digit = (bytes[at] ?? 0) - ZERO) >= 0 && digit <= 9 && row < 1e8; at += 1) row = row * 10 + digit;
    this.#behindReference = at;
    return row === this.#row && column <= SHEET_COLUMNS ? column - 1 : -1;
  }

  #readUsualValue(behindAttributes: number, column: number, style: number, type: CellType): boolean {
    const xml = this.#xml;
    const { bytes, latin1 } = xml;
    let at = behindAttributes;
    if (bytes[at] === SLASH && bytes[at + 1] === GT) {
      this.#put(column, '');
      xml.at = at + 2;
      return true;
    }
    if (bytes[at] !== GT || bytes[at + 1] !== LT) return false;
    let closer = '</v></c>';
    let shown = type;
    if (bytes[at + 2] === SMALL_V && bytes[at + 3] === GT) at += 4;
    else if (type === CellType.inlineText && bytes[at + 2] === SMALL_I && latin1.startsWith('<is><t>', at + 1)) {
      at += 8;
      closer = '</t></is></c>';
    } else return false;
    const from = at;
    while (plainBytes[bytes[at] ?? 0] === 1) at += 1;
    // What is left needs decoding, which is done behind.
    while (bytes[at] !== LT && at < xml.end) at += 1;
    if (!latin1.startsWith(closer, at)) return false;
    if (type === CellType.inlineText && closer === '</v></c>') shown = CellType.formulaText;
    this.#put(column, this.#values.inPlace(xml, shown, style, from, at, this.#row));
    xml.at = at + closer.length;
    return true;
  }

  /** Puts the text of a cell in its column; -1 is the next one. */
  #put(column: number, text: string): void {
    const at = column === -1 ? this.#passed : column;
    const { fileName } = this.#xml;
    if (at >= SHEET_COLUMNS) throw damaged(fileName, `a cell of row ${this.#row} lies outside the sheet`);
    this.#passed = at + 1;
    if (text === '') return;
    const cells = this.#cells;
    if (at >= readLimits.columns) {
      if (text.trim() === '') return;
      throw tooLarge(fileName, `1,000 columns (row ${this.#row} has more)`);
    }
    while (cells.length < at) cells.push('');
    if (at === cells.length) cells.push(text);
    else if (cells[at] === '') cells[at] = text;
    else throw damaged(fileName, `row ${this.#row} has two cells in one column`);
  }

  /** Reads a cell, or the end of the row, through its tokens. True at the end of the row. */
  #readAnyCell(): boolean {
    const xml = this.#xml;
    const token = xml.next();
    if (token === 'text' && isBlank(xml.bytes, xml.from, xml.to)) return false;
    const name = this.#ownName(token, 'a row');
    if (token === 'close') {
      if (name !== 'row') throw xml.malformed();
      return true;
    }
    if (name === 'extLst') {
      if (token === 'open') skipElement(xml, ROW_DEPTH);
      return false;
    }
    if (name !== 'c') throw new UnknownConstruct(`${name} between cells`);
    const attributes = xml.attributes();
    const column = this.#columnOf(attributes.get('r'));
    const style = Number(attributes.get('s') ?? '0');
    const type = cellType(attributes.get('t') ?? 'n');
    this.#put(column, token === 'empty' ? '' : this.#content(type, style));
    return false;
  }

  /** The name of the tag last read. Throws `UnknownConstruct` for other tokens and for elements of another vocabulary. */
  #ownName(token: XmlToken, where: string): string {
    const xml = this.#xml;
    if (token === 'text' || token === 'cdata') throw new UnknownConstruct(`text inside ${where}`);
    if (xml.prefix() !== this.#prefix) throw new UnknownConstruct(`${xml.prefix()}${xml.name()} inside ${where}`);
    return xml.name();
  }

  #columnOf(reference: string | undefined): number {
    if (reference === undefined) return -1;
    const { fileName } = this.#xml;
    const [, letters = '', digits = ''] = /^([a-z]{1,3})([1-9]\d{0,6})$/i.exec(reference) ?? [];
    let column = 0;
    for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - LETTER_A + 1;
    if (column === 0 || column > SHEET_COLUMNS) {
      throw damaged(fileName, `a cell of row ${this.#row} lies outside the sheet`);
    }
    if (Number(digits) !== this.#row) throw damaged(fileName, `row ${this.#row} holds a cell of another row`);
    return column - 1;
  }

  /** The text of a cell whose open tag was just read, down to its end tag. */
  #content(type: CellType, style: number): string {
    const xml = this.#xml;
    let value: string | null = null;
    for (;;) {
      const token = xml.next();
      if (token === 'text' && isBlank(xml.bytes, xml.from, xml.to)) continue;
      const name = this.#ownName(token, 'a cell');
      if (token === 'close') {
        if (name !== 'c') throw xml.malformed();
        return value ?? '';
      }
      const isEmpty = token === 'empty';
      if (name === 'f' || name === 'extLst') {
        if (!isEmpty) skipElement(xml, ROW_DEPTH);
      } else if (value !== null) throw new UnknownConstruct('a cell with two values');
      else if (name === 'v') value = isEmpty ? '' : this.#value(type, style);
      else if (name === 'is') value = isEmpty ? '' : this.#inlineText();
      else throw new UnknownConstruct(`${name} inside a cell`);
    }
  }

  #value(type: CellType, style: number): string {
    const shown = type === CellType.inlineText ? CellType.formulaText : type;
    return this.#values.decoded(readText(this.#xml, 'v'), shown, style, this.#row);
  }

  #inlineText(): string {
    return this.#values.decoded(readRichText(this.#xml, 'is'), CellType.inlineText, 0, this.#row);
  }
}

const TYPE_LETTERS = new Map<number | undefined, CellType>([
  [0x6e, CellType.number],
  [SMALL_S, CellType.shared],
  [0x62, CellType.boolean],
  [0x65, CellType.error],
  [0x64, CellType.date],
]);

interface SaidType {
  readonly type: CellType;
  readonly length: number;
}

/** The type that stands at a position before a quote; null for any that is not known. */
function typeAt(xml: XmlBytes, at: number): SaidType | null {
  const { bytes } = xml;
  if (bytes[at + 1] === QUOTE) {
    if (bytes[at] === SMALL_S) return SHARED;
    const type = TYPE_LETTERS.get(bytes[at]);
    return type === undefined ? null : { type, length: 1 };
  }
  if (xml.latin1.startsWith('str"', at)) return FORMULA_TEXT;
  return xml.latin1.startsWith('inlineStr"', at) ? INLINE_TEXT : null;
}

const SHARED = { type: CellType.shared, length: 1 };
const FORMULA_TEXT = { type: CellType.formulaText, length: 3 };
const INLINE_TEXT = { type: CellType.inlineText, length: 9 };
