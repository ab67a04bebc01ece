import type { Choices } from './random-choices.ts';

/** A library that is known to read a spelling differently from the standard, so that only the standard is asked. */
export type Library = 'hucre' | 'sheetjs';

/** One way to write one value: what stands in the file and what a person must be shown for it. */
export interface Spelling {
  /** The cell's attributes but `r`, and its content, with `P` for the prefix of the vocabulary. */
  readonly attributes: string;
  readonly content: string;
  readonly text: string;
  readonly unlike: readonly Library[];
}

/** What a spelling may draw on: choices, the texts shared so far, the date system. */
export interface SpellingContext {
  readonly choose: Choices;
  readonly isDate1904: boolean;
  /** Adds an `si` element; answers its index. */
  share(content: string): number;
}

/** Cell styles of every generated book: 0 general, 1 date, 2 own date and time, 3 money, 4 time, 5 a phone number's. */
export const STYLES = `<PnumFmts count="4">
  <PnumFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>
  <PnumFmt numFmtId="165" formatCode="[$Rs.-4009] #,##0.00;[Red]&quot;days&quot; 0"/>
  <PnumFmt numFmtId="166" formatCode="[h]:mm"/>
  <PnumFmt numFmtId="167" formatCode="[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####"/></PnumFmts>
  <Pfonts count="1"><Pfont><Psz val="11"/></Pfont></Pfonts><Pfills count="1"><Pfill><PpatternFill patternType="none"/></Pfill></Pfills>
  <Pborders count="1"><Pborder/></Pborders><PcellStyleXfs count="1"><Pxf numFmtId="14"/></PcellStyleXfs>
  <PcellXfs count="6"><Pxf numFmtId="0"/><Pxf numFmtId="14"/><Pxf numFmtId="164"/><Pxf numFmtId="165"/><Pxf numFmtId="20"/><Pxf numFmtId="167"><Palignment horizontal="left"/></Pxf></PcellXfs>
  <Pdxfs count="1"><Pdxf><PnumFmt numFmtId="165" formatCode="yyyy"/></Pdxf></Pdxfs>`;

const WORDS = [
  'Ann',
  'Bo & Co',
  '<b>',
  'é',
  'Zoë Müller',
  '李雷',
  '😀 ok',
  ' padded ',
  'a"b\'c',
  'two\nlines',
  'tab\there',
  '=1+1',
  '+27821234567',
  '__proto__',
  'constructor',
  '0821234567',
  'n_x_m',
  'مرحبا',
  "'0821234567",
  'x'.repeat(300),
];

function escaped(choose: Choices, text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '&') return choose.pick(['&amp;', '&#38;', '&#x26;']);
    if (character === '<') return choose.pick(['&lt;', '&#60;', '&#x3C;']);
    if (character === '>') return choose.pick(['&gt;', '>']);
    if (character === '"') return choose.pick(['&quot;', '"']);
    if (character === "'") return choose.pick(['&apos;', "'"]);
    return choose.chance(0.04) ? choose.pick([`&#${code};`, `&#x${code.toString(16)};`]) : character;
  }).join('');
}

/** Text as XML content: escaped, as CDATA, in pieces, with a comment between. SheetJS misreads most references by number. */
function xmlText(choose: Choices, text: string): { xml: string; unlike: Library[] } {
  const way = choose.below(12);
  if (way === 0) return { xml: `<![CDATA[${text}]]>`, unlike: ['sheetjs'] };
  const plain = escaped(choose, text);
  const isFarReference = /&#x?[0-9a-f]+;/i.test(plain) && /&#(?!38;|60;|62;|x26;|x3C;)/.test(plain);
  if (way === 1) return { xml: `${plain}<!-- note -->`, unlike: ['sheetjs'] };
  if (way === 2 && text.length > 2) {
    const half = Math.floor(text.length / 2);
    // A pair of surrogates is not cut: what is written must be a text.
    if (!/[\ud800-\udfff]/.test(text)) {
      return { xml: `<![CDATA[${text.slice(0, half)}]]>${escaped(choose, text.slice(half))}`, unlike: ['sheetjs'] };
    }
  }
  return { xml: plain, unlike: isFarReference ? ['sheetjs'] : [] };
}

