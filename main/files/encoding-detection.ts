import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import type { EncodingGuess } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { ENCODING_CANDIDATES } from './encoding-candidates.ts';
import type { EncodingCandidate } from './encoding-candidates.ts';
import { plausibility } from './encoding-plausibility.ts';
import { markedEncoding, unmarkedUtf16 } from './encoding-marks.ts';
import { createTextDecoder } from './text-decoding.ts';

/** Bytes of lines with something beyond ASCII in them that are judged. */
const EVIDENCE_BYTES = 24 * 1024;
const LONGEST_LINE_BYTES = 4 * 1024;
const GUESSES = 3;
const SAMPLE_CHARS = 120;
const LINE_FEED = 10;
const RETURN = 13;

/** What chardet calls encodings that have another name or a superset here. */
const CHARDET_NAMES = new Map([
  ['iso-8859-1', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  ['gbk', 'gb18030'],
]);

interface Judged extends EncodingCandidate {
  readonly score: number;
  readonly text: string;
}

/**
 * The likely encodings of a text file, best first, one to three. Decided in this order: byte order mark, the zero bytes
 * of UTF-16, the whole file being valid UTF-8; else by how the lines with letters beyond ASCII read in each candidate,
 * what chardet says, and the country. No one of these three decides alone. Reads the whole file.
 */
export async function detectEncodings(source: ByteSource, country: string | null): Promise<readonly EncodingGuess[]> {
  const start = await source.read(0, 4096);
  const marked = markedEncoding(start);
  if (marked !== null) return [await named(source, marked, 'sure', 'the file says so at its beginning')];
  const utf16 = unmarkedUtf16(start);
  if (utf16 !== null) return [await named(source, utf16, 'likely', 'every second byte is zero, as in UTF-16')];
  const { isValid, evidence } = await lookThrough(source);
  if (isValid) return [utf8Guess(evidence)];
  return judge(evidence, country);
}

async function named(
  source: ByteSource,
  encoding: string,
  confidence: EncodingGuess['confidence'],
  reason: string,
): Promise<EncodingGuess> {
  const text = createTextDecoder(encoding).push(await source.read(0, EVIDENCE_BYTES));
  return { encoding, confidence, reason, sample: sampleOf(text) };
}

function utf8Guess(evidence: Buffer): EncodingGuess {
  const sample = sampleOf(evidence.toString('utf8'));
  const reason = sample === '' ? 'only plain letters, the same in every encoding' : 'the whole file is valid UTF-8';
  return { encoding: 'utf-8', confidence: 'sure', reason, sample };
}

/** One pass over the file: whether it is UTF-8, and the first lines with bytes beyond ASCII. */
async function lookThrough(source: ByteSource): Promise<{ isValid: boolean; evidence: Buffer }> {
  const lines: Buffer[] = [];
  let gathered = 0;
  let isValid = true;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source.chunks()) {
    if (rest.length === 0 && isAscii(chunk)) continue;
    const window = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = window.subarray(0, endOfWholeCharacters(window));
    rest = Buffer.from(window.subarray(whole.length));
    isValid &&= isUtf8(whole);
    for (const line of linesBeyondAscii(window)) {
      if (gathered >= EVIDENCE_BYTES) break;
      lines.push(line);
      gathered += line.length + 1;
    }
  }
  return { isValid: isValid && rest.length === 0, evidence: Buffer.concat(lines.flatMap((line) => [line, LINE_END])) };
}

const LINE_END = Buffer.from('\n');

/** Up to three bytes at the end may be the beginning of a character that goes on in the next piece. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The lines of a piece that hold a byte beyond ASCII, each at most 4 KB; lines cut by the piece's ends are whole enough. */
function* linesBeyondAscii(bytes: Buffer): Generator<Buffer> {
  let at = 0;
  while (at < bytes.length) {
    while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
    if (at === bytes.length) return;
    const start = Math.max(bytes.lastIndexOf(LINE_FEED, at), bytes.lastIndexOf(RETURN, at)) + 1;
    const from = Math.max(start, at - LONGEST_LINE_BYTES / 2);
    const feed = bytes.indexOf(LINE_FEED, at);
    const ending = feed === -1 ? bytes.length : feed;
    const end = Math.min(ending, from + LONGEST_LINE_BYTES);
    yield bytes.subarray(from, end);
    at = Math.max(end, at + 1);
  }
}

function judge(evidence: Buffer, country: string | null): readonly EncodingGuess[] {
  const votes = votesByScript(evidence);
  const judged = ENCODING_CANDIDATES.map((candidate): Judged => {
    const decoder = createTextDecoder(candidate.encoding);
    const text = decoder.push(evidence) + decoder.end();
    const isAtHome = country !== null && candidate.countries.includes(country);
    const vote = votes.get(candidate.script) ?? 0;
    const score = plausibility(text) + candidate.prior + 0.2 * vote + (isAtHome ? 0.15 : 0);
    return { ...candidate, score, text };
  }).toSorted((a, b) => b.score - a.score);
  // Of encodings that read the text alike the most usual one stands for all.
  const different = judged.filter(
    ({ text, prior }) => !judged.some((other) => other.text === text && other.prior > prior),
  );
  return different.slice(0, GUESSES).map((guess, index) => guessOf(guess, index, different));
}

/** What chardet finds, from 0 to 1, for the script: within one it cannot tell variants apart. */
function votesByScript(evidence: Buffer): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  for (const { name, confidence } of analyse(evidence)) {
    const script = ENCODING_CANDIDATES.find(({ encoding }) => encoding === plainName(name))?.script;
    if (script !== undefined) votes.set(script, Math.max(votes.get(script) ?? 0, Math.min(confidence, 100) / 100));
  }
  return votes;
}

function plainName(name: string): string {
  const lower = name.toLowerCase();
  return CHARDET_NAMES.get(lower) ?? lower;
}

function guessOf({ encoding, script, score, text }: Judged, index: number, all: readonly Judged[]): EncodingGuess {
  const lead = index === 0 ? score - (all[1]?.score ?? -1) : 0;
  const isClear = score >= 0.7 && lead >= 0.3;
  const confidence = index > 0 || score < 0.4 ? 'check' : isClear ? 'sure' : lead >= 0.1 ? 'likely' : 'check';
  const reason = index === 0 ? `reads best as ${script} text` : `could be ${script} text`;
  return { encoding, confidence, reason, sample: sampleOf(text) };
}

/** The first line with a letter beyond ASCII, at most 120 characters of it. */
function sampleOf(text: string): string {
  const line = text.split(/\r\n?|\n/).find((candidate) => /[^\0-\u007f]/.test(candidate)) ?? '';
  // By characters: half a surrogate pair would be no text.
  const characters = Array.from(line.trim().slice(0, 4 * SAMPLE_CHARS));
  return characters.slice(0, SAMPLE_CHARS).join('');
}
