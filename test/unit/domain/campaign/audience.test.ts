import { expect, test } from 'vitest';
import { formatAudience, parseAudience } from '#domain/campaign/audience.ts';

test.each([
  ['all', { kind: 'all' }],
  ['import:7', { kind: 'import', importId: 7 }],
  ['list:12', { kind: 'list', listId: 12 }],
  ['segment:3', { kind: 'segment', segmentId: 3 }],
  ['tag:vip', { kind: 'tag', tag: 'vip' }],
  ['tag:list:3', { kind: 'tag', tag: 'list:3' }],
] as const)('%s is read and written', (text, audience) => {
  expect(parseAudience(text)).toEqual(audience);
  expect(formatAudience(audience)).toBe(text);
});

test.each([
  '',
  'everybody',
  'list:',
  'list:0',
  'list:-1',
  'list:1.5',
  'list:01',
  'segment:x',
  'tag:',
  'tag:  ',
  'ALL',
  `tag:${'x'.repeat(201)}`,
])('%j is no audience', (text) => {
  expect(parseAudience(text)).toBeNull();
});
