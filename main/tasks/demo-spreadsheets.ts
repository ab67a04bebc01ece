import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';

/** What an import of one of the files must answer. */
export interface ExpectedCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly invalid: number;
}

/** The files of the demo and what is in them, counted while they are made. */
export interface DemoFiles {
  readonly xlsx: string;
  readonly csv: string;
  /** Numbers of people of the CSV who signed a form. */
  readonly signed: string;
  readonly xlsxCounts: ExpectedCounts;
  readonly csvCounts: ExpectedCounts;
  readonly people: number;
  readonly landlines: number;
  readonly signedPeople: number;
  /** People of the CSV who never signed anything. */
  readonly withoutPermission: number;
  /** E.164 of people whom the shop blocks by hand; all of them gave permission. */
  readonly toBlock: readonly string[];
}

type Cell = string | number | null;

const xlsxPeople = 300;
const landlines = 3;
const csvPeople = 200;
const seenBefore = 20;
const signedPeople = 120;

const firstNames = words(
  'Thandi Sipho Anna Johan Zanele Pieter Lerato Farid Naledi Willem Ayesha Kagiso Marlene Bongani',
);
const lastNames = words('Nkosi Botha Dlamini Naidoo van-Wyk Mokoena Jacobs Khumalo Adams Pillay Smit Mahlangu Fourie');
const cities = words('Pretoria Durban Knysna Polokwane Gqeberha Mbombela Kimberley');

function words(text: string): readonly string[] {
  return text.split(' ').map((word) => word.replaceAll('-', ' '));
}

function pick(list: readonly string[], position: number): string {
  return list[position % list.length] ?? '';
}

/** The nine digits after +27 of the fictional person at a position; every position has its own. */
function national(position: number): string {
  return `8${2 + (position % 3)}${String(1_000_000 + position * 7_919).padStart(7, '0')}`;
}

function landline(position: number): string {
  return `11555${String(1_000 + position)}`;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** One number as people and spreadsheet programs leave it; all of them mean the same nine digits. */
const spellings: readonly ((digits: string) => Cell)[] = [
  (digits) => `+27${digits}`,
  (digits) => `0${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`,
  (digits) => `0027 ${digits.slice(0, 2)} ${digits.slice(2)}`,
  (digits) => `(0${digits.slice(0, 2)}) ${digits.slice(2, 5)}-${digits.slice(5)}`,
  (digits) => `'0${digits}`,
  (digits) => `2.7${digits}E+10`,
  (digits) => `27${digits}.0`,
  (digits) => fullWidth(`+27${digits}`),
  (digits) => `+27 (0)${digits.slice(0, 2)} ${digits.slice(2)}`,
  (digits) => `tel:+27-${digits.slice(0, 2)}-${digits.slice(2)}`,
  (digits) => Number(`27${digits}`),
  (digits) => ` 0${digits.slice(0, 2)}\u00a0${digits.slice(2, 5)}.${digits.slice(5)} `,
];

function ugly(digits: string, position: number): Cell {
  return (spellings[position % spellings.length] ?? String)(digits);
}

/** As `ugly`, in a text file: there every cell is text. */
function uglyText(digits: string, position: number): string {
  return String(ugly(digits, position));
}

/** Numbers nobody can use: too short, a word, forty digits, digits that Excel rounded away, nothing. */
const broken: readonly string[] = ['12345', 'ask reception', '9'.repeat(40), '2.78212E+10', ''];

function person(position: number): [string, string, string] {
  // Every eleventh has no first name: the text's fallback is for them.
  const first = position % 11 === 0 ? '' : pick(firstNames, position);
  return [first, pick(lastNames, Math.floor(position / 3)), pick(cities, position)];
}

function xlsxRows(): { rows: Cell[][]; counts: ExpectedCounts } {
  const rows: Cell[][] = [];
  for (let at = 0; at < xlsxPeople; at += 1) {
    const isLandline = at >= xlsxPeople - landlines;
    rows.push([...person(at), isLandline ? `0${landline(at)}` : ugly(national(at), at)]);
  }
  const again = 6;
  for (let at = 0; at < again; at += 1) rows.push([...person(at * 9), ugly(national(at * 9), at + 1)]);
  for (const number of broken) rows.push(['Nobody', 'Atall', 'Nowhere', number]);
  const counts = { created: xlsxPeople, updated: 0, unchanged: 0, duplicates: again, invalid: broken.length };
  return { rows, counts: { rows: rows.length, ...counts } };
}

function csvRows(): { rows: string[][]; counts: ExpectedCounts } {
  const rows: string[][] = [];
  for (let at = xlsxPeople; at < xlsxPeople + csvPeople; at += 1) {
    rows.push([uglyText(national(at), at), ...person(at), `C-${at}`]);
  }
  // Known from the first file: here they get a customer number.
  for (let at = 0; at < seenBefore; at += 1) rows.push([uglyText(national(at), at + 5), ...person(at), `C-${at}`]);
  const again = 4;
  for (let at = 0; at < again; at += 1)
    rows.push([uglyText(national(xlsxPeople + at), at + 3), ...person(at), 'C-again']);
  const bad = broken.slice(0, 4);
  for (const number of bad) rows.push([number, 'Nobody', 'Atall', 'Nowhere', '']);
  const counts = { created: csvPeople, updated: seenBefore, unchanged: 0, duplicates: again, invalid: bad.length };
  return { rows, counts: { rows: rows.length, ...counts } };
}

/** Writes two spreadsheets with 500 fictional people and one list of numbers into a folder. */
export async function makeSpreadsheets(folder: string): Promise<DemoFiles> {
  const files = { xlsx: 'customers.xlsx', csv: 'newsletter-list.csv', signed: 'signed-at-the-till.csv' };
  const sheet = xlsxRows();
  const header = ['First name', 'Surname', 'City', 'Mobile'];
  const workbook = await writeXlsx({ sheets: [{ name: 'Customers', rows: [header, ...sheet.rows] }] });
  await writeFile(join(folder, files.xlsx), workbook);
  const list = csvRows();
  const lines = [['Cell number', 'First name', 'Surname', 'City', 'Customer no'], ...list.rows];
  await writeFile(join(folder, files.csv), `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`);
  const signed = Array.from({ length: signedPeople }, (_, at) => `0${national(xlsxPeople + at)}`);
  await writeFile(join(folder, files.signed), ['Mobile', ...signed, ''].join('\n'));
  return {
    xlsx: join(folder, files.xlsx),
    csv: join(folder, files.csv),
    signed: join(folder, files.signed),
    xlsxCounts: sheet.counts,
    csvCounts: list.counts,
    people: xlsxPeople + csvPeople,
    landlines,
    signedPeople,
    withoutPermission: csvPeople - signedPeople,
    toBlock: [40, 41, 42].map((at) => `+27${national(at)}`),
  };
}