function richText(context: SpellingContext): { xml: string; text: string; unlike: Library[] } {
  const { choose } = context;
  const runs = Array.from({ length: 1 + choose.below(3) }, () => choose.pick(WORDS));
  const unlike: Library[] = [];
  const xml = runs.map((run) => {
    const written = xmlText(choose, run);
    unlike.push(...written.unlike);
    const properties = choose.chance(0.5) ? '<PrPr><Pb/><Psz val="11"/><PrFont val="Arial"/></PrPr>' : '';
    return `<Pr>${properties}<Pt xml:space="preserve">${written.xml}</Pt></Pr>`;
  });
  // What a reader aloud would say is no part of the text.
  const phonetic = choose.chance(0.2) ? '<PrPh sb="0" eb="1"><Pt>よみ</Pt></PrPh><PphoneticPr fontId="1"/>' : '';
  if (phonetic !== '') unlike.push('sheetjs');
  return { xml: xml.join('') + phonetic, text: runs.join(''), unlike };
}

function plainElement(choose: Choices, text: string): { xml: string; unlike: Library[] } {
  const { xml, unlike } = xmlText(choose, text);
  return { xml: `<Pt${choose.pick(['', ' xml:space="preserve"', " xml:space='preserve'"])}>${xml}</Pt>`, unlike };
}

function sharedText(context: SpellingContext): Spelling {
  const { choose } = context;
  if (choose.chance(0.25)) {
    const { xml, text, unlike } = richText(context);
    return { attributes: 't="s"', content: `<Pv>${context.share(xml)}</Pv>`, text, unlike };
  }
  const text = choose.pick(WORDS);
  const { xml, unlike } = plainElement(choose, text);
  const index = context.share(xml);
  return { attributes: "t='s'", content: `<Pv>${index}</Pv>`, text, unlike };
}

function inlineText(context: SpellingContext): Spelling {
  const { choose } = context;
  const attributes = 't="inlineStr"';
  if (choose.chance(0.25)) {
    const { xml, text, unlike } = richText(context);
    // The library takes the phonetic text of an inline cell for text.
    const isPhonetic = xml.includes('PrPh');
    return { attributes, content: `<Pis>${xml}</Pis>`, text, unlike: isPhonetic ? ['hucre', ...unlike] : unlike };
  }
  const text = choose.pick(WORDS);
  const { xml, unlike } = plainElement(choose, text);
  return { attributes, content: `<Pis>${xml}</Pis>`, text, unlike };
}

function formulaText({ choose }: SpellingContext): Spelling {
  const text = choose.pick(WORDS);
  const { xml, unlike } = xmlText(choose, text);
  const formula = choose.pick([
    '<Pf>A1&amp;B1</Pf>',
    '<Pf t="shared" ref="A1:A9" si="0">B1</Pf>',
    '<Pf t="shared" si="0"/>',
    '<Pf/>',
  ]);
  return { attributes: 't="str"', content: `${formula}<Pv>${xml}</Pv>`, text, unlike };
}

function wholeNumber({ choose }: SpellingContext): Spelling {
  const value = choose.pick([0, 7, -5, 27_821_234_567, 821_234_567, 123_456_789_012_345, choose.below(1e9)]);
  const exponent = value.toExponential().replace('e', 'E');
  const written = choose.pick([`${value}`, `${value}.0`, exponent, `${value}`, `${value}`]);
  const style = choose.pick(['', ' s="5"', ' s="3"', ' s="0"']);
  const type = choose.pick(['', 't="n"']);
  const content = choose.chance(0.2) ? `<Pf>SUM(A1:A2)</Pf><Pv>${written}</Pv>` : `<Pv>${written}</Pv>`;
  // Both take the point in `[$Rs.-4009]`, or the days in it, for a date's.
  const unlike: Library[] = style.includes('3') ? ['hucre', 'sheetjs'] : [];
  return { attributes: `${type}${style}`, content, text: String(value), unlike };
}

