import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { languageCodeOf } from '#domain/consent/replies/reply-lexicon.ts';
import { replyOutcomes } from '#domain/consent/replies/reply-outcome.ts';
import { replyRules } from '#domain/consent/replies/reply-rules.ts';
import { wordsOf } from '#domain/consent/replies/reply-words.ts';
import { isOneSlip, normaliseReply } from '#domain/consent/replies/reply-text.ts';
import { reviewDueMs } from '#domain/consent/replies/review-deadline.ts';
import { testContext } from '../../../../support/replies.ts';

/** The reference's own test cases, copied: text, outcome. */
const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as [string, string][];

const ask = (text: string, change: Partial<ReplyContext> = {}) => classifyReply(text, { ...testContext, ...change });

test('the reference’s cases are all there', () => {
  expect(vectors).toHaveLength(40);
  expect(new Set(vectors.map(([, outcome]) => outcome)).size).toBeGreaterThan(7);
});

test.each(vectors)('%j is %s', (text, outcome) => {
  expect(ask(text).outcome).toBe(outcome);
});

describe('a stop, however it is written', () => {
  test.each([
    ' stop ',
    '“Stop”',
    '🛑 STOP',
    's.t.o.p',
    'S-T-O-P please',
    'thank u s t o p',
    'ＳＴＯＰ',
    'st\u200bop',
    'st\u00adop',
    '\u202eSTOP\u202c',
    'stop\tplease',
    'STOP\rSent from my telephone',
    '\n\nstop\nhave a nice day, all of you there',
    'stop-all',
    'Arrêt',
    'ARRE\u0302T',
    'Stop. Thank you',
    'hi stop',
    'nomore',
    'stop it is',
    'Stop nonsense',
    'Please stop sending me these',
    'don’t text me again',
    'Don´t text me again',
    'Ne m’envoyez plus rien',
    'Je ne veux plus recevoir vos messages',
    'moenie vir my weer sms nie',
    'ＡＢＭＥＬＤＥＮ',
    'Từ chối',
    'HUY DANG KY',
    '退订谢谢',
    '谢谢！退订',
    'ОТПИСКА, пожалуйста',
    'הסר בבקשה',
  ])('%j', (text) => {
    expect(ask(text).outcome).toBe('stop');
  });
});

describe('a person decides', () => {
  test.each([
    'Can I stop by tomorrow?',
    'Do not stop',
    'non-stop',
    'the bus stop',
    'stop by',
    'cancel my order',
    'Please cancel my order',
    'I am not interested, go away',
    'This is harassment',
    'I will tell my lawyer',
    'sto',
    'stopp that nonsense right now please you',
    'unsubscrib',
    'cancle please',
    'START\nno I said STOP and I mean it',
    'YES\nbut revoke it later, all of it, please',
  ])('%j', (text) => {
    expect(ask(text).outcome).toBe('review');
  });
});

describe('nothing is asked', () => {
  test.each([
    'I stopped',
    'unstoppable',
    'When does the sale end?',
    '   ',
    '🙏',
    '\u0000',
    'please',
    'S',
    'step',
    'stamp',
  ])('%j', (text) => {
    expect(ask(text)).toMatchObject({ outcome: 'none', rule: 'nothingFound', language: null });
  });
});

describe('what a reply is read in the light of', () => {
  test('a word with two meanings is a stop after advertising, else a person decides', () => {
    expect(ask('No')).toMatchObject({ outcome: 'review_if_marketing', rule: 'ambiguousWord', language: 'en' });
    expect(ask('No', { lastOutboundMarketing: false })).toMatchObject({ outcome: 'review', rule: 'ambiguousWord' });
    expect(ask('STOP', { lastOutboundMarketing: false }).outcome).toBe('stop');
  });

  test('a yes answers an open request and nothing else', () => {
    expect(ask('Yebo').outcome).toBe('yes_if_open_request');
    expect(ask('Yebo', { openDoubleOptIn: false }).outcome).toBe('none');
  });

  test('STOP with the name of a list is about that list, with anything else about everything', () => {
    const lists = ['Summer Sale', '🎉'];
    expect(ask('Stop summer-sale', { lists })).toMatchObject({ outcome: 'stop_scoped', rule: 'firstWord' });
    expect(ask('stop summersale please', { lists }).outcome).toBe('stop_scoped');
    expect(ask('stop promos', { lists }).outcome).toBe('stop');
    expect(ask('stop all', { lists: ['ALL'] }).outcome).toBe('stop');
  });

  const scope = { languages: [], country: null, contactLanguage: null } as const;

  test('a language’s own words count for its country, its speakers and whoever switched it on', () => {
    for (const here of [{ country: 'ZA' }, { contactLanguage: 'af' }, { languages: ['af'] }]) {
      expect(ask('Hou op asseblief', { ...scope, ...here }), JSON.stringify(here)).toMatchObject({
        outcome: 'stop',
        language: 'af',
      });
      expect(ask('Hulp', { ...scope, ...here }).outcome).toBe('help');
      expect(ask('Hervat', { ...scope, ...here }).outcome).toBe('start');
    }
  });

  test('elsewhere they are looked at by a person, and never start, help or say yes', () => {
    const elsewhere = { ...scope, country: 'JP' };
    expect(ask('Verwyder', elsewhere)).toMatchObject({ outcome: 'review', rule: 'foreignWord', language: 'af' });
    expect(ask('Nee', elsewhere)).toMatchObject({ outcome: 'review', rule: 'foreignWord' });
    for (const text of ['Hervat', 'Hulp', 'Ja']) expect(ask(text, elsewhere).outcome, text).toBe('none');
    expect(ask('arret', elsewhere).outcome).toBe('stop');
    expect(ask('constructor', { ...scope, country: 'constructor' }).outcome).toBe('none');
  });

  test('the language named is English, the contact’s or the country’s before any other', () => {
    expect(ask('STOP', { country: 'FR' }).language).toBe('en');
    expect(ask('Ja', { country: 'ZA' }).language).toBe('af');
    expect(ask('Ja', { country: 'ZA', contactLanguage: 'nl' }).language).toBe('nl');
  });

  test.each([
    ['af', 'af'],
    ['af-ZA', 'af'],
    ['FR_ca', 'fr'],
    ['Afrikaans', 'af'],
    [' german ', 'de'],
    ['', null],
    ['tlh', null],
  ])('a field that says %j means %s', (value, code) => {
    expect(languageCodeOf(value)).toBe(code);
  });
});

