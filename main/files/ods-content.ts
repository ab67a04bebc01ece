import { cellText } from './cell-text.ts';
import { readLimits } from './read-limits.ts';
import { readTag } from './xml-tags.ts';
import type { XmlListener } from './xml-events.ts';

/** What the content of an OpenDocument spreadsheet tells, in order. */
export interface OdsHandler {
  sheet(name: string, isHidden: boolean): void;
  /** `times` equal rows that begin at `rowNumber` (1-based); only rows with a filled cell are told. */
  rows(rowNumber: number, times: number, cells: readonly string[]): void;
}

/** Things within a cell that are not its content: comments, pictures with captions, a table in a cell. */
const BESIDE = new Set(['annotation', 'frame', 'custom-shape', 'rect', 'line', 'g', 'table', 'shapes', 'forms']);
const EXTERNAL_SHEET = /^'(?:file|https?):/;

/** Reads the elements of content.xml (OpenDocument 1.3 part 3, chapter 9) for `handler`. */
export function createOdsListener(handler: OdsHandler): XmlListener {
  const hiddenStyles = new Set<string>();
  let style = '';
  /** Depth of elements that are passed over, the outermost one included. */
  let beside = 0;
  let isInTable = false;
  let rowNumber = 1;
  let rowTimes = 1;
  let cells: string[] = [];
  let empty = 0;
  let cell: Cell | null = null;

  function openTable(tag: string): void {
    const { attributes } = readTag(tag);
    const name = attributes.get('table:name') ?? '';
    // What another file held when it was last looked at, kept for formulas.
    if (EXTERNAL_SHEET.test(name)) beside = 1;
    isInTable = true;
    rowNumber = 1;
    if (beside === 0) handler.sheet(name, hiddenStyles.has(attributes.get('table:style-name') ?? ''));
  }

  function closeRow(): void {
    if (cells.length > 0) handler.rows(rowNumber, rowTimes, cells);
    rowNumber += rowTimes;
    [cells, empty] = [[], 0];
  }

  function closeCell(done: Cell): void {
    const text = done.value();
    // A thousand and one columns are refused; the rest of sixteen thousand empty ones need not be held for it.
    const times = Math.min(done.times, readLimits.columns + 1);
    if (text === '') empty = Math.min(empty + times, readLimits.columns + 1);
    else {
      for (; empty > 0; empty -= 1) cells.push('');
      for (let i = 0; i < times && cells.length <= readLimits.columns; i += 1) cells.push(text);
    }
    cell = null;
  }

  function open(name: string, tag: string): void {
    if (beside > 0) beside += 1;
    else if (cell !== null) {
      if (BESIDE.has(name)) beside = 1;
      else cell.open(name, tag);
    } else if (name === 'table-row') rowTimes = repeated(readTag(tag).attributes.get('table:number-rows-repeated'));
    else if (name === 'table-cell' || name === 'covered-table-cell') cell = createCell(tag);
    else if (name === 'table' && !isInTable) openTable(tag);
    else if (name === 'style') style = readTag(tag).attributes.get('style:name') ?? '';
    else if (name === 'table-properties') {
      if (readTag(tag).attributes.get('table:display') === 'false') hiddenStyles.add(style);
    } else if (BESIDE.has(name) || name === 'tracked-changes') beside = 1;
  }

  function close(name: string): void {
    if (beside > 0) {
      beside -= 1;
      if (beside === 0 && name === 'table' && cell === null) isInTable = false;
    } else if (cell !== null && (name === 'table-cell' || name === 'covered-table-cell')) closeCell(cell);
    else if (name === 'table-row') closeRow();
    else if (name === 'table') isInTable = false;
  }

  return {
    open,
    close,
    text(text) {
      if (beside === 0) cell?.text(text);
    },
  };
}

interface Cell {
  readonly times: number;
  open(name: string, tag: string): void;
  text(text: string): void;
  value(): string;
}

function createCell(tag: string): Cell {
  const { attributes } = readTag(tag);
  const type = attributes.get('office:value-type') ?? '';
  let paragraphs = 0;
  let shown = '';
  return {
    times: repeated(attributes.get('table:number-columns-repeated')),
    open(name, inner) {
      if (name === 'p' && ++paragraphs > 1) shown += '\n';
      else if (name === 's') shown += ' '.repeat(Math.min(repeated(readTag(inner).attributes.get('text:c')), 1_000));
      else if (name === 'tab') shown += '\t';
      else if (name === 'line-break') shown += '\n';
    },
    text(text) {
      // One past the limit is enough to be refused for.
      if (paragraphs > 0 && shown.length <= readLimits.cellChars) shown += text.replaceAll(/[ \t\r\n]+/g, ' ');
    },
    value: () => typedText(type, attributes) ?? cellText(attributes.get('office:string-value') ?? shown),
  };
}

/** The value behind what is shown, as the other workbook readers write it; null for text. */
function typedText(type: string, attributes: ReadonlyMap<string, string>): string | null {
  if (type === 'float' || type === 'percentage' || type === 'currency') {
    return cellText(Number(attributes.get('office:value') ?? Number.NaN));
  }
  if (type === 'boolean') return attributes.get('office:boolean-value') === 'true' ? 'TRUE' : 'FALSE';
  if (type === 'date') return (attributes.get('office:date-value') ?? '').slice(0, 19).replace('T00:00:00', '');
  if (type !== 'time') return null;
  const time = /^PT(\d{1,6})H(\d{1,2})M(\d{1,2})/.exec(attributes.get('office:time-value') ?? '');
  return time === null ? '' : time.slice(1).join(':');
}

function repeated(text: string | undefined): number {
  const times = Number.parseInt(text ?? '1', 10);
  return Number.isInteger(times) && times > 0 ? times : 1;
}