function decimalNumber({ choose }: SpellingContext): Spelling {
  const [written, text] = choose.pick([
    ['0.5', '0.5'],
    ['-1234.5', '-1234.5'],
    ['0.30000000000000004', '0.3'],
    ['19.99', '19.99'],
    ['1.50', '1.5'],
    ['1E-3', '0.001'],
    ['0.0000001', '0.0000001'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0', '0'],
    ['007', '7'],
    ['2.7821234567E10', '27821234567'],
    ['2.7821234567e+10', '27821234567'],
  ] as const);
  return { attributes: '', content: `<Pv>${written}</Pv>`, text, unlike: [] };
}

/** Serial number and text of a moment, by the calendar and not by any reader. */
function moment(context: SpellingContext): Spelling {
  const { choose, isDate1904 } = context;
  const year = 1905 + choose.below(190);
  const time = Date.UTC(year, choose.below(12), 1 + choose.below(28));
  const epoch = isDate1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const day = (time - epoch) / 86_400_000;
  const iso = new Date(time).toISOString().slice(0, 10);
  if (choose.chance(0.5)) return { attributes: 's="1"', content: `<Pv>${day}</Pv>`, text: iso, unlike: [] };
  const seconds = 1 + choose.below(86_398);
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  const serial = day + seconds / 86_400;
  return { attributes: 's="2"', content: `<Pv>${serial}</Pv>`, text: `${iso}T${clock}`, unlike: [] };
}

function otherValue({ choose }: SpellingContext): Spelling {
  const plain = (attributes: string, content: string, text: string, unlike: readonly Library[] = []): Spelling => ({
    attributes,
    content,
    text,
    unlike,
  });
  return choose.pick([
    plain('t="b"', '<Pv>1</Pv>', 'TRUE'),
    plain('t="b"', '<Pv>0</Pv>', 'FALSE'),
    plain('t="b"', '<Pv>true</Pv>', 'TRUE'),
    plain('t="e"', '<Pv>#N/A</Pv>', ''),
    plain('t="e"', '<Pf>1/0</Pf><Pv>#DIV/0!</Pv>', ''),
    plain('t="d"', '<Pv>2024-02-29T13:05:09</Pv>', '2024-02-29T13:05:09', ['sheetjs']),
    plain('t="d"', '<Pv>2024-02-29</Pv>', '2024-02-29', ['sheetjs']),
    // A formula that was never reckoned has no value to show.
    plain('', '<Pf>NOW()</Pf>', ''),
    plain('s="1"', '', ''),
    plain('', '<Pv></Pv>', ''),
    plain('', '<Pv/>', ''),
    // The library takes no value for text number 0, and for no.
    plain('t="s"', '', '', ['hucre']),
    plain('t="b"', '', '', ['hucre', 'sheetjs']),
    plain('t="str"', '<Pv>a_x000D_b_x0041_</Pv>', 'a\rbA'),
    plain('t="str"', '<Pv>_x005F_x0041_</Pv>', '_x0041_', ['sheetjs']),
    plain('t="inlineStr"', '<Pis><Pt>line&#10;two</Pt></Pis>', 'line\ntwo'),
    plain('t="str"', '<Pv>pair &#xD83D;&#xDE00;</Pv>', 'pair 😀', ['sheetjs']),
    plain('t="str"', '<Pv>carriage\r\nreturn</Pv>', 'carriage\nreturn', ['hucre']),
    plain('cm="1" vm="1"', '<Pv>5</Pv><PextLst><Pext uri="{x}"><Py>deep</Py></Pext></PextLst>', '5'),
    plain('t="str"', '\n  <Pv>spaced out</Pv>\n', 'spaced out'),
  ]);
}

const KINDS = [
  sharedText,
  sharedText,
  inlineText,
  formulaText,
  wholeNumber,
  wholeNumber,
  decimalNumber,
  moment,
  otherValue,
];

/** A random value in a random spelling. */
export function randomSpelling(context: SpellingContext): Spelling {
  return context.choose.pick(KINDS)(context);
}
