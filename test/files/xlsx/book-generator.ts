import { randomSpelling, STYLES } from './cell-spellings.ts';
import type { Library, SpellingContext } from './cell-spellings.ts';
import { choicesOf } from './random-choices.ts';
import type { Choices } from './random-choices.ts';
import { writeZip } from './zip-writer.ts';
import type { ZipEntryPlan } from './zip-writer.ts';

/** What one cell must show, and which libraries are known to show something else. */
export interface ExpectedCell {
  readonly text: string;
  readonly unlike: readonly Library[];
}

/** A generated workbook: its file, and by row and column number (from 0) what stands in it. */
export interface GeneratedBook {
  readonly parts: readonly ZipEntryPlan[];
  readonly bytes: Buffer;
  /** The same parts in a plain archive, for libraries that do not know all of ZIP. */
  readonly plainBytes: Buffer;
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, ExpectedCell>>;
  readonly isDate1904: boolean;
  /** Libraries that cannot be asked about this book at all. */
  readonly unlike: readonly Library[];
}

interface Dialect {
  readonly choose: Choices;
  /** `x:` and the like, or nothing. */
  readonly prefix: string;
  readonly isStrict: boolean;
  readonly isDate1904: boolean;
  readonly isSpaced: boolean;
  readonly hasReferences: boolean;
  readonly encoding: 'utf8' | 'bom' | 'utf16le' | 'utf16be';
}

/** The workbook of a seed, in a dialect drawn from it. */
export function generateBook(seed: number): GeneratedBook {
  const choose = choicesOf(seed);
  const dialect: Dialect = {
    choose,
    prefix: choose.chance(0.25) ? choose.pick(['x:', 'ss:', 'b2:']) : '',
    isStrict: choose.chance(0.2),
    isDate1904: choose.chance(0.3),
    isSpaced: choose.chance(0.3),
    hasReferences: choose.chance(0.8),
    encoding: choose.chance(0.1) ? choose.pick(['bom', 'utf16le', 'utf16be']) : 'utf8',
  };
  const texts: string[] = [];
  const context: SpellingContext = {
    choose,
    isDate1904: dialect.isDate1904,
    share: (content) => texts.push(content) - 1,
  };
  const rows = new Map<number, Map<number, ExpectedCell>>();
  const sheetData = writeRows(dialect, context, rows);
  const parts = shuffled(choose, bookParts(dialect, sheetData, texts));
  const isUtf16 = dialect.encoding.startsWith('utf16');
  return {
    parts,
    plainBytes: writeZip(parts.map(({ name, content }) => ({ name, content }))),
    bytes: writeZip(parts, { isZip64: choose.chance(0.1) }),
    rows,
    isDate1904: dialect.isDate1904,
    unlike: isUtf16 ? ['hucre', 'sheetjs'] : [],
  };
}

function writeRows(dialect: Dialect, context: SpellingContext, rows: Map<number, Map<number, ExpectedCell>>): string {
  const { choose } = dialect;
  const written: string[] = [];
  let number = 0;
  // SheetJS does not count an empty row element, so it places the ones without a number behind it too high.
  let isMiscounted = false;
  const count = 1 + choose.below(20);
  for (let i = 0; i < count; i += 1) {
    const hasNumber = choose.chance(0.9);
    number += hasNumber && choose.chance(0.2) ? 1 + choose.below(5) : 1;
    const cells = new Map<number, ExpectedCell>();
    const content = writeCells(dialect, context, number, cells);
    const attributes = [
      hasNumber ? `r="${number}"` : '',
      choose.chance(0.3) ? 'spans="1:9"' : '',
      choose.chance(0.1) ? 'hidden="1" customHeight="1" ht="15"' : '',
    ];
    const tag = ['<Prow', ...attributes.filter((text) => text !== '')].join(choose.pick([' ', '  ', '\n ']));
    const isEmpty = content === '' && choose.chance(0.7);
    written.push(isEmpty ? `${tag}/>` : `${tag}>${content}</Prow>`);
    rows.set(number, isMiscounted && !hasNumber ? strangeTo(cells, 'sheetjs') : cells);
    isMiscounted = isEmpty || (isMiscounted && !hasNumber);
  }
  return written.join(dialect.isSpaced ? '\n    ' : '');
}

