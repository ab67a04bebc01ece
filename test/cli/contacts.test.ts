import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ShellBench } from './shell-bench.ts';

const bench = new ShellBench();

beforeAll(async () => {
  await bench.data('workspace', 'init', '--country', 'ZA', '--business', 'Acme');
  const rows = [
    'First name,Last name,Mobile,City',
    'Ann,Smith,0821234561,Durban',
    'Bea,Jones,0821234562,Paarl',
    'Cid,Smith,0821234563,durban',
  ];
  writeFileSync(join(bench.root, 'people.csv'), rows.join('\n'));
  await bench.data('contacts', 'import', join(bench.root, 'people.csv'));
});
afterAll(() => bench.close());

interface Listed {
  readonly total: number;
  readonly rows: readonly {
    readonly name: string;
    readonly e164: string;
    readonly values: readonly unknown[];
    readonly tags: readonly string[];
  }[];
}

async function names(...words: readonly string[]): Promise<string[]> {
  const { rows } = (await bench.data('contacts', ...words)) as unknown as Listed;
  return rows.map(({ name }) => name);
}

describe('people in the shell', () => {
  test('are counted, searched, sorted and filtered', async () => {
    expect(await bench.data('contacts', 'count')).toEqual({ count: 3 });
    expect(await bench.data('contacts', 'count', '--rule', 'city is Durban')).toEqual({ count: 2 });
    expect(await names('search', 'smith')).toEqual(['Cid Smith', 'Ann Smith']);
    expect(await names('search', '082 123 4562')).toEqual(['Bea Jones']);
    expect(await names('list', '--sort', 'name', '--down', '--limit', '2')).toEqual(['Cid Smith', 'Bea Jones']);
    expect(await names('list', '--rule', 'city is not durban')).toEqual(['Bea Jones']);
  });

  test('a rule that cannot be read is refused with its character', async () => {
    const answer = await bench.call('contacts', 'list', '--rule', 'city is Durban and town is x');
    expect(answer).toMatchObject({ exit: 1, error: { code: 'rule.badSyntax', details: { position: 19 } } });
    expect(await bench.call('contacts', 'list', '--sort', 'shoe')).toMatchObject({
      exit: 1,
      error: { code: 'rule.invalid' },
    });
  });

  test('are added, edited and merged', async () => {
    await bench.data('contacts', 'add', '0821234569', '--name', 'Dup Licate', '--set', 'city=Knysna');
    expect(await bench.call('contacts', 'add', '+27 82 123 4569')).toMatchObject({
      exit: 1,
      error: { code: 'contact.exists' },
    });
    const edited = await bench.data('contacts', 'edit', '0821234562', '--set', 'city==1+1', '--note', 'Likes tea');
    expect(edited).toMatchObject({
      notes: [{ text: 'Likes tea' }],
      values: expect.arrayContaining([{ key: 'city', value: '=1+1' }]),
    });
    expect(await bench.call('contacts', 'edit', '0821234562', '--set', 'shoe=42')).toMatchObject({
      error: { code: 'field.unknown' },
    });
    await bench.data('contacts', 'merge', '0821234563', '0821234569');
    expect(await bench.data('contacts', 'count')).toEqual({ count: 3 });
    expect(await bench.data('contacts', 'show', '0821234563')).toMatchObject({
      values: expect.arrayContaining([{ key: 'city', value: 'durban' }]),
    });
  });
});

