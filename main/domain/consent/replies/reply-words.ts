import { africanWords } from './african-words.ts';
import { asianWords } from './asian-words.ts';
import { eastEuropeanWords } from './east-european-words.ts';
import { westEuropeanWords } from './west-european-words.ts';

/** One language's words as a table holds them: several in one string, parted by commas, in the spelling of `normaliseReply`. */
export interface ReplyWords {
  /** ISO 639-1. */
  readonly code: string;
  readonly name: string;
  /** How sure we are; `low` needs a native speaker. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** Keys of `replySources`. */
  readonly sources: string;
  /** Words a regulator or carrier names. */
  readonly tierA: string;
  /** Clear local words. */
  readonly tierB: string;
  /** Words that also mean something else. */
  readonly tierC: string;
  readonly start: string;
  /** A yes; it only ever answers an open request. */
  readonly yes: string;
  readonly help: string;
  /** Words of courtesy that change nothing about the others. */
  readonly courtesy: string;
  readonly note: string | null;
}

/** Every language there are words for, English first. */
export const replyLanguages: readonly ReplyWords[] = [
  ...westEuropeanWords,
  ...africanWords,
  ...eastEuropeanWords,
  ...asianWords,
];

/** The words of one comma-parted cell. */
export function wordsOf(cell: string): readonly string[] {
  return cell.split(', ');
}
