import { describe, expect, test } from 'vitest';
import { classifyReply } from '#domain/consent/keywords.ts';
import { namesSender, namesWayOut } from '#domain/consent/content.ts';

describe('a reply that is a stop', () => {
  test.each([
    'STOP',
    'stop',
    'Stop.',
    ' stop ',
    'STOP!!!',
    '"STOP"',
    '“Stop”',
    'stop 🙏',
    '🛑 STOP',
    'S T O P',
    's.t.o.p',
    'S-T-O-P',
    'ＳＴＯＰ',
    'st\u200bop',
    '\u202eSTOP\u202c',
    'stop\n',
    'STOP ALL',
    'stopall',
    'stop-all',
    'Unsubscribe',
    'CANCEL',
    'end',
    'Quit',
    'revoke',
    'opt out',
    'opt-out',
    'OPTOUT',
    'Arrêt',
    'ARRE\u0302T',
    'arret',
    'Please stop',
    'stop please',
    'Stop. Thank you',
    'STOP now',
    'hi stop',
    'remove',
  ])('%j', (text) => {
    expect(classifyReply(text)).toBe('stop');
  });
});

describe('a reply that is not', () => {
  test.each([
    'Can I stop by tomorrow?',
    'Do not stop',
    'non-stop',
    'When does the sale end?',
    'the bus stop',
    'unstoppable',
    '',
    '   ',
    '🙏',
    'Yes',
    'START',
    'stop it is',
    'cancel my order',
    'I stopped',
    'please',
    'thank you',
    'S',
    `${'x'.repeat(5_000)} stop`,
  ])('%j', (text) => {
    expect(classifyReply(text)).toBe('none');
  });
});

test('the sender is named within the first 40 characters, as a word, or as the sender ID', () => {
  expect(namesSender('Acme: hello', null, 'Acme')).toBe(true);
  expect(namesSender('ACME Shoes has news', null, 'Acme Shoes (Pty) Ltd')).toBe(true);
  expect(namesSender('Hello from acme', null, 'Acme')).toBe(true);
  expect(namesSender('hello', 'ACME', 'Acme')).toBe(true);
  expect(namesSender(`${'x '.repeat(20)}Acme`, null, 'Acme')).toBe(false);
  expect(namesSender('Acmeister: hello', null, 'Acme')).toBe(false);
  expect(namesSender('hello', '+27821234567', 'Acme')).toBe(false);
  expect(namesSender('The sale is on', null, 'The Shoe Shop')).toBe(false);
  expect(namesSender('hello', null, '')).toBe(false);
});

test('the way out is a word of its own', () => {
  for (const text of ['Reply STOP to end', 'text stop', 'Opt-out: stop', 'opt out here', 'Unsubscribe: a.example']) {
    expect(namesWayOut(text), text).toBe(true);
  }
  for (const text of ['Acme: nonstopping deals', 'Big sale', 'stopover fares'])
    expect(namesWayOut(text), text).toBe(false);
});
