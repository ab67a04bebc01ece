import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { endsTexts, replyOutcomes, replyRuleNames } from '#domain/consent/replies/reply-outcome.ts';
import { replyLanguages, wordsOf } from '#domain/consent/replies/reply-words.ts';
import { readOptOut } from '#domain/importing/yes-no-words.ts';
import { seeded } from '../support/random.ts';
import { testContext } from '../support/replies.ts';

const stopWords = replyLanguages.flatMap(({ tierA, tierB, tierC }) => [tierA, tierB, tierC].flatMap(wordsOf));
const courtesyWords = replyLanguages.flatMap(({ courtesy }) => wordsOf(courtesy));
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function mixedCase(text: string, bits: number): string {
  return [...text]
    .map((letter, at) => ((bits >> (at % 16)) & 1 ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
}

/** Between every two letters of each word; words stay further apart. */
function between(text: string, mark: string): string {
  return text
    .split(' ')
    .map((word) => [...segmenter.segment(word)].map(({ segment }) => segment).join(mark))
    .join(mark === ' ' ? '   ' : ' ');
}

const spelling = fc.record({
  word: fc.constantFrom(...new Set(stopWords)),
  before: fc.array(fc.constantFrom(...courtesyWords), { maxLength: 2 }),
  after: fc.array(fc.constantFrom(...courtesyWords), { maxLength: 2 }),
  bits: fc.constantFrom(0, 0xffff, 0xfffe, 0x5555, 0x3a91),
  isWide: fc.boolean(),
  letters: fc.constantFrom('', '', '', ' ', '.', '-', ' . ', '\u200b', '\u00ad', '*'),
  gap: fc.constantFrom(' ', ' ', '  ', '\t', ', ', '. ', '\n', ' - ', '… ', '\u00a0', '\u3000'),
  around: fc.constantFrom(
    ['', ''],
    ['', '!!!'],
    ['"', '"'],
    ['“', '”'],
    ['«', '»'],
    ['🙏 ', ''],
    ['', '👍🏽'],
    ['\n', '\r\n'],
    ['(', ').'],
    ['❤️', '🛑'],
    ['\u202e', '\u202c'],
    ['', '\nSent from my telephone, sorry for slips'],
  ),
});
type Spelling = typeof spelling extends fc.Arbitrary<infer S> ? S : never;

function write(given: Spelling): string {
  const { word, before, after, bits, isWide, letters, around } = given;
  // Under a signature only the first line is the message.
  const gap = given.gap === '\n' && around[1]?.includes('Sent') ? ' ' : given.gap;
  const spelt = between(word, letters);
  const text = [...before, spelt, ...after].map((each) => mixedCase(each, bits)).join(gap);
  return `${around[0]}${isWide ? fullWidth(text) : text}${around[1]}`;
}

const contexts: readonly ReplyContext[] = [
  testContext,
  { ...testContext, lastOutboundMarketing: false },
  { ...testContext, languages: [], country: null },
  { ...testContext, languages: [], country: 'ZA', openDoubleOptIn: false, lastOutboundMarketing: false },
];

test('no word to stop is ever passed over, whatever its case, spacing, punctuation, width, emoji and courtesy', () => {
  fc.assert(
    fc.property(spelling, fc.constantFrom(...contexts), (given, context) => {
      const text = write(given);
      const { outcome } = classifyReply(text, context);
      expect(endsTexts(outcome) || outcome === 'review', `${JSON.stringify(text)} is ${outcome}`).toBe(true);
    }),
    { numRuns: Number(process.env['ASSENT_REPLIES'] ?? 5_000) },
  );
});

test('each word to stop, as it stands, ends texts where its language is spoken, and would be missed without its list', () => {
  for (const word of stopWords) {
    expect(endsTexts(classifyReply(word, testContext).outcome), word).toBe(true);
    expect(endsTexts(classifyReply(`qx${word}`, testContext).outcome), `qx${word}`).toBe(false);
  }
});

test('in a column about opting out no word to stop is read as still being in', () => {
  for (const { tierA, tierB } of replyLanguages)
    for (const word of [tierA, tierB].flatMap(wordsOf)) expect(readOptOut(word), word).toBe('out');
});

/** Characters that have hurt text readers before, and pieces of real replies. */
const pieces = [
  ...stopWords,
  ...courtesyWords,
  'START',
  'YES',
  'HELP',
  'WRONG NUMBER',
  'ne plus',
  'moenie',
  'dont text',
  'who is this',
  '\u0000',
  '\u200b',
  '\u202e',
  '\ud800',
  '\udc00',
  '\ufdfa',
  '\u0301'.repeat(40),
  '\u115f',
  '\u{e0001}',
  '﷽',
  'İ',
  'ı',
  'ß',
  'ŉ',
  'ǰ',
  'ﬃ',
  '１',
  '²',
  '🏴\u{e0067}\u{e007f}',
  '\r',
  '\n',
  '\u2028',
  '\t',
  ' ',
  '’',
  "'",
  '__proto__',
];

test('no text, however odd, upsets it', () => {
  const random = seeded(5);
  const runs = Number(process.env['ASSENT_REPLIES'] ?? 5_000);
  const names: ReadonlySet<string> = new Set(replyOutcomes);
  const rules: ReadonlySet<string> = new Set(replyRuleNames);
  for (let run = 0; run < runs; run += 1) {
    let text = '';
    const length = run % 500 === 0 ? 3_000 : random() * 12;
    for (let at = 0; at < length; at += 1) {
      const luck = random();
      if (luck < 0.6) text += pieces[Math.floor(random() * pieces.length)] ?? '';
      else if (luck < 0.8) text += String.fromCodePoint(Math.floor(random() * 0x110000));
      else text += ' ';
    }
    const context = contexts[run % contexts.length] ?? testContext;
    const { outcome, rule, reason } = classifyReply(text, context);
    if (!names.has(outcome) || !rules.has(rule) || reason === '' || reason.length > 250)
      expect.fail(`${JSON.stringify(text)}: ${outcome}, ${rule}, ${reason}`);
  }
});
