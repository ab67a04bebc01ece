import { XmlBytes } from './xml-bytes.ts';
import { scanWholePart, XmlPart } from './xml-part.ts';
import { decodeXmlText } from './xml-text.ts';

/** First and last of the built-in formats that show a date or time, East Asian ones too (ECMA-376 part 1, 18.8.30). */
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** For each cell style whether a number in it is shown as a date or time; at 0 that of cells without a style. */
export type DateStyles = Uint8Array;

/** Reads which cell styles are dates from the styles part. Throws `UnknownConstruct`, `file.damaged`. */
export async function readDateStyles(
  fileName: string,
  part: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<DateStyles> {
  const custom = new Map<number, boolean>();
  const styles: number[] = [];
  const xml = new XmlBytes(fileName, part);
  const handler = {
    root: 'styleSheet',
    onText: () => undefined,
    onElement(parent: string, name: string) {
      // Conditional formats have numFmt and xf of their own elsewhere.
      if (parent === 'numFmts' && name === 'numFmt') {
        const attributes = xml.attributes();
        const code = decodeXmlText(attributes.get('formatCode') ?? '');
        custom.set(Number(attributes.get('numFmtId')), isDateFormat(code));
      }
      if (parent === 'cellXfs' && name === 'xf') styles.push(Number(xml.attributes().get('numFmtId') ?? '0'));
      return false;
    },
  };
  await scanWholePart(new XmlPart(xml, handler), chunks);
  return Uint8Array.from(styles, (format) => ((custom.get(format) ?? isBuiltInDate(format)) ? 1 : 0));
}

function isBuiltInDate(format: number): boolean {
  return DATE_FORMATS.some(([first, last]) => format >= first && format <= last);
}

/**
 * Whether a format code shows a date or time: what it quotes, escapes, pads with or puts in brackets (currencies,
 * colours, conditions, locales) aside, it has a letter of one. `[h]`, `[m]` and `[s]` are elapsed time.
 */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|[_*]./g, '').toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return true;
  const letters = bare.replace(/\[[^[\]]*\]/g, '');
  if (/^\s*(?:general|@)\s*$/.test(letters)) return false;
  return /am\/pm|a\/p|y|d|mmm/.test(letters) || /(?:^|[^a-z])(?:h{1,2}|s{1,2})(?:[^a-z]|$)/.test(letters);
}
