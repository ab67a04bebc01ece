import {
  entryToName,
  helpLexicon,
  isInScope,
  languageName,
  slipTargets,
  startLexicon,
  stopLexicon,
  withoutCourtesy,
  yesLexicon,
} from './reply-lexicon.ts';
import type { LanguageScope, LexiconEntry } from './reply-lexicon.ts';
import type { ReplyOutcome, ReplyRule, ReplyVerdict } from './reply-outcome.ts';
import { findPhrase, reviewPhrases, sourceRequestPhrases, stopPhrases, wrongNumberPhrases } from './reply-phrases.ts';
import { firstLineOf, isOneSlip, joinLetters, normaliseReply } from './reply-text.ts';

/** What a reply is read in the light of. */
export interface ReplyContext extends LanguageScope {
  /** True when the last text to this number was marketing or newsletter. */
  readonly lastOutboundMarketing: boolean;
  /** True while a request to confirm permission, younger than seven days, is open. */
  readonly openDoubleOptIn: boolean;
  /** Names of lists, topics and codes that "STOP name" may mean. */
  readonly lists: readonly string[];
}

/** Characters that are read; no text message is longer. */
const longestRead = 5_000;

const hardFirst: ReadonlySet<string> = new Set(['STOP', 'STOPALL', 'STOPP', 'UNSUBSCRIBE', 'OPTOUT', 'ARRET']);
const hardFirstNotNext: ReadonlySet<string> = new Set(['BY', 'IN', 'AT', 'OVER', 'OFF', 'SIGN', 'LIGHT']);
const hardContains: ReadonlySet<string> = new Set(['STOP', 'STOPP', 'UNSUBSCRIBE', 'OPTOUT', 'REVOKE']);

/** A reply taken apart once for all rules. */
interface Reading {
  readonly whole: string;
  readonly words: readonly string[];
  /** The whole message and its first line, each also without courtesy and with spaced letters put together. */
  readonly candidates: readonly Candidate[];
  readonly wholeCandidates: readonly Candidate[];
}

interface Candidate {
  readonly words: readonly string[];
  /** The words in one, as the lexicons have them; empty when they are too many to be a keyword. */
  readonly key: string;
}

type Rule = (reading: Reading, context: ReplyContext) => ReplyVerdict | null;

function verdict(outcome: ReplyOutcome, rule: ReplyRule, reason: string, language: string | null = null): ReplyVerdict {
  return { outcome, rule, reason, language };
}

