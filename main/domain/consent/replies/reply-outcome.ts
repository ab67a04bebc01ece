/** What a reply asks for, as optout-keywords.json names it. */
export const replyOutcomes = [
  /** No more texts of any purpose. */
  'stop',
  /** No more texts of one list. */
  'stop_scoped',
  /** Texts again, after an earlier stop. */
  'start',
  /** A yes; it answers an open request and nothing else. */
  'yes_if_open_request',
  'help',
  /** The number belongs to somebody else now. */
  'wrong_number',
  /** May be a stop: a person decides. */
  'review',
  /** May be a stop, and after advertising is one. */
  'review_if_marketing',
  /** Who are you, and where is my number from? */
  'source_request',
  'none',
] as const;

export type ReplyOutcome = (typeof replyOutcomes)[number];

/** The rule that decided. The order of the file, not of this list, is the order they are asked in. */
export const replyRuleNames = [
  'stopAndStart',
  'wrongNumber',
  'stopWord',
  'ambiguousWord',
  'stopPhrase',
  'firstWord',
  'startWord',
  'requestAnswer',
  'helpWord',
  'foreignWord',
  'reviewPhrase',
  'containsStop',
  'startsWithCancel',
  'misspelt',
  'sourceRequest',
  'nothingFound',
] as const;

export type ReplyRule = (typeof replyRuleNames)[number];

/** A reply as classified: what it asks, which rule said so, why in words, in which language (null where none decided). */
export interface ReplyVerdict {
  readonly outcome: ReplyOutcome;
  readonly rule: ReplyRule;
  readonly reason: string;
  readonly language: string | null;
}

/** True for outcomes that end texts to a number at once. */
export function endsTexts(outcome: ReplyOutcome): boolean {
  return ['stop', 'stop_scoped', 'review_if_marketing', 'wrong_number'].includes(outcome);
}

/** What a reply asks, in two words. */
export const outcomeWords: Readonly<Record<ReplyOutcome, string>> = {
  stop: 'Stop',
  stop_scoped: 'Stop one list',
  start: 'Start again',
  yes_if_open_request: 'Yes',
  help: 'Asks for help',
  wrong_number: 'Wrong number',
  review: 'May be a stop',
  review_if_marketing: 'Stop',
  source_request: 'Asks where from',
  none: 'Reply',
};
