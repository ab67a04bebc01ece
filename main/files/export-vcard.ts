import type { ExportPerson } from '../services/contact-port.ts';

/** Longest line in octets before it is folded (RFC 2426, 2.6). */
const lineOctets = 75;

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r\n|[\r\n]/g, '\\n');
}

/** A line cut into pieces of at most 75 octets, never within a character; each further piece begins with a space. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= lineOctets) return `${line}\r\n`;
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > lineOctets) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return `${[...pieces, piece].join('\r\n')}\r\n`;
}

/** The value of the first field with one of these keys; empty without one. */
function valueOf(values: ReadonlyMap<string, string>, keys: readonly string[]): string {
  return keys.map((key) => values.get(key) ?? '').find((value) => value !== '') ?? '';
}

/**
 * One contact as a vCard 3.0 (RFC 2426), for telephones and address books: name, number, e-mail, organisation and tags.
 * Other fields go along as X-ASSENT properties, which readers pass over.
 */
export function vcardOf(person: ExportPerson): string {
  const values = new Map(person.values);
  const name = person.name || person.e164;
  const email = valueOf(values, ['email', 'e_mail', 'email_address']);
  const organisation = valueOf(values, ['organisation', 'organization', 'company']);
  const used = new Set(['first_name', 'last_name', 'full_name', 'email', 'e_mail', 'email_address']);
  const others = [...values].filter(([key]) => !used.has(key) && /^[a-z0-9_]+$/.test(key));
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(values.get('last_name') ?? '')};${escaped(values.get('first_name') ?? '')};;;`,
    `FN:${escaped(name)}`,
    `TEL;TYPE=CELL:${person.e164}`,
    ...(email === '' ? [] : [`EMAIL;TYPE=INTERNET:${escaped(email)}`]),
    ...(organisation === '' ? [] : [`ORG:${escaped(organisation)}`]),
    ...(person.tags.length === 0 ? [] : [`CATEGORIES:${person.tags.map(escaped).join(',')}`]),
    ...others.map(([key, value]) => `X-ASSENT-${key.toUpperCase().replaceAll('_', '-')}:${escaped(value)}`),
    'END:VCARD',
  ];
  return lines.map(folded).join('');
}
