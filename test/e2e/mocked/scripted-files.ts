import type { Input, Output } from '#contract/contract.ts';
import { day, nowMs } from './scripted-people.ts';
import type { Scenario } from './scripted-world.ts';

type Description = Output<'imports.describe'>;
type Column = Description['columns'][number];

const header = ['Mob no.', 'Client', 'Landline', 'Unsub?', 'Branch', 'Since', 'Spent', 'Cust_ref', 'Agreed to'];

const people = [
  ['082 410 2231', 'Thandi Mokoena', '', '', 'Rosebank', '03/04/2024', '1.234,50', 'A-0091', 'Yes, text me offers'],
  ['0781234567', 'Li Wei', '011 555 0142', '', 'Sandton', '11/02/2023', '80,00', 'A-0092', ''],
  ['+44 7700 900412', 'Siobhan O’Neill', '', 'Y', 'Rosebank', '07/07/2025', '312,90', 'A-0093', 'Yes, text me offers'],
  ['082 41', 'Pieter van der Merwe', '', '', 'Rosebank', '25/12/2024', '19,99', 'A-0094', ''],
  ['2.7824102231E+10', 'Zoë Martin', '', '', 'Sandton', '01/09/2024', '450,00', 'A-0095', 'Yes, text me offers'],
];

/** The same cells as somebody sees them who reads the letters in another way. */
const misread: Readonly<Record<string, (cell: string) => string>> = {
  'windows-1252': (cell) => cell,
  'utf-8': (cell) => cell.replaceAll('ë', '�').replaceAll('’', '�'),
  macintosh: (cell) => cell.replaceAll('ë', 'Î').replaceAll('’', 'í'),
};

function guess(
  index: number,
  field: string | null,
  confidence: Column['confidence'],
  reason: string,
  filled: number,
  rest: Partial<Column> = {},
): Column {
  const samples = people.flatMap((row) => row[index] || []).slice(0, 3);
  const own = { index, column: header[index] ?? '', field, confidence, reason, filled, samples };
  return { ...own, priority: null, offer: null, ...rest };
}

const columns: readonly Column[] = [
  guess(0, 'mobile', 'sure', 'the name says so, 94 % look like mobile numbers', 0.97, { priority: 1 }),
  guess(1, 'full_name', 'sure', 'the name says so', 1),
  guess(2, 'mobile', 'likely', 'used where the better one is empty; 52 % look like phone numbers', 0.41, {
    priority: 2,
  }),
  guess(3, 'opt_out', 'sure', 'the name says so', 0.03),
  guess(4, 'branch', 'likely', 'kept under its own name', 1),
  guess(5, 'since', 'check', 'kept under its own name', 0.88),
  guess(6, 'spent', 'check', 'kept under its own name', 0.74),
  guess(7, null, 'likely', 'nothing in it is needed for a text', 1),
  guess(8, null, 'likely', 'Left out: choose it to keep it as proof for the permission step', 0.52, {
    offer: 'permission_text',
  }),
];

const preview = [
  { name: 'Thandi Mokoena', first: 'Thandi', last: 'Mokoena' },
  { name: 'Li Wei', first: 'Li', last: 'Wei' },
  { name: 'Siobhan O’Neill', first: 'Siobhan', last: 'O’Neill' },
  { name: 'Pieter van der Merwe', first: 'Pieter', last: 'van der Merwe' },
];

const title = ['Blue Crane Books, customers', '', '', '', '', '', '', '', ''];
const printed = ['printed 2026-11-20', '', '', '', '', '', '', '', ''];
/** Twenty rows as the file has them, the title above the header included. */
const raw = [title, printed, header, ...Array.from({ length: 17 }, (_, at) => people[at % people.length] ?? [])];

/** A text table as a till exports it: semicolons, Windows letters, two lines above the header. */
function csv({ encoding, delimiter, headerRow }: Input<'imports.describe'>): Description {
  const read = misread[encoding ?? 'windows-1252'] ?? ((cell: string) => cell);
  const at = headerRow ?? 3;
  return {
    kind: 'csv',
    fileName: 'customers-november.csv',
    bytes: 412_000,
    encoding: encoding ?? 'windows-1252',
    delimiter: delimiter ?? ';',
    sheet: null,
    sheets: [],
    encodings: [
      {
        encoding: 'windows-1252',
        confidence: 'likely',
        reason: 'its letters make words',
        sample: 'Siobhan O’Neill\nZoë Martin',
      },
      {
        encoding: 'macintosh',
        confidence: 'check',
        reason: 'possible, but unusual letters',
        sample: 'Siobhan OíNeill\nZoÎ Martin',
      },
      {
        encoding: 'utf-8',
        confidence: 'check',
        reason: 'some letters cannot be read',
        sample: 'Siobhan O�Neill\nZo� Martin',
      },
    ],
    headerRow: at,
    header: at === 0 ? header.map(() => '') : header,
    sample: people.map((row) => row.map(read)),
    rawRows: raw.map((cells, row) => ({ rowNumber: row + 1, cells: cells.map(read) })),
    columns: [...columns],
    fields: [{ key: 'branch', label: 'Branch', type: 'text' }],
    countryGuess: { country: 'ZA', share: 0.94, confidence: 'sure' },
    nameOrder: { order: 'firstLast', confidence: 'likely', reason: '41 of 60 names show it', preview },
    importedBefore: null,
  };
}

/** A workbook of three sheets, one of them hidden, whose numbers are British. */
function xlsx(input: Input<'imports.describe'>): Description {
  return {
    ...csv(input),
    kind: 'xlsx',
    fileName: 'customers.xlsx',
    encoding: null,
    delimiter: null,
    encodings: [],
    sheet: input.sheet ?? 'Customers',
    sheets: [
      { name: 'Customers', hidden: false, rows: 4_933 },
      { name: 'Summary', hidden: false, rows: 12 },
      { name: 'Old list', hidden: true, rows: null },
    ],
    countryGuess: { country: 'GB', share: 0.97, confidence: 'sure' },
    importedBefore: { importId: 2, atMs: nowMs - 19 * day },
  };
}

function vcard(input: Input<'imports.describe'>): Description {
  return {
    ...xlsx(input),
    kind: 'vcard',
    fileName: 'phone.vcf',
    sheet: null,
    sheets: [],
    headerRow: 0,
    nameOrder: null,
  };
}

/** The file of a scenario, as main describes it under the reading that is asked for. */
export function describeFile(input: Input<'imports.describe'>, { file }: Scenario): Description {
  if (file === 'xlsx') return xlsx(input);
  if (file === 'vcard') return vcard(input);
  const described = csv(input);
  if (file === 'noNumber') {
    const without = described.columns.map((column) =>
      column.field === 'mobile' ? { ...column, field: null, priority: null, reason: 'no values seen' } : column,
    );
    return { ...described, columns: without };
  }
  if (file !== 'remembered') return described;
  const known = described.columns.map((column) => ({
    ...column,
    confidence: 'sure' as const,
    reason: 'same as last time',
  }));
  return { ...described, columns: known };
}
