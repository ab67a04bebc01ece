import type { Choices } from './random-choices.ts';

const STRANGE = [
  '<row>',
  '</row>',
  '<row r="1">',
  '<c>',
  '</c>',
  '<c r="B2"/>',
  '<v>',
  '</v>',
  '<v>7</v>',
  '<is><t>x</t></is>',
  '<sheetData>',
  '</sheetData>',
  '<si>',
  '</si>',
  '<t>',
  '</t>',
  '<r>',
  '</r>',
  '<f>1</f>',
  '<x:c r="A1"/>',
  '<mc:AlternateContent>',
  '</mc:AlternateContent>',
  '<extLst/>',
  '<![CDATA[',
  '<![CDATA[x]]>',
  ']]>',
  '<!--',
  '-->',
  '<!-- a -->',
  '<?x y?>',
  '<!DOCTYPE a>',
  '<!ENTITY b "c">',
  '&amp;',
  '&',
  '&b;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '<',
  '>',
  '"',
  "'",
  '/',
  '=',
  ' ',
  '\n',
  '\0',
  '\uffff',
  '_x000D_',
  '-1',
  '1e9',
  '99999999999999999999',
  'NaN',
];

/** Part of a workbook with a few things in its XML changed, most of which make it no XML or no workbook. */
export function mutateXml(choose: Choices, xml: string): string {
  const tokens = xml.match(/<[^>]*>|[^<]+/g) ?? [];
  for (let left = 1 + choose.below(3); left > 0 && tokens.length > 0; left -= 1) {
    const at = choose.below(tokens.length);
    const token = tokens[at] ?? '';
    const way = choose.below(8);
    if (way === 0) tokens.splice(at, 1);
    else if (way === 1) tokens.splice(at, 0, token);
    else if (way === 2) tokens.splice(at, 0, choose.pick(STRANGE));
    else if (way === 3) tokens[at] = choose.pick(STRANGE);
    else if (way === 4) tokens.splice(at, 2, tokens[at + 1] ?? '', token);
    else if (way === 5) tokens[at] = token.slice(0, choose.below(token.length + 1));
    else if (way === 6) tokens[at] = token.replace(/\d/, `${choose.below(10)}`);
    else tokens[at] = spliced(choose, token);
  }
  return tokens.join('');
}

function spliced(choose: Choices, token: string): string {
  const at = choose.below(token.length + 1);
  return token.slice(0, at) + choose.pick(STRANGE) + token.slice(at + choose.below(2));
}

/** A file with some of its bytes changed, put in or left out. */
export function mutateBytes(choose: Choices, bytes: Buffer): Buffer {
  const pieces = [Buffer.from(bytes)];
  for (let left = 1 + choose.below(3); left > 0; left -= 1) {
    const whole = Buffer.concat(pieces.splice(0));
    const at = choose.below(whole.length);
    const way = choose.below(4);
    if (way === 0) pieces.push(whole.subarray(0, at), whole.subarray(at + 1));
    else if (way === 1) pieces.push(whole.subarray(0, at), Buffer.from([choose.below(256)]), whole.subarray(at));
    else {
      whole[at] = way === 2 ? choose.below(256) : (whole[at] ?? 0) ^ (1 << choose.below(8));
      pieces.push(whole);
    }
  }
  return Buffer.concat(pieces);
}