function writeCells(dialect: Dialect, context: SpellingContext, row: number, cells: Map<number, ExpectedCell>): string {
  const { choose } = dialect;
  const written: string[] = [];
  let column = 0;
  const width = choose.below(9);
  for (let i = 0; i < width; i += 1) {
    const hasReference = dialect.hasReferences && choose.chance(0.95);
    if (hasReference && choose.chance(0.15)) column += choose.pick([1, 2, 25, 30]);
    const { attributes, content, text, unlike } = randomSpelling(context);
    cells.set(column, { text, unlike });
    const reference = hasReference ? `r="${columnName(column)}${row}"` : '';
    const tag = ['<Pc', ...shuffled(choose, [reference, attributes]).filter((part) => part !== '')].join(' ');
    written.push(content === '' && choose.chance(0.8) ? `${tag}/>` : `${tag}>${content}</Pc>`);
    column += 1;
  }
  const isOutOfOrder = written.length > 1 && choose.chance(0.1) && written.every((cell) => / r="/.test(cell));
  return (isOutOfOrder ? written.toReversed() : written).join(dialect.isSpaced ? '\n' : '');
}

function strangeTo(cells: ReadonlyMap<number, ExpectedCell>, library: Library): Map<number, ExpectedCell> {
  return new Map([...cells].map(([column, { text, unlike }]) => [column, { text, unlike: [library, ...unlike] }]));
}

/** `A` for 0, `AA` for 26. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function shuffled<T>(choose: Choices, items: readonly T[]): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const other = choose.below(i + 1);
    [all[i], all[other]] = [all[other] as T, all[i] as T];
  }
  return all;
}

function bookParts(dialect: Dialect, sheetData: string, texts: readonly string[]): ZipEntryPlan[] {
  const { choose, isStrict, isDate1904 } = dialect;
  const office = isStrict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const folder = choose.pick(['xl/', 'xl/']);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = [
    relation('rId1', 'worksheet', choose.pick(['worksheets/sheet1.xml', `/${folder}worksheets/sheet1.xml`])),
    relation('rId2', 'styles', 'styles.xml'),
    relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
  ];
  const properties = `<PworkbookPr${isDate1904 ? choose.pick([' date1904="1"', ' date1904="true"']) : ''}/>`;
  const sheets = '<Psheets><Psheet name="People" sheetId="1" r:id="rId1"/></Psheets>';
  const before = `<PsheetPr><PtabColor rgb="FFFF0000"/></PsheetPr><Pdimension ref="${choose.pick(['A1', 'A1:B2', 'A1:XFD1048576'])}"/><PsheetViews><PsheetView workbookViewId="0"/></PsheetViews><Pcols><Pcol min="1" max="2" width="9" hidden="1"/></Pcols>`;
  const behind =
    '<PmergeCells count="1"><PmergeCell ref="A1:B1"/></PmergeCells><PconditionalFormatting sqref="A1"><PcfRule type="expression" dxfId="0" priority="1"><Pformula>A1&gt;1</Pformula></PcfRule></PconditionalFormatting><PpageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>';
  const si = texts.map((text) => `<Psi>${text}</Psi>`).join(dialect.isSpaced ? '\n' : '');
  return [
    plan(dialect, '[Content_Types].xml', contentTypes(folder)),
    plan(dialect, '_rels/.rels', relationships(relation('rId1', 'officeDocument', `${folder}workbook.xml`))),
    plan(dialect, `${folder}workbook.xml`, element(dialect, office, 'workbook', properties + sheets)),
    plan(dialect, `${folder}_rels/workbook.xml.rels`, relationships(shuffled(choose, relations).join(''))),
    plan(dialect, `${folder}styles.xml`, element(dialect, office, 'styleSheet', STYLES)),
    plan(dialect, `${folder}sharedStrings.xml`, encoded(dialect, element(dialect, office, 'sst', si))),
    plan(
      dialect,
      `${folder}worksheets/sheet1.xml`,
      encoded(
        dialect,
        element(dialect, office, 'worksheet', `${before}<PsheetData>${sheetData}</PsheetData>${behind}`),
      ),
    ),
  ];
}

function plan({ choose }: Dialect, name: string, content: string | Buffer): ZipEntryPlan {
  return { name, content, isStored: choose.chance(0.3), sizes: choose.pick(['before', 'before', 'behind', 'zip64']) };
}

function element(dialect: Dialect, office: string, root: string, content: string): string {
  const { prefix, isStrict } = dialect;
  const main = isStrict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const declared = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  const isEncoded = root === 'worksheet' || root === 'sst';
  const encoding = isEncoded && dialect.encoding.startsWith('utf16') ? 'UTF-16' : 'UTF-8';
  const prolog = `<?xml version="1.0" encoding="${encoding}" standalone="yes"?>\n`;
  const xml = content.replace(/<(\/?)P(?=[a-zA-Z])/g, (_, slash: string) => `<${slash}${prefix}`);
  return `${prolog}<${prefix}${root} ${declared}="${main}" xmlns:r="${office}">${xml}</${prefix}${root}>`;
}

function encoded({ encoding }: Dialect, xml: string): string | Buffer {
  if (encoding === 'utf8') return xml;
  if (encoding === 'bom') return `\ufeff${xml}`;
  const bytes = Buffer.from(`\ufeff${xml}`, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(folder: string): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/${folder}${part}" ContentType="${TYPE}.${type}+xml"/>`;
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${override('worksheets/sheet1.xml', 'worksheet')}${override('styles.xml', 'styles')}${override('sharedStrings.xml', 'sharedStrings')}</Types>`;
}

function relationships(content: string): string {
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
}