describe('lists, segments and tags in the shell', () => {
  test('are made, filled, shown, used by a campaign and deleted', async () => {
    expect(await bench.data('tags', 'add', 'vip', '--rule', 'last_name is Smith')).toMatchObject({
      people: 2,
      changed: 2,
    });
    expect(await bench.data('tags', 'remove', 'VIP', '0821234561')).toMatchObject({ changed: 1 });
    expect(await bench.data('tags', 'list')).toEqual([{ name: 'vip', people: 1 }]);
    expect(await bench.data('lists', 'create', 'Durban', '--rule', 'city is durban')).toMatchObject({ id: 1, size: 2 });
    expect(await bench.data('lists', 'add', 'durban', '0821234562')).toMatchObject({ changed: 1 });
    expect(await bench.data('lists', 'remove', '1', '--rule', 'tag has vip')).toMatchObject({ changed: 1 });
    expect(await bench.data('lists', 'show', 'Durban')).toMatchObject({ size: 2 });
    const segment = await bench.data('segments', 'create', 'Chosen', '--rule', 'tag has vip or list has Durban');
    expect(segment).toMatchObject({ id: 2, kind: 'segment', size: 3 });
    expect(await bench.data('segments', 'show', 'chosen')).toMatchObject({
      text: 'tag has vip or list has Durban',
      size: 3,
    });
    expect(await bench.call('lists', 'delete', 'Durban')).toMatchObject({ exit: 1, error: { code: 'list.inUse' } });
    await bench.data('gateway', 'add', 'rehearsal', '--name', 'r');
    const campaign = [
      'campaign',
      'create',
      '--name',
      'C',
      '--purpose',
      'transactional',
      '--gateway',
      'r',
      '--text',
      'Hello from Acme',
    ];
    await bench.data(...campaign, '--audience', 'segment:2');
    expect(await bench.data('campaign', 'check', '1')).toMatchObject({ matched: 3 });
    await bench.data('segments', 'delete', 'Chosen');
    expect(await bench.call('campaign', 'check', '1')).toMatchObject({ exit: 1, error: { code: 'list.notFound' } });
    await bench.data('lists', 'delete', 'Durban');
    expect(await bench.data('lists', 'list')).toEqual([]);
  });
});

describe('an export', () => {
  const awkward = ['=1+1', '+44 7700 900123', '-1', '@SUM(A1)', '＝1', "'=x", '😀 é', 'a "b", c'];

  test.each(['csv', 'xlsx'])('as %s comes back the same, into this workspace and into another', async (kind) => {
    for (const [index, city] of awkward.entries()) {
      const number = `08212345${70 + index}`;
      await bench.call('contacts', 'add', number, '--name', `${city} ${index}`, '--set', `city=${city}`);
    }
    await bench.data('tags', 'add', 'kept', '0821234571');
    await bench.data('block', 'add', '0821234572', '--by', 'Mary');
    const file = join(bench.root, `all.${kind}`);
    expect(await bench.data('contacts', 'export', file)).toMatchObject({ people: 3 + awkward.length });
    const people = 3 + awkward.length;
    expect(await bench.data('contacts', 'import', file)).toMatchObject({
      rows: people,
      unchanged: people - 1,
      blocked: 1,
      created: 0,
    });
    const other = new ShellBench();
    try {
      await other.data('workspace', 'init', '--country', 'GB', '--business', 'Other');
      expect(await other.data('contacts', 'import', file)).toMatchObject({
        rows: people,
        created: people,
        optOuts: 1,
        invalid: 0,
        duplicates: 0,
      });
      const list = ['contacts', 'list', '--sort', 'number', '--limit', '200'] as const;
      const plain = ({ rows }: Listed) =>
        rows.map(({ e164, name, values, tags }) => ({
          e164,
          name,
          tags,
          values: (values as { key: string }[]).toSorted((a, b) => a.key.localeCompare(b.key)),
        }));
      const [here, there] = [await bench.data(...list), await other.data(...list)] as unknown as [Listed, Listed];
      expect(plain(there)).toEqual(plain(here));
    } finally {
      other.close();
    }
  });

  test('of a rule has only those, and a wrong ending writes nothing', async () => {
    const file = join(bench.root, 'few.json');
    expect(await bench.data('contacts', 'export', file, '--rule', 'city is Durban')).toMatchObject({ people: 2 });
    expect((JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length).toBe(2);
    expect(await bench.call('contacts', 'export', join(bench.root, 'x.pdf'))).toMatchObject({ exit: 2 });
    expect(existsSync(join(bench.root, 'x.pdf'))).toBe(false);
  });
});