function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`;
}

/** Words of a keyword are few: a longer candidate is none. */
const longestKeyword = 8;

function candidateOf(words: readonly string[]): Candidate {
  return { words, key: words.length > longestKeyword ? '' : words.join(' ') };
}

const noEntries: readonly LexiconEntry[] = [];

function entriesOf(lexicon: ReadonlyMap<string, readonly LexiconEntry[]>, { key }: Candidate): readonly LexiconEntry[] {
  return lexicon.get(key) ?? noEntries;
}

/** The words as they stand, without courtesy, with spaced letters put together, and both ways of both. */
function variantsOf(words: readonly string[]): readonly Candidate[] {
  const variants = [candidateOf(words)];
  const add = (variant: readonly string[] | null): void => {
    if (variant !== null && variant.length > 0) variants.push(candidateOf(variant));
  };
  const bare = withoutCourtesy(words);
  if (bare !== words) add(bare);
  const joined = joinLetters(words);
  if (joined === null) return variants;
  add(joined);
  add(withoutCourtesy(joined));
  if (bare !== words) add(joinLetters(bare));
  return variants;
}

function read(text: string): Reading {
  const capped = text.slice(0, longestRead);
  const whole = normaliseReply(capped);
  const words = whole.split(' ');
  const wholeCandidates = variantsOf(words);
  const line = firstLineOf(capped);
  const first = line === null ? '' : normaliseReply(line);
  const candidates =
    first === '' || first === whole ? wholeCandidates : [...wholeCandidates, ...variantsOf(first.split(' '))];
  return { whole, words, candidates, wholeCandidates };
}

/** Rule 2. A START within a stop word (HUY DANG KY) is part of that word. */
const stopAndStart: Rule = ({ words }) => {
  if (words.length < 2 || words.length > 3) return null;
  const left = [...words];
  let stops = 0;
  for (let length = words.length; length > 0; length -= 1) {
    for (let at = 0; at + length <= left.length; at += 1) {
      if (!stopLexicon.has(left.slice(at, at + length).join(' '))) continue;
      stops += 1;
      left.fill('', at, at + length);
    }
  }
  if (stops === 0) return null;
  const hasStart = left.some((word, at) => startLexicon.has(word) || startLexicon.has(`${word} ${left[at + 1] ?? ''}`));
  return hasStart ? verdict('review', 'stopAndStart', 'Both a word to stop and a word to start are in it') : null;
};

/** Rule 3. */
const wrongNumber: Rule = ({ whole }) => {
  const match = findPhrase(wrongNumberPhrases, whole);
  return match && verdict('wrong_number', 'wrongNumber', `Says ${quoted(match.found)}`, match.phrase.language);
};

/** Rule 4: a word of tier A anywhere in the world, of tier B where its language counts. */
const stopWord: Rule = ({ candidates }, context) => {
  for (const candidate of candidates) {
    const entries = entriesOf(stopLexicon, candidate).filter(
      ({ tier, language }) => tier === 'A' || (tier === 'B' && isInScope(language, context)),
    );
    const entry = entryToName(entries, context);
    if (entry)
      return verdict(
        'stop',
        'stopWord',
        `${quoted(candidate.key)} is a word to stop in ${languageName(entry.language)}`,
        entry.language,
      );
  }
  return null;
};

/** Rule 5: after advertising such a word counts as a stop; otherwise a person decides. */
const ambiguousWord: Rule = ({ candidates }, context) => {
  for (const candidate of candidates) {
    const entries = entriesOf(stopLexicon, candidate).filter(({ tier }) => tier === 'C');
    const entry = entryToName(entries, context);
    if (!entry) continue;
    const may = `${quoted(candidate.key)} may mean stop in ${languageName(entry.language)}`;
    return context.lastOutboundMarketing
      ? verdict('review_if_marketing', 'ambiguousWord', `${may}; after advertising it counts as a stop`, entry.language)
      : verdict('review', 'ambiguousWord', `${may}; a person must decide`, entry.language);
  }
  return null;
};

/** Rule 6. */
const stopPhrase: Rule = ({ whole }) => {
  const match = findPhrase(stopPhrases, whole);
  return match && verdict('stop', 'stopPhrase', `Says ${quoted(match.found)}`, match.phrase.language);
};

function isList(words: readonly string[], lists: readonly string[]): boolean {
  const compact = words.join('');
  return compact !== '' && lists.some((list) => normaliseReply(list).replaceAll(' ', '') === compact);
}

/** Rule 7: "STOP promos". What follows and is no list stops everything. */
const firstWord: Rule = ({ candidates }, { lists }) => {
  for (const { words } of candidates) {
    const [first = '', second = ''] = words;
    if (words.length < 2 || words.length > 3 || !hardFirst.has(first) || hardFirstNotNext.has(second)) continue;
    const language = first === 'ARRET' ? 'fr' : first === 'STOPP' ? 'de' : 'en';
    const rest = words.slice(1);
    const named = [rest, withoutCourtesy(rest)].find((list) => isList(list, lists));
    return named
      ? verdict('stop_scoped', 'firstWord', `Asks to stop ${quoted(named.join(' '))} only`, language)
      : verdict('stop', 'firstWord', `Begins with ${quoted(first)} and names no list of ours`, language);
  }
  return null;
};

function containsStop(words: readonly string[]): string | null {
  const found = words.find((word, at) => hardContains.has(word) || (word === 'OPT' && words[at + 1] === 'OUT'));
  return found === 'OPT' ? 'OPT OUT' : (found ?? null);
}

/** Rules 8 to 10: such a word must be the whole message. */
function wholeWord(
  lexicon: ReadonlyMap<string, readonly LexiconEntry[]>,
  outcome: ReplyOutcome,
  rule: ReplyRule,
  meaning: string,
): Rule {
  return ({ candidates, words }, context) => {
    for (const candidate of candidates) {
      const entries = entriesOf(lexicon, candidate).filter(({ language }) => isInScope(language, context));
      const entry = entryToName(entries, context);
      // A first line that says START above a STOP starts nothing.
      if (!entry || containsStop(words) !== null) continue;
      const reason = `${quoted(candidate.key)} ${meaning} in ${languageName(entry.language)}`;
      return verdict(outcome, rule, reason, entry.language);
    }
    return null;
  };
}

const startWord = wholeWord(startLexicon, 'start', 'startWord', 'is a word to start again');
const yesWord = wholeWord(yesLexicon, 'yes_if_open_request', 'requestAnswer', 'is a yes to the open request');
/** Rule 9: without an open request a yes is no permission for anything. */
const requestAnswer: Rule = (reading, context) => (context.openDoubleOptIn ? yesWord(reading, context) : null);
const helpWord = wholeWord(helpLexicon, 'help', 'helpWord', 'asks for help');

/** Of rule 5 and `language_scope`: a stop word of a language that is not expected here. */
const foreignWord: Rule = ({ candidates }) => {
  for (const candidate of candidates) {
    const [entry] = entriesOf(stopLexicon, candidate);
    if (entry)
      return verdict(
        'review',
        'foreignWord',
        `${quoted(candidate.key)} may mean stop in ${languageName(entry.language)}, which is not expected from this number`,
        entry.language,
      );
  }
  return null;
};

/** Rule 11. */
const annoyed: Rule = ({ whole }) => {
  const match = findPhrase(reviewPhrases, whole);
  return match && verdict('review', 'reviewPhrase', `Says ${quoted(match.found)}`);
};

const stopSomewhere: Rule = ({ words, candidates }) => {
  const found = [words, ...candidates.map((candidate) => candidate.words)]
    .map(containsStop)
    .find((word) => word !== null);
  return found ? verdict('review', 'containsStop', `${quoted(found)} is in it`, 'en') : null;
};

const cancelFirst: Rule = ({ wholeCandidates }) =>
  wholeCandidates.some(({ words }) => words[0] === 'CANCEL')
    ? verdict('review', 'startsWithCancel', 'Begins with “CANCEL”', 'en')
    : null;

const misspelt: Rule = ({ wholeCandidates }) => {
  for (const { words } of wholeCandidates) {
    if (words.length > 2) continue;
    for (const word of words) {
      const target = slipTargets.find((each) => isOneSlip(word, each));
      if (target) return verdict('review', 'misspelt', `${quoted(word)} is nearly ${quoted(target)}`, 'en');
    }
  }
  return null;
};

/** Rule 12. */
const sourceRequest: Rule = ({ whole }) => {
  const match = findPhrase(sourceRequestPhrases, whole);
  return match && verdict('source_request', 'sourceRequest', `Asks ${quoted(match.found)}`, match.phrase.language);
};

/** In the order of optout-keywords.json. */
const rules: readonly Rule[] = [
  stopAndStart,
  wrongNumber,
  stopWord,
  ambiguousWord,
  stopPhrase,
  firstWord,
  startWord,
  requestAnswer,
  helpWord,
  foreignWord,
  annoyed,
  stopSomewhere,
  cancelFirst,
  misspelt,
  sourceRequest,
];

const nothing = verdict('none', 'nothingFound', 'Nothing in it asks to stop, to start or for help');

/**
 * What a reply asks for, by the order and the words of optout-keywords.json; the first rule that finds something decides.
 * Takes time linear in the text; reads at most 5,000 characters.
 */
export function classifyReply(text: string, context: ReplyContext): ReplyVerdict {
  const reading = read(text);
  if (reading.whole === '') return nothing;
  for (const rule of rules) {
    const found = rule(reading, context);
    if (found) return found;
  }
  return nothing;
}
