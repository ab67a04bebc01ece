import type { DoubtfulContent } from './content-rules.ts';
import type { GateWords } from './gate-words.ts';

/** What a doubtful place in a text is called, and what mends it. */
export const contentWords: Readonly<Record<DoubtfulContent, GateWords>> = {
  SHORTENER_ELSEWHERE: {
    words: 'The link is a public shortener; many networks drop such texts',
    action: 'Write the link of your own site',
  },
  LINK_NOT_SECURE: { words: 'The link begins with http:// and is not protected', action: 'Write https://' },
  LINK_BARE_ADDRESS: { words: 'The link is a bare number address', action: 'Write the name of your site' },
  LINK_LOOKALIKE: {
    words: 'The link has letters of another alphabet; it can pass for a different site',
    action: 'Check it letter by letter',
  },
  SENSITIVE_CATEGORY: {
    words: 'The text may be about something networks and some countries limit',
    action: 'Make sure everybody it goes to is old enough and may be told about it',
  },
  SHOUTING: { words: 'The text shouts; networks take that for spam', action: 'Fewer capitals and exclamation marks' },
  LONG_TEXT: { words: 'The text is long', action: 'Say it in fewer words, or send a link' },
  CARD_NUMBER: { words: 'The text has what looks like a card number', action: 'Take it out: texts are not private' },
  ONE_TIME_CODE: { words: 'The text has what looks like a code for one person', action: 'Do not send it to many' },
  OPTOUT_UNCLEAR: { words: 'How to stop is hard to read', action: 'Write “Reply STOP to opt out”' },
  SENDER_REPLACED: {
    words: 'Networks there do not show a name as the sender',
    action: 'Say who you are in the text, and send from a number',
  },
};
