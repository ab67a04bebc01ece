import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';

/** What the vectors of the reference take for granted (`tests_note`). */
export const testContext: ReplyContext = {
  lastOutboundMarketing: true,
  openDoubleOptIn: true,
  lists: ['PROMOS', '36111'],
  country: null,
  contactLanguage: null,
  languages: 'all',
};
