import { isBlank, skipElement } from './xml-bytes.ts';
import type { XmlBytes } from './xml-bytes.ts';
import { decodeEscapes, decodeXmlText, UnknownConstruct, withLineFeeds } from './xml-text.ts';

/** How deep a text element stands at most: worksheet, sheetData, row, c, is, r, t. */
const TEXT_DEPTH = 7;

/**
 * The text of a CT_Rst element (`si`, `is`) whose open tag was just read, down to its end tag: plain text and runs in
 * order, phonetic runs (`rPh`) left out. Throws `UnknownConstruct`, `incomplete`, `file.damaged`.
 */
export function readRichText(xml: XmlBytes, element: string): string {
  const tag = xml.prefix() + element;
  let text = '';
  for (;;) {
    const token = xml.next();
    if (token === 'close') {
      if (xml.prefix() + xml.name() !== tag) throw xml.malformed();
      return text;
    }
    if (token === 'text' && isBlank(xml.bytes, xml.from, xml.to)) continue;
    if (token !== 'open' && token !== 'empty') throw new UnknownConstruct(`${token} inside ${element}`);
    text += readPart(xml, element, token === 'empty');
  }
}

function readPart(xml: XmlBytes, parent: string, isEmpty: boolean): string {
  const name = xml.name();
  if (name === 't') return isEmpty ? '' : decodeEscapes(readText(xml, name));
  if (name === 'r' && parent !== 'r') return isEmpty ? '' : readRichText(xml, 'r');
  const isPassedOver = name === 'rPr' || name === 'rPh' || name === 'phoneticPr' || name === 'extLst';
  if (!isPassedOver) throw new UnknownConstruct(`${name} inside ${parent}`);
  if (!isEmpty) skipElement(xml, TEXT_DEPTH);
  return '';
}

/**
 * The content of an element that holds text only, its open tag just read: text and CDATA sections, decoded.
 * Throws `UnknownConstruct`, `incomplete`, `file.damaged`.
 */
export function readText(xml: XmlBytes, element: string): string {
  let text = '';
  for (;;) {
    const token = xml.next();
    if (token === 'text') text += decodeXmlText(xml.bytes.toString('utf8', xml.from, xml.to));
    else if (token === 'cdata') text += withLineFeeds(xml.bytes.toString('utf8', xml.from, xml.to));
    else if (token !== 'close') throw new UnknownConstruct(`an element inside ${element}`);
    else if (xml.name() === element) return text;
    else throw xml.malformed();
  }
}
