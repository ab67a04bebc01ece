import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();

async function cardsOf(name: string, content: string | Uint8Array): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const batch of readBatches(request(folder.write(name, content)))) rows.push(...batch.rows);
  return rows;
}

function card(...lines: readonly string[]): string {
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');
}

/** Lines longer than 75 characters folded as RFC 6350 3.2 says. */
function folded(line: string): string {
  return line.replaceAll(/(.{70})(?=.)/gsu, '$1\r\n ');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n');
}

/** In a value of one part a semicolon needs no escape, and ical.js keeps one that is there. */
function plainEscaped(text: string): string {
  return escaped(text).replaceAll('\\;', ';');
}

test('reads names, notes and categories as ical.js does, folded anywhere and escaped', async () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ',', ';', '\\', '\n', ':', '"', ' ', 'z'),
    minLength: 1,
    maxLength: 90,
  });
  const text = word.map((value) => `x${value}x`);
  await fc.assert(
    fc.asyncProperty(text, text, text, fc.constantFrom('3.0', '4.0'), async (family, given, note, version) => {
      const lines = [
        `N:${escaped(family)};${escaped(given)};;;`,
        `FN:${plainEscaped(given)}`,
        `NOTE:${plainEscaped(note)}`,
      ];
      const source = ['BEGIN:VCARD', `VERSION:${version}`, ...lines.map(folded), 'END:VCARD', ''].join('\r\n');
      const oracle = new ICAL.Component(ICAL.parse(source) as unknown[]);
      const names = oracle.getFirstPropertyValue('n') as unknown as string[];
      const [row = []] = await cardsOf('oracle.vcf', source);
      expect([row[1], row[0]]).toEqual([names[0], names[1]].map((part) => String(part).trim()));
      expect(row[2]).toBe(String(oracle.getFirstPropertyValue('fn')).trim());
      expect(row[9]).toBe(String(oracle.getFirstPropertyValue('note')).trim());
    }),
    { numRuns: 200, seed: 4_711 },
  );
});

test('several numbers: mobiles first, then the main one, the same one once, all kept', async () => {
  const [row] = await cardsOf(
    'numbers.vcf',
    card(
      'FN:Ann',
      'TEL;TYPE=FAX:1',
      'TEL;TYPE=HOME:2',
      'TEL;TYPE=MAIN:3',
      'TEL;TYPE="cell,pref":+27 82 4',
      'TEL;CELL:+27824',
      'TEL:5',
      'TEL;TYPE=CELL:6',
    ),
  );
  expect(row?.slice(3, 6)).toEqual(['+27 82 4', '6', '3']);
  expect(row?.[9]).toBe('Also: 2, 5, 1');
});

test('a date of birth is not read', async () => {
  const rows = await cardsOf('birth.vcf', card('FN:Ann', 'BDAY:1990-01-02', 'TEL:0821234567'));
  expect(JSON.stringify(rows)).not.toContain('1990');
});

test('a picture of 50 MB on one line and folded is passed over and does not count', async () => {
  const line = 'A'.repeat(25 * 1024 * 1024);
  const lines = '\r\n '.concat('B'.repeat(74)).repeat(300_000);
  const rows = await cardsOf(
    'picture.vcf',
    card('FN:Ann', `PHOTO;ENCODING=b:${line}`, `item1.LOGO;ENCODING=b:${lines}`, 'TEL:0821234567'),
  );
  expect(rows).toEqual([['', '', 'Ann', '0821234567']]);
});

test.each<[string, string, object]>([
  ['a folded line of 10 MB', card(`NOTE:${'\r\n '.concat('n'.repeat(74)).repeat(140_000)}`), { code: 'file.tooLarge' }],
  ['a line of 10 MB', card(`NOTE:${'n'.repeat(10_000_000)}`), { code: 'file.tooLarge' }],
  ['a million numbers', card('TEL:0821234567\r\n'.repeat(1_000_000)), { code: 'file.tooLarge' }],
  ['lines after the last card', `${card('FN:Ann')}TEL:0821234567\r\n`, { code: 'file.damaged' }],
])('refuses %s', async (name, content, expected) => {
  await expect(cardsOf(`${name}.vcf`, content)).rejects.toMatchObject(expected);
});

test('broken quoted-printable, deep nesting, empty cards: nothing is lost and nothing hangs', async () => {
  const broken = card('FN;ENCODING=QUOTED-PRINTABLE:A=ZZ=4=', 'TEL:0821234567');
  expect(await cardsOf('broken.vcf', broken)).toEqual([['', '', 'A=ZZ=4TEL:0821234567']]);
  expect(await cardsOf('latin.vcf', card('FN;CHARSET=X-UNKNOWN;ENCODING=QUOTED-PRINTABLE:Zo=EB'))).toEqual([
    ['', '', 'Zoë'],
  ]);
  expect(await cardsOf('nested.vcf', `${'BEGIN:VCARD\nAGENT:\n'.repeat(100_000)}FN:x\n`)).toEqual([]);
  expect(await cardsOf('empty.vcf', card() + card('FN:Ann'))).toEqual([['', '', 'Ann']]);
});

test('a header row the user names does not apply: the columns of cards are fixed', async () => {
  const path = folder.write('fixed.vcf', card('FN:Ann', 'TEL:0821234567'));
  const found = await describeTable(request(path, { headerRow: 0 }));
  expect(found).toMatchObject({ headerRow: 1, sample: [['', '', 'Ann', '0821234567', '', '', '', '', '', '']] });
});
