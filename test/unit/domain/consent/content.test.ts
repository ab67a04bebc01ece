import { expect, test } from 'vitest';
import { namesSender, namesWayOut } from '#domain/consent/content.ts';

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