test('every verdict says why, in words, and reads no more than it must', () => {
  for (const [text] of vectors) expect(ask(text).reason.length).toBeGreaterThan(8);
  expect(ask(`${'x '.repeat(3_000)}stop`).outcome).toBe('none');
  expect(ask('STOP TEXTING ME').reason).toContain('STOP TEXTING');
});

test.each([
  ['SOTP', 'STOP', true],
  ['STP', 'STOP', true],
  ['STOOP', 'STOP', true],
  ['SHOP', 'STOP', false],
  ['TSOP', 'STOP', false],
  ['STOP', 'STOP', false],
  ['CANCAL', 'CANCEL', true],
  ['CNACLE', 'CANCEL', false],
  ['CANCELED', 'CANCEL', false],
])('%s is one slip from %s: %s', (word, target, expected) => {
  expect(isOneSlip(word, target)).toBe(expected);
});

describe('the spelling rules are written in', () => {
  test.each([
    ['ß ẞ Æ æ Ø ø Œ œ ı Đ đ Ł ł', 'SS SS AE AE O O OE OE I D D L L'],
    ['ﺇﻳﻘﺎﻑ', 'ايقاف'],
    ['ــستــوب', 'ستوب'],
    ['L’arrêt  -- n°1', 'LARRET N 1'],
    ['क़ृपया रोकें', 'क़ृपया रोकें'],
    ['หยุด', 'หยุด'],
    ['수신거부', '수신거부'],
    ['\ud800', ''],
  ])('%j', (text, expected) => {
    expect(normaliseReply(text)).toBe(expected.normalize('NFC'));
    expect(normaliseReply(normaliseReply(text))).toBe(normaliseReply(text));
  });
});

describe('the rules as they are shipped', () => {
  test('name their sources and how sure they are, for every language and phrase', () => {
    const known = new Set(Object.keys(replyRules.sources));
    expect(replyRules.languages).toHaveLength(34);
    const phrases = [
      ...replyRules.stopPhrases,
      ...replyRules.wrongNumberPhrases,
      ...replyRules.reviewPhrases,
      ...replyRules.sourceRequestPhrases,
    ];
    for (const { sources } of [...replyRules.languages, ...phrases])
      expect(wordsOf(sources).filter((source) => !known.has(source))).toEqual([]);
    expect(replyRules.version).toMatch(/^replies-\d{4}-\d\d-\d\d$/);
    expect(replyRules.notice).toContain('not legal advice');
  });

  test('have no phrase that could take more than linear time', () => {
    const sources = [replyRules.stopPhrases, replyRules.wrongNumberPhrases, replyRules.reviewPhrases]
      .flat()
      .flatMap(({ pattern, after }) => [pattern.source, after?.source ?? '']);
    for (const source of [...sources, ...replyRules.sourceRequestPhrases.map(({ pattern }) => pattern.source)])
      expect(source).not.toMatch(/[*+]|\{\d+,/);
  });

  test('write every word as replies are read', () => {
    for (const { code, tierA, tierB, tierC, start, yes, help, courtesy } of replyRules.languages)
      for (const word of [tierA, tierB, tierC, start, yes, help, courtesy].flatMap(wordsOf))
        expect(word, code).toMatch(/^[\p{L}\p{M}\p{N}]+( [\p{L}\p{M}\p{N}]+)*$/u);
  });

  test('can give every outcome but those of its context', () => {
    const seen = new Set(vectors.map(([text]) => ask(text).outcome));
    expect([...replyOutcomes].filter((outcome) => !seen.has(outcome))).toEqual(['review_if_marketing']);
  });
});

describe('two working days', () => {
  const at = (text: string): number => Date.parse(text);
  test.each([
    ['2026-11-24T10:00:00+02:00', '2026-11-26T10:00:00+02:00'], // Tuesday: Thursday.
    ['2026-11-27T15:00:00+02:00', '2026-12-01T15:00:00+02:00'], // Friday: Tuesday.
    ['2026-11-28T12:00:00+02:00', '2026-12-01T12:00:00+02:00'], // Saturday: Tuesday.
    ['2026-11-29T12:00:00+02:00', '2026-12-01T12:00:00+02:00'], // Sunday: Tuesday.
    ['2026-11-27T23:30:00Z', '2026-11-30T23:30:00Z'], // Saturday already in Johannesburg.
  ])('from %s until %s', (from, until) => {
    expect(new Date(reviewDueMs(at(from), 'Africa/Johannesburg'))).toEqual(new Date(at(until)));
  });
});
