import type { EncodingGuess, TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { detectEncodings } from './encoding-detection.ts';
import { readLimits } from './read-limits.ts';
import { damaged, recordOf, tooLarge } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { decodedText } from './text-pieces.ts';
import { createCard, VCARD_COLUMNS } from './vcard-card.ts';
import type { VcardCard } from './vcard-card.ts';

const CARD_EDGE = /^\s{0,8}(begin|end)[ \t]{0,8}:[ \t]{0,8}vcard\s{0,8}$/i;
/** Properties whose content may be huge and is never used: passed over as it comes, never held. */
const UNREAD = /^(?:[\w-]{1,60}\.)?(?:photo|logo|sound|key|x-[\w-]{1,60})\s?[:;]/i;
const PROPERTY_START = /^(?:[\w-]{1,60}\.)?[a-z][\w-]{0,60}[:;]/i;
const LABEL = /^[\w-]{1,60}\.x-ablabel[:;]/i;
const QUOTED_PRINTABLE = /^[^:]{0,400}quoted-printable[^:]{0,400}:/i;
/** Enough of a line to know its property. */
const START_CHARS = 130;

/**
 * Opens a file of vCards (2.1, 3.0, 4.0; mixed ones too) as a table: `VCARD_COLUMNS` in row 1, then a row for each
 * card in the order of the file. Throws `file.damaged` for properties outside a card, `file.tooLarge`.
 */
export async function openVcard(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  let guessing: Promise<readonly EncodingGuess[]> | null = null;
  const encodings = () => (guessing ??= detectEncodings(source, request.country ?? null));
  const encoding = request.encoding ?? (await encodings())[0]?.encoding ?? 'utf-8';
  let bytesRead = 0;
  return {
    kind: 'vcard',
    encoding,
    encodings,
    delimiter: null,
    sheet: null,
    sheets: [],
    headerRow: 1,
    progress: () => Math.min(1, bytesRead / source.bytes),
    records: () => readCards(source, encoding, (count) => (bytesRead += count)),
  };
}

async function* readCards(
  source: ByteSource,
  encoding: string,
  onBytes: (count: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const cards = createCardLines(source.fileName, encoding);
  yield [{ rowNumber: 1, cells: VCARD_COLUMNS }];
  let pending = '';
  for await (const text of decodedText(source, encoding, onBytes)) {
    pending += text;
    const records: TableRecord[] = [];
    let at = 0;
    for (let end = pending.indexOf('\n'); end !== -1; end = pending.indexOf('\n', at)) {
      cards.line(pending.slice(at, end), records);
      at = end + 1;
    }
    pending = cards.partOfLine(pending.slice(at));
    if (records.length > 0) yield records;
  }
  const records: TableRecord[] = [];
  cards.line(pending, records);
  cards.end(records);
  if (records.length > 0) yield records;
}

interface CardLines {
  /** A physical line without its line end. */
  line(text: string, records: TableRecord[]): void;
  /** What of an unfinished line must be kept until the rest has come. */
  partOfLine(text: string): string;
  end(records: TableRecord[]): void;
}

function createCardLines(fileName: string, encoding: string): CardLines {
  let card: VcardCard | null = null;
  let cardNumber = 0;
  let chars = 0;
  /** The lines of the property being joined; empty while an unread one is passed over. */
  let parts: string[] = [];
  let isQuotedPrintable = false;
  let isAfterAgent = false;
  /** Cards within a card (AGENT of version 2.1): their content belongs to someone else. */
  let depth = 0;
  let keepsFoldingSpace = false;

  function finish(): void {
    if (parts.length === 0 || card === null) return;
    const logical = parts.join('');
    parts = [];
    card.add(logical);
    isAfterAgent = /^agent[^:]{0,200}:\s{0,8}$/i.test(logical);
    if (/^version:\s{0,8}2\.1/i.test(logical)) keepsFoldingSpace = true;
  }

  function emit(records: TableRecord[]): void {
    finish();
    const record = card === null ? null : recordOf(fileName, cardNumber + 1, card.cells());
    if (record !== null) records.push(record);
    card = null;
  }

  function edge(kind: string, records: TableRecord[]): void {
    finish();
    if (kind === 'begin' && (depth > 0 || isAfterAgent)) depth += 1;
    else if (kind === 'end' && depth > 0) depth -= 1;
    else {
      // A card that begins before the last has ended: its end is missing, nothing else.
      emit(records);
      if (kind === 'begin') begin();
    }
    isAfterAgent = false;
  }

  function begin(): void {
    [card, chars, keepsFoldingSpace] = [createCard(encoding), 0, false];
    cardNumber += 1;
  }

  function count(added: number): void {
    chars += added;
    if (chars > readLimits.cardChars) throw tooLarge(fileName, `1 MB in one card (card ${cardNumber} has more)`);
  }

  function property(text: string): void {
    const isFolded = text.startsWith(' ') || text.startsWith('\t');
    const last = parts.at(-1);
    if (isQuotedPrintable && last?.endsWith('=') === true) {
      count(text.length);
      parts.splice(-1, 1, last.slice(0, -1), text);
    } else if (isFolded) {
      if (last === undefined) return;
      count(text.length);
      parts.push(keepsFoldingSpace ? text : text.slice(1));
    } else if (PROPERTY_START.test(text.slice(0, START_CHARS))) start(text);
    // Lines of a picture that are not indented, as old telephones write them, belong to what is passed over.
  }

  function start(text: string): void {
    finish();
    if (isUnread(text)) return;
    if (card === null) throw damaged(fileName, `after card ${cardNumber} there is a line that belongs to no card`);
    count(text.length);
    parts = [text];
    isQuotedPrintable = QUOTED_PRINTABLE.test(text.slice(0, 1_000));
  }

  function line(raw: string, records: TableRecord[]): void {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const found = text.length > START_CHARS ? null : CARD_EDGE.exec(text);
    if (found !== null) edge((found[1] ?? '').toLowerCase(), records);
    else if (depth === 0) property(text);
  }

  function partOfLine(text: string): string {
    if (text.length <= START_CHARS) return text;
    const isPassedOver = depth > 0 || isUnread(text) || (parts.length === 0 && /^[ \t]/.test(text));
    // Its beginning is enough to pass over the rest as well.
    if (isPassedOver) return text.slice(0, START_CHARS);
    if (text.length > readLimits.cardChars) count(text.length);
    return text;
  }

  return { line, partOfLine, end: emit };
}

function isUnread(text: string): boolean {
  const start = text.slice(0, START_CHARS);
  return UNREAD.test(start) && !LABEL.test(start);
}
