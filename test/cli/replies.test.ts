import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shell } from '../support/shell.ts';
import type { Json } from '../support/shell.ts';
import { grant, importPeople, makeWorkspace, numberOf, person, reply } from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const vectorFile = new URL('../unit/domain/consent/replies/vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')) as [string, string][];

async function explain(lines: readonly string[]): Promise<Json[]> {
  const { stdout, exit } = await shell(['explain', 'reply', '--stdin'], { stdin: `${lines.join('\n')}\n` });
  expect(exit).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
}

test('explain reply answers every case of the reference, in order', async () => {
  const answers = await explain(vectors.map(([text]) => JSON.stringify(text)));
  expect(answers.map((answer) => answer['outcome'])).toEqual(vectors.map(([, outcome]) => outcome));
  for (const answer of answers) expect(Object.keys(answer)).toEqual(['outcome', 'rule', 'reason', 'language']);
});

test('explain reply takes a context, and answers a bad line in its place', async () => {
  const answers = await explain([
    '{"text":"No","lastOutboundMarketing":true}',
    '{"text":"No","lastOutboundMarketing":false}',
    '{"text":"Yes","openDoubleOptIn":false}',
    '{"text":"STOP news","lists":["News"]}',
    'not json',
    '{"text":5}',
    '{"text":"x","lists":[1]}',
    '{"text":"x","openDoubleOptIn":"yes"}',
    '"STOP"',
  ]);
  expect(answers.map((answer) => answer['outcome'] ?? answer['error'])).toEqual([
    'review_if_marketing',
    'review',
    'none',
    'stop_scoped',
    'notJson',
    'noText',
    'badContext',
    'badContext',
    'stop',
  ]);
});

describe('a reply that may be a stop', () => {
  let workspace: TestWorkspace;
  const call = (...words: readonly string[]) => shell(['--workspace', workspace.folder, '--json', ...words]);

  beforeEach(() => {
    workspace = makeWorkspace();
    importPeople(workspace, [person(0), person(1)]);
    grant(workspace, 'marketing', [numberOf(0), numberOf(1)]);
  });
  afterEach(() => workspace.close());

  const ask = (nowMs: number): void => {
    reply(workspace, numberOf(0), 'Can I stop by?', 'm1', nowMs);
  };

  test('is decided by a named person, with a reason when texts go on', async () => {
    ask(Date.now());
    const why = ['consent', 'why', numberOf(0), '--purpose', 'marketing'];
    expect((await call(...why)).data).toMatchObject({ allowed: false, code: 'REVIEW_PENDING' });
    expect((await call('inbox', 'list', '--filter', 'review')).data).toMatchObject({ total: 1, rows: [{ id: 1 }] });
    const refused: readonly (readonly [string, number, readonly string[]])[] = [
      ['inbox.incomplete', 1, ['1', 'keep', '--by', 'Mary']],
      ['inbox.incomplete', 1, ['1', 'stop', '--by', ' ']],
      ['usage.missing', 2, ['1', 'stop']],
      ['usage.badValue', 2, ['1', 'perhaps', '--by', 'Mary']],
      ['usage.badValue', 2, ['one', 'stop', '--by', 'Mary']],
      ['inbox.notFound', 1, ['9', 'stop', '--by', 'Mary']],
    ];
    for (const [code, exit, words] of refused) {
      const answer = await call('inbox', 'decide', ...words);
      expect([answer.error?.code, answer.exit], words.join(' ')).toEqual([code, exit]);
    }
    const kept = await call('inbox', 'decide', '1', 'keep', '--by', 'Mary', '--reason', 'asks for a visit');
    expect(kept.data).toMatchObject({
      isBlocked: false,
      decideByMs: null,
      done: expect.stringContaining('Mary') as unknown,
    });
    expect((await call('inbox', 'decide', '1', 'stop', '--by', 'Mary')).error?.code).toBe('inbox.nothingToDecide');
    expect((await call(...why)).data['code']).not.toBe('REVIEW_PENDING');
  });

  test('that nobody decided about in time is a stop at the next start', async () => {
    ask(Date.now() - 10 * 86_400_000);
    expect((await call('block', 'check', numberOf(0))).data).toMatchObject({ blocked: true, reason: 'keyword' });
    expect((await call('inbox', 'list')).data).toMatchObject({ rows: [{ isBlocked: true, decideByMs: null }] });
  });
});
