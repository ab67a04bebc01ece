// Writes people.xlsb, a binary workbook, from people.xlsx, and what it holds (expected-xlsb.json). SheetJS writes it, the
// only writer there is outside Excel; LibreOffice then reads it back, and the script fails if it sees another table.
// Needs libreoffice-calc-nogui. Run after make-workbooks.py: node test/corpus/make-binary-workbook.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, write } from '@e965/xlsx';

const here = new URL('files/', import.meta.url);
const target = new URL('people.xlsb', here).pathname;
const book = read(readFileSync(new URL('people.xlsx', here)), { type: 'buffer', cellNF: true });
writeFileSync(target, write(book, { type: 'buffer', bookType: 'xlsb', bookSST: true, compression: true }));

const seen = `Mobile,Name,Joined,Seen,At,Balance,Text number,Dialled,Long
27821234567,Ann,2024-02-29,2024-02-29 13:05:09,13:05:09,0.3,0821234567,(2782) 123-4568,123456789012345
,,,,,,,,
821234568,"Bo & ""Co"" <é>
two",2001-12-31,,,-1234.5,,,
`;
const folder = mkdtempSync(join(tmpdir(), 'assent-xlsb-'));
const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1';
execFileSync('soffice', ['--headless', '--convert-to', filter, '--outdir', folder, target]);
const [written = ''] = readdirSync(folder);
const text = readFileSync(join(folder, written), 'utf8');
rmSync(folder, { recursive: true });
if (
  text.replace('01:05:09 PM', '13:05:09') !==
  seen.replace('(2782) 123-4568', /\(?2782\)?[^,]*4568/.exec(text)?.[0] ?? '')
) {
  throw new Error(`LibreOffice reads another table:\n${text}`);
}
const people = JSON.parse(readFileSync(new URL('../expected-workbooks.json', here), 'utf8')).find(
  ({ file }) => file === 'people.xlsx',
);
writeFileSync(
  new URL('../expected-xlsb.json', here),
  JSON.stringify([{ ...people, file: 'people.xlsb', kind: 'xlsb' }], null, 1),
);
