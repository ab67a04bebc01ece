import { readLimits } from './read-limits.ts';
import { damaged, recordOf } from './table-records.ts';
import type { TableRecord } from './table-records.ts';

const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const BACKSLASH = 92;
const FIRST_WIDE_SPACE = 0xa0;

export interface CsvDialect {
  readonly delimiter: string;
  /** The sign around cells that hold separators or line breaks; doubled inside such a cell it means itself. */
  readonly quote: string;
}

/** Cuts text into records piece by piece; it counts the rows it has seen. */
export interface CsvScanner {
  /**
   * Adds the whole records at the beginning of `text` to `records` and answers how many characters they take. The rest
   * is to be given again with what follows. `isEnd` says that nothing follows, so the rest is a record too.
   * Throws `file.tooLarge` past a limit, `file.damaged` for a quote that swallows rows.
   */
  scan(text: string, isEnd: boolean, records: TableRecord[]): number;
  /** 1-based row of the record that comes next. */
  nextRow(): number;
}

/**
 * A scanner for separated text (RFC 4180 and what is written in practice): lines end with LF or CRLF, a quote inside an
 * unquoted cell is text, and so is one in a quoted cell that no separator follows, as long as the cell is one line.
 * Lines without a quote, which are nearly all, are cut by the engine's own search; nothing looks at a cell twice.
 */
export function createCsvScanner(fileName: string, dialect: CsvDialect): CsvScanner {
  const { delimiter, quote } = dialect;
  const delimiterCode = delimiter.charCodeAt(0);
  const quoteCode = quote.charCodeAt(0);
  let rowNumber = 1;
  let text = '';
  let isEnd = false;
  // Where the next ones are, from the last place looked at: looked for again only when passed.
  let lineFeed = -1;
  let separator = -1;

  function lineFeedFrom(at: number): number {
    if (lineFeed < at) lineFeed = orEnd(text.indexOf('\n', at));
    return lineFeed;
  }
  function separatorFrom(at: number): number {
    if (separator < at) separator = orEnd(text.indexOf(delimiter, at));
    return separator;
  }
  function orEnd(found: number): number {
    return found === -1 ? text.length : found;
  }

  function add(cells: readonly string[], chars: number, records: TableRecord[]): void {
    const last = cells[cells.length - 1] ?? '';
    const lastCode = last.charCodeAt(last.length - 1);
    const isPlain =
      rowNumber <= readLimits.rows &&
      cells.length <= readLimits.columns &&
      chars <= readLimits.cellChars &&
      lastCode > SPACE &&
      lastCode < FIRST_WIDE_SPACE;
    const record = isPlain ? { rowNumber, cells } : recordOf(fileName, rowNumber, cells);
    if (record !== null) records.push(record);
    rowNumber += 1;
  }

  function cellsOfLine(at: number, lineEnd: number): string[] {
    const end = lineEnd > at && text.charCodeAt(lineEnd - 1) === RETURN ? lineEnd - 1 : lineEnd;
    const cells: string[] = [];
    let from = at;
    for (let cut = separatorFrom(from); cut < end; cut = separatorFrom(from)) {
      cells.push(text.slice(from, cut));
      from = cut + 1;
    }
    cells.push(text.slice(from, end));
    return cells;
  }

  /** The end of a record that has quotes and starts at `at`, its cells added to `cells`; -1 when it is not all there. */
  function scanQuoted(at: number, cells: string[]): number {
    for (let from = at; ;) {
      const isQuoted = text.charCodeAt(from) === quoteCode;
      const end = isQuoted ? quotedCellEnd(from, cells) : plainCellEnd(from, cells);
      if (end === -1) return -1;
      if (end >= text.length || text.charCodeAt(end) !== delimiterCode) return end;
      from = end + 1;
    }
  }

  function plainCellEnd(from: number, cells: string[]): number {
    const lineEnd = lineFeedFrom(from);
    if (lineEnd === text.length && !isEnd) return -1;
    const end = Math.min(separatorFrom(from), lineEnd);
    const hasReturn = end === lineEnd && end > from && text.charCodeAt(end - 1) === RETURN;
    cells.push(text.slice(from, hasReturn ? end - 1 : end));
    return end;
  }

  /**
   * A quote that no separator follows does not close the cell. On its first line it makes the cell a plain one if no
   * other closes it there; on a later line it is the opening of another cell, so that a quote is missing.
   */
  function quotedCellEnd(opening: number, cells: string[]): number {
    const line = lineFeedFrom(opening);
    let hasDoubled = false;
    let isSloppy = false;
    let closing = text.indexOf(quote, opening + 1);
    for (; closing !== -1; closing = text.indexOf(quote, closing + 1)) {
      // A nickname in quotes at the beginning of a cell that is not quoted.
      if (isSloppy && closing > line) return plainCellEnd(opening, cells);
      if (text.charCodeAt(closing + 1) === quoteCode) {
        hasDoubled = true;
        closing += 1;
        continue;
      }
      const end = endAfterQuote(closing + 1);
      if (end === -1) return -1;
      if (end !== null) {
        cells.push(unquoted(text.slice(opening + 1, closing), hasDoubled));
        return end;
      }
      if (text.charCodeAt(closing - 1) === BACKSLASH) continue;
      if (closing > line) throw unclosedQuote();
      isSloppy = true;
    }
    if (isSloppy && (line < text.length || isEnd)) return plainCellEnd(opening, cells);
    return isEnd ? unclosedCellEnd(opening, cells) : -1;
  }

  /** Where the cell ends when a separator or line end follows its closing quote, spaces aside; null when none does. */
  function endAfterQuote(after: number): number | null {
    let at = after;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (at >= text.length) return isEnd ? at : -1;
    const code = text.charCodeAt(at);
    if (code === delimiterCode || code === LINE_FEED) return at;
    if (code !== RETURN) return null;
    if (at + 1 >= text.length) return isEnd ? at + 1 : -1;
    return text.charCodeAt(at + 1) === LINE_FEED ? at + 1 : null;
  }

  // On one line a lone quote is part of the text; over several it would swallow rows unseen.
  function unclosedCellEnd(opening: number, cells: string[]): number {
    const rest = text.slice(opening).trimEnd();
    if (rest.includes('\n')) throw unclosedQuote();
    cells.push(rest);
    return text.length;
  }

  function unquoted(cell: string, hasDoubled: boolean): string {
    const plain = hasDoubled ? cell.replaceAll(quote + quote, quote) : cell;
    return plain.includes('\r') ? plain.replaceAll('\r\n', '\n') : plain;
  }

  function unclosedQuote(): Error {
    return damaged(fileName, `a quotation mark is opened in row ${rowNumber} and never closed`);
  }

  function scan(given: string, isLast: boolean, records: TableRecord[]): number {
    [text, isEnd, lineFeed, separator] = [given, isLast, -1, -1];
    let nextQuote = orEnd(text.indexOf(quote));
    let at = 0;
    while (at < text.length) {
      const lineEnd = lineFeedFrom(at);
      if (nextQuote < at) nextQuote = orEnd(text.indexOf(quote, at));
      let end = lineEnd;
      if (nextQuote >= lineEnd) {
        if (lineEnd === text.length && !isEnd) break;
        add(cellsOfLine(at, lineEnd), lineEnd - at, records);
      } else {
        const cells: string[] = [];
        end = scanQuoted(at, cells);
        if (end === -1) break;
        add(cells, end - at, records);
      }
      at = end + 1;
    }
    return Math.min(at, text.length);
  }

  return { scan, nextRow: () => rowNumber };
}
