import { createTextDecoder } from './text-decoding.ts';
import { listParts, parseVcardLine, quotedPrintableBytes, structuredParts, unescaped } from './vcard-lines.ts';
import type { VcardLine } from './vcard-lines.ts';

/** The columns a vCard file has, whatever its cards hold. A date of birth is not read: nothing here needs one. */
export const VCARD_COLUMNS = [
  'First name',
  'Last name',
  'Full name',
  'Mobile',
  'Phone 2',
  'Phone 3',
  'Email',
  'Organisation',
  'Categories',
  'Note',
] as const;

const PHONE_COLUMNS = 3;

interface Ranked {
  readonly value: string;
  readonly rank: number;
}

/** What one card is put together from while its lines come. */
export interface VcardCard {
  add(line: string): void;
  /** Cells in the order of `VCARD_COLUMNS`. */
  cells(): string[];
}

/** A card in the making. `fileEncoding` reads quoted-printable text that names no charset and is no UTF-8. */
export function createCard(fileEncoding: string): VcardCard {
  const phones: (Ranked & { readonly group: string })[] = [];
  const emails: Ranked[] = [];
  const labels = new Map<string, string>();
  const single = new Map<string, string>();
  let names: readonly string[] = [];
  const categories: string[] = [];
  const notes: string[] = [];

  const readers: Readonly<Record<string, (text: string, line: VcardLine) => void>> = {
    FN: (text) => keepFirst('FN', unescaped(text)),
    N: (text) => {
      if (names.length === 0) names = structuredParts(text).map((part) => part.trim());
    },
    ORG: (text) => keepFirst('ORG', nonEmpty(structuredParts(text)).join(', ')),
    EMAIL: (text, { types }) => emails.push({ value: unescaped(text).trim(), rank: types.has('PREF') ? 0 : 1 }),
    CATEGORIES: (text) => categories.push(...nonEmpty(listParts(text))),
    NOTE: (text) => notes.push(unescaped(text).trim()),
    TEL: (text, line) => phones.push({ value: phoneText(text), rank: phoneRank(line.types), group: line.group }),
    'X-ABLABEL': (text, { group }) => labels.set(group, text),
  };
  function keepFirst(name: string, text: string): void {
    if (!single.has(name) && text.trim() !== '') single.set(name, text.trim());
  }

  function add(text: string): void {
    const line = parseVcardLine(text);
    if (line === null || line.isBase64 || !Object.hasOwn(readers, line.name)) return;
    readers[line.name]?.(plainValue(line, fileEncoding), line);
  }

  function cells(): string[] {
    const numbers = inOrder(phones.map((phone) => ({ ...phone, rank: labelledRank(phone, labels) })));
    const addresses = inOrder(emails);
    const [family = '', given = '', additional = ''] = names;
    const first = nonEmpty([given, additional]).join(' ');
    const full = single.get('FN') ?? nonEmpty([first, family]).join(' ');
    const [mobile = '', second = '', third = ''] = numbers;
    const [email = ''] = addresses;
    const more = [...numbers.slice(PHONE_COLUMNS), ...addresses.slice(1)];
    const note = nonEmpty([...notes, more.length === 0 ? '' : `Also: ${more.join(', ')}`]).join('\n');
    return [
      first,
      family,
      full,
      mobile,
      second,
      third,
      email,
      single.get('ORG') ?? '',
      [...new Set(categories)].join(', '),
      note,
    ];
  }

  return { add, cells };
}

function plainValue(line: VcardLine, fileEncoding: string): string {
  if (!line.isQuotedPrintable) return line.value;
  const bytes = quotedPrintableBytes(line.value);
  return decoded(bytes, line.charset ?? 'utf-8') ?? decoded(bytes, fileEncoding) ?? bytes.toString('latin1');
}

/** Null when the bytes mean nothing in the encoding, or nobody knows it. */
function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    const decoder = createTextDecoder(encoding);
    const text = decoder.push(bytes) + decoder.end();
    return text.includes('\ufffd') ? null : text;
  } catch {
    return null;
  }
}

/** `tel:+1-555-0100;ext=12` (RFC 3966) without its scheme and parameters. */
function phoneText(text: string): string {
  const plain = unescaped(text).trim();
  return /^tel:/i.test(plain) ? (plain.slice(4).split(';', 1)[0] ?? '').trim() : plain;
}

/** Mobiles first, then the main number, then others, last what carries no voice or text. */
function phoneRank(types: ReadonlySet<string>): number {
  const preferred = types.has('PREF') ? 0 : 1;
  if (['CELL', 'IPHONE', 'MOBILE', 'TEXT'].some((type) => types.has(type))) return preferred;
  if (types.has('FAX') || types.has('PAGER')) return 8 + preferred;
  return types.has('MAIN') || types.has('PREF') ? 2 + preferred : 5;
}

function labelledRank(phone: Ranked & { readonly group: string }, labels: ReadonlyMap<string, string>): number {
  const label = phone.group === '' ? '' : (labels.get(phone.group) ?? '').toLowerCase();
  return /mobi|cell|iphone|handy/.test(label) ? Math.min(phone.rank, 1) : phone.rank;
}

/** By rank, in the order of the file within one; spelled the same apart from spaces and signs counts as one. */
function inOrder(values: readonly Ranked[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const { value } of values.filter((entry) => entry.value !== '').toSorted((a, b) => a.rank - b.rank)) {
    const key = value.toLowerCase().replaceAll(/[\s().-]/g, '');
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function nonEmpty(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
