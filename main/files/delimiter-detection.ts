/** The separators looked for, in order of preference when nothing else decides. */
export const KNOWN_DELIMITERS = [',', ';', '\t', '|'] as const;

const RECORDS_LOOKED_AT = 200;

interface Score {
  readonly delimiter: string;
  /** Share of the records that have the most usual number of separators, in percent. */
  readonly consistency: number;
  readonly perRecord: number;
}

/**
 * Finds the separator of a text table from its beginning: the one that splits most of up to 200 records into the same
 * number of columns; between equals the one with more columns. A one-column file answers ','.
 * `text` has line ends normalised to \n and no `sep=` line; `isWhole` says that it is not cut off.
 */
export function detectDelimiter(text: string, isWhole: boolean): string {
  let best: Score | null = null;
  for (const delimiter of KNOWN_DELIMITERS) {
    const score = scoreDelimiter(text, delimiter, isWhole);
    if (score !== null && (best === null || isBetter(score, best))) best = score;
  }
  return best?.delimiter ?? ',';
}

/** The separator an Excel `sep=;` first line names, with how many characters to skip; null without such a line. */
export function readSepLine(text: string): { delimiter: string; length: number } | null {
  const match = /^"?sep=([^\r\n"])"?(?:\r?\n|$)/i.exec(text);
  return match === null ? null : { delimiter: match[1] ?? ',', length: match[0].length };
}

// Five percent of difference is noise (a stray separator in a name), more than that is evidence.
function isBetter(score: Score, best: Score): boolean {
  if (Math.abs(score.consistency - best.consistency) > 5) return score.consistency > best.consistency;
  return score.perRecord > best.perRecord;
}

function scoreDelimiter(text: string, delimiter: string, isWhole: boolean): Score | null {
  const counts = countPerRecord(text, delimiter, isWhole);
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
  let usual = 0;
  let seen = 0;
  for (const [count, times] of tally) {
    if (times > seen || (times === seen && count > usual)) [usual, seen] = [count, times];
  }
  if (usual === 0) return null;
  return { delimiter, consistency: Math.round((100 * seen) / counts.length), perRecord: usual };
}

/** Number of separators outside quotes in each record that is not blank. */
function countPerRecord(text: string, delimiter: string, isWhole: boolean): number[] {
  const counts: number[] = [];
  let count = 0;
  let isBlank = true;
  let isFieldStart = true;
  let isQuoted = false;
  let closedAt = -2;
  for (let i = 0; i < text.length && counts.length < RECORDS_LOOKED_AT; i += 1) {
    const char = text[i];
    if (isQuoted) {
      if (char === '"') [isQuoted, closedAt] = [false, i];
    } else if (char === '\n') {
      if (!isBlank) counts.push(count);
      [count, isBlank, isFieldStart] = [0, true, true];
    } else if (char === '"' && (isFieldStart || closedAt === i - 1)) {
      [isQuoted, isBlank, isFieldStart] = [true, false, false];
    } else {
      if (char === delimiter) count += 1;
      isFieldStart = char === delimiter;
      isBlank = false;
    }
  }
  // A record cut off by the end of the sample would be counted short.
  if (!isBlank && (isWhole || counts.length === 0) && counts.length < RECORDS_LOOKED_AT) counts.push(count);
  return counts;
}
