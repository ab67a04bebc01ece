// Writes the vCard files of the corpus and what they hold (expected-vcards.json), by hand after the exports of
// telephones and address books. Run: node test/corpus/make-vcards.mjs
import { mkdirSync, writeFileSync } from 'node:fs';

const here = new URL('files/', import.meta.url);
mkdirSync(here, { recursive: true });
const header = [
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
];
const expected = [];

function put(
  file,
  lines,
  rows,
  { end = '\r\n', bytes = (text) => Buffer.from(text), encoding = 'utf-8', ...more } = {},
) {
  writeFileSync(new URL(file, here), bytes(lines.map((line) => line + end).join('')));
  expected.push({ file, kind: 'vcard', encoding, delimiter: null, sheets: [], headerRow: 1, header, rows, ...more });
}

const card = (...lines) => ['BEGIN:VCARD', ...lines, 'END:VCARD'];
const picture = ['PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD', ' /9k=TEL:999', ''];

put(
  'android-21.vcf',
  [
    ...card(
      'VERSION:2.1',
      'N:Mokoena;Thandi;;;',
      'FN:Thandi Mokoena',
      'TEL;CELL;PREF:082 123 4567',
      'TEL;HOME:011 555 0100',
      ...picture,
    ),
    ...card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCr=',
      'gen M=C3=BCller',
      'TEL;HOME:0221 123456',
      'TEL;CELL:0171 1234567',
      'NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond',
    ),
  ],
  [
    ['Thandi', 'Mokoena', 'Thandi Mokoena', '082 123 4567', '011 555 0100'],
    ['Jürgen', 'Müller', 'Jürgen Müller', '0171 1234567', '0221 123456', '', '', '', '', 'first\r\nsecond'],
  ],
);
put(
  'old-telephone-latin1.vcf',
  card(
    'VERSION:2.1',
    'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Lef=E8vre;H=E9l=E8ne',
    'TEL;CELL;VOICE:06 12 34 56 78',
  ),
  [['Hélène', 'Lefèvre', 'Hélène Lefèvre', '06 12 34 56 78']],
);
put(
  'iphone-30.vcf',
  card(
    'VERSION:3.0',
    'PRODID:-//Apple Inc.//iPhone OS 17.0//EN',
    'N:O\u2019Neill;Siobhán;;;',
    'FN:Siobhán O\u2019Neill',
    'ORG:Acme\\; Sons;Sales',
    'item1.EMAIL;type=INTERNET;type=pref:siobhan@example.org',
    'item2.EMAIL;type=INTERNET:second@example.org',
    'TEL;type=HOME;type=VOICE:01 555 0100',
    'item3.TEL:+353 85 012 3456',
    'item3.X-ABLabel:_$!<Mobile>!$_',
    'TEL;type=WORK;type=FAX:01 555 0101',
    'TEL;type=MAIN:01 555 0102',
    'BDAY;value=date:1990-01-02',
    'NOTE:one\\ntwo\\, three and a long line that is folded by th',
    ' e telephone',
    'X-SOCIALPROFILE;type=twitter:https://example.org/x',
  ),
  [
    [
      'Siobhán',
      'O\u2019Neill',
      'Siobhán O\u2019Neill',
      '+353 85 012 3456',
      '01 555 0102',
      '01 555 0100',
      'siobhan@example.org',
      'Acme; Sons, Sales',
      '',
      'one\ntwo, three and a long line that is folded by the telephone\nAlso: 01 555 0101, second@example.org',
    ],
  ],
  { end: '\n' },
);
put(
  'version-40.vcf',
  card(
    'VERSION:4.0',
    'FN:Zoë van der Merwe',
    'N:van der Merwe;Zoë;Anna;;',
    'TEL;VALUE=uri;TYPE="voice,home":tel:+44-20-7946-0018',
    'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+44-7700-900123;ext=1',
    'CATEGORIES:friends,clients\\, old',
    'PHOTO:data:image/jpeg;base64,/9j/4AAQ',
  ),
  [
    [
      'Zoë Anna',
      'van der Merwe',
      'Zoë van der Merwe',
      '+44-7700-900123',
      '+44-20-7946-0018',
      '',
      '',
      '',
      'friends, clients, old',
    ],
  ],
);
put(
  'no-end.vcf',
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Ann',
    'TEL;TYPE=CELL:0821234567',
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Bo',
    'TEL:0821234568',
  ],
  [
    ['', '', 'Ann', '0821234567'],
    ['', '', 'Bo', '0821234568'],
  ],
);
put(
  'card-in-card.vcf',
  [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'FN:Chief',
    'AGENT:',
    ...card('VERSION:2.1', 'FN:Assistant', 'TEL:999'),
    'TEL;CELL:0821234567',
    'END:VCARD',
  ],
  [['', '', 'Chief', '0821234567']],
);
put(
  'without-number.vcf',
  [
    ...card('VERSION:3.0', 'FN:Nobody'),
    ...card('VERSION:3.0', 'FN:Ann', 'TEL:0821234567', 'TEL;TYPE=CELL:082 123 4567'),
  ],
  [
    ['', '', 'Nobody'],
    ['', '', 'Ann', '082 123 4567'],
  ],
);
put(
  'lower-case.vcf',
  ['begin:vcard', 'version:3.0', 'fn:Ann', 'tel;type=cell:0821234567', 'end:vcard'],
  [['', '', 'Ann', '0821234567']],
);
put('utf16.vcf', card('VERSION:3.0', 'FN:Zoë', 'TEL:0821234567'), [['', '', 'Zoë', '0821234567']], {
  bytes: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  encoding: 'utf-16le',
});

writeFileSync(new URL('../expected-vcards.json', here), JSON.stringify(expected, null, 1));
process.stdout.write(`${expected.length} vCard files\n`);
