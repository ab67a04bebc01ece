import type { ByteSource } from './byte-source.ts';
import { wrongType } from './file-kind.ts';
import { readLimits } from './read-limits.ts';
import { damaged } from './table-records.ts';
import { XmlBytes } from './xml-bytes.ts';
import { readElements } from './xml-part.ts';
import type { XmlElement } from './xml-part.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A worksheet of the workbook, with the archive part that holds its rows. */
export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** What the workbook's directory parts say: sheets in tab order, where texts and formats stand, the date system. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly stringsPart: string | null;
  readonly stylesPart: string | null;
  readonly isDate1904: boolean;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Reads the directory parts (ECMA-376 part 1, 12.2 and part 2, 9.3). Throws `file.wrongType`, `file.damaged`. */
export async function readWorkbook(source: ByteSource, zip: ZipArchive): Promise<Workbook> {
  await refuseOtherArchives(source, zip);
  const root = await readRelations(source, zip, '');
  const workbookPart = root.find((relation) => relation.type === 'officeDocument')?.target;
  if (workbookPart === undefined || !zip.has(workbookPart)) throw damaged(source.fileName, 'its workbook is missing');
  const relations = await readRelations(source, zip, workbookPart);
  const { listed, isDate1904 } = readSheetList(await readPart(source, zip, workbookPart, 'workbook'));
  const sheets: WorkbookSheet[] = [];
  for (const { name, hidden, relationId } of listed) {
    const relation = relations.find(({ id, type }) => id === relationId && type === 'worksheet');
    // Chart and macro sheets have no rows.
    if (relation !== undefined) sheets.push({ name, hidden, part: relation.target });
  }
  const partOf = (wanted: string) => {
    const target = relations.find(({ type }) => type === wanted)?.target;
    return target !== undefined && zip.has(target) ? target : null;
  };
  const stylesPart = partOf('styles');
  // Without the formats dates would be shown as numbers.
  if (stylesPart === null && relations.some(({ type }) => type === 'styles')) {
    throw damaged(source.fileName, 'its styles are missing');
  }
  return { sheets, stringsPart: partOf('sharedStrings'), stylesPart, isDate1904 };
}

async function refuseOtherArchives(source: ByteSource, zip: ZipArchive): Promise<void> {
  const holds = (beginning: string) => zip.names.some((name) => name.startsWith(beginning));
  if (holds('word/')) throw wrongType(source, 'a Word document');
  if (holds('ppt/')) throw wrongType(source, 'a PowerPoint presentation');
  if (zip.has('xl/workbook.bin')) throw wrongType(source, 'a binary Excel workbook (.xlsb)');
  if (zip.has('mimetype')) {
    const mimeType = (await zip.read('mimetype', 1024)).toString('latin1');
    if (mimeType.includes('opendocument.spreadsheet')) throw wrongType(source, 'an OpenDocument spreadsheet (.ods)');
    if (mimeType.includes('opendocument')) throw wrongType(source, 'an OpenDocument document');
  }
  if (!zip.has('[Content_Types].xml') || !zip.has('_rels/.rels')) {
    throw wrongType(source, 'a ZIP archive without a workbook');
  }
}

async function readPart(
  source: ByteSource,
  zip: ZipArchive,
  part: string,
  root: string,
): Promise<readonly XmlElement[]> {
  async function* whole(): AsyncGenerator<Buffer> {
    yield await zip.read(part, readLimits.smallPartBytes);
  }
  return readElements(new XmlBytes(source.fileName, part), root, whole());
}

/** Refuses a document type declaration, the door to entity bombs; no workbook writer makes one. */
export function refuseDoctype(source: ByteSource, bytes: Buffer): void {
  if (bytes.includes('<!DOCTYPE')) throw damaged(source.fileName, 'it declares a document type, as no workbook does');
}

async function readRelations(source: ByteSource, zip: ZipArchive, owner: string): Promise<Relation[]> {
  const slash = owner.lastIndexOf('/') + 1;
  const folder = owner.slice(0, slash);
  const part = `${folder}_rels/${owner.slice(slash)}.rels`;
  if (!zip.has(part)) return [];
  const relations: Relation[] = [];
  for (const { name, attributes } of await readPart(source, zip, part, 'Relationships')) {
    if (name !== 'Relationship') continue;
    const type = attributes.get('Type') ?? '';
    relations.push({
      id: attributes.get('Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: resolvePart(folder, attributes.get('Target') ?? ''),
    });
  }
  return relations;
}

/** A relation's target as a part name; it can only ever name an entry of the archive, never a path on disk. */
function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationId: string;
}

function readSheetList(elements: readonly XmlElement[]): { listed: ListedSheet[]; isDate1904: boolean } {
  const listed: ListedSheet[] = [];
  let isDate1904 = false;
  for (const { parent, name, attributes } of elements) {
    if (name === 'workbookPr') isDate1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
    if (name !== 'sheet' || parent !== 'sheets') continue;
    const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
    listed.push({ name: attributes.get('name') ?? '', hidden, relationId: relationId(attributes) });
  }
  return { listed, isDate1904 };
}

function relationId(attributes: ReadonlyMap<string, string>): string {
  for (const [name, value] of attributes) if (name.endsWith(':id')) return value;
  return '';
}
