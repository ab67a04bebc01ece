import { replyLanguages } from './reply-words.ts';
import { countryLanguages, replySources } from './reply-sources.ts';
import { reviewPhrases, sourceRequestPhrases, stopPhrases, wrongNumberPhrases } from './reply-phrases.ts';

/** What replies are read by, as a person can read it: which words and phrases, how sure, from where, of which day. */
export const replyRules = {
  title: 'Words that stop, start and ask in replies to texts',
  notice: 'Engineering input, not legal advice. Languages marked “low” wait for a native speaker.',
  version: 'replies-2026-11-23',
  tiers: {
    A: 'A regulator’s or carrier’s word: acts on the whole message, with words of courtesy taken away, or as the first word of a short one',
    B: 'A clear local word: the same as A where the language is spoken',
    C: 'A word that may mean something else: a stop only after advertising, otherwise a person decides',
  },
  languages: replyLanguages,
  countryLanguages,
  stopPhrases,
  wrongNumberPhrases,
  reviewPhrases,
  sourceRequestPhrases,
  sources: replySources,
} as const;
