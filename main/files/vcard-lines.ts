/** One line of a vCard taken apart: `item1.TEL;TYPE=CELL:082…` has name TEL. */
export interface VcardLine {
  /** What stands before the point, lower case: `item1` ties a number to its label. Empty without one. */
  readonly group: string;
  /** Upper case, without its group. */
  readonly name: string;
  /** Parameter words in upper case: values of TYPE, and the bare words of version 2.1. */
  readonly types: ReadonlySet<string>;
  readonly isQuotedPrintable: boolean;
  readonly isBase64: boolean;
  /** What CHARSET says, if anything. */
  readonly charset: string | null;
  /** As it stands behind the colon. */
  readonly value: string;
}

/** Takes a logical line apart (RFC 6350 3.3, vCard 2.1 section 2.1); null for one without a colon or a name. */
export function parseVcardLine(line: string): VcardLine | null {
  const colon = unquotedIndex(line, ':', 0);
  if (colon === -1) return null;
  const [head = '', ...parameters] = splitUnquoted(line.slice(0, colon), ';');
  const name = head
    .slice(head.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase();
  if (name === '') return null;
  const types = new Set<string>();
  let encoding = '';
  let charset: string | null = null;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    const key = equals === -1 ? '' : parameter.slice(0, equals).trim().toUpperCase();
    const values = parameter
      .slice(equals + 1)
      .replaceAll('"', '')
      .trim();
    if (key === 'ENCODING') encoding = values.toUpperCase();
    else if (key === 'CHARSET') charset = values;
    else if (key === '' || key === 'TYPE') for (const type of values.toUpperCase().split(',')) types.add(type.trim());
    else if (key === 'PREF') types.add('PREF');
  }
  const isQuotedPrintable = encoding === 'QUOTED-PRINTABLE' || types.has('QUOTED-PRINTABLE');
  const isBase64 = encoding === 'B' || encoding === 'BASE64' || types.has('BASE64');
  const group = head.slice(0, Math.max(0, head.lastIndexOf('.'))).toLowerCase();
  return { group, name, types, isQuotedPrintable, isBase64, charset, value: line.slice(colon + 1) };
}

function unquotedIndex(text: string, wanted: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[at] === wanted) return at;
  }
  // A quote that is never closed is a sign like any other.
  return isQuoted ? text.indexOf(wanted, from) : -1;
}

function splitUnquoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = unquotedIndex(text, separator, 0); at !== -1; at = unquotedIndex(text, separator, from)) {
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** The parts of a structured value (N, ORG) with their escapes undone. */
export function structuredParts(value: string): string[] {
  return splitEscaped(value, ';').map(unescaped);
}

/** The parts of a list (CATEGORIES) with their escapes undone. */
export function listParts(value: string): string[] {
  return splitEscaped(value, ',').map(unescaped);
}

function splitEscaped(value: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === separator) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, value.slice(from)];
}

/** RFC 6350 3.4: backslash n is a line break, before any other sign a backslash is dropped. */
export function unescaped(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replaceAll(/\\(.?)/gs, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

/** Bytes of a quoted-printable text (RFC 2045 6.7); a sign that is no valid escape stands for itself. */
export function quotedPrintableBytes(text: string): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const hex = text.slice(at + 1, at + 3);
    if (code === 0x3d && /^[\da-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else if (code < 0x80) bytes.push(code);
    else bytes.push(...Buffer.from(text[at] ?? '', 'utf8'));
  }
  return Buffer.from(bytes);
}
