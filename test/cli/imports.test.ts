import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shell } from '../support/shell.ts';
import type { Json } from '../support/shell.ts';

// The shell's imports on real files: what was decided, what was refused, what can be taken back.

let root: string;
const file = (name: string): string => join(root, name);
const call = (...words: string[]) => shell(['--workspace', file('workspace'), '--json', ...words]);
async function data(...words: string[]): Promise<Json> {
  const { data: found, error } = await call(...words);
  expect(error).toBeNull();
  return found;
}

/** As somebody's office program saves it: a title, an empty line, German names, one number damaged beyond repair. */
const ugly = `Kunden im Juni;;;;
;;;;
Vorname;Nachname;Handy;Stadt;Abgemeldet
Ann;Lee;082 410 0001;Durban;
Bo;Ng;'0824100002;Knysna;ja
Cy;Poe;2.7824100003E+10;George;
Di;Roe;2,78E+10;Paarl;
Ed;Low;82410 0004;;
Ann;Lee;+27824100001;;
Flo;Lee;0824100001;Paarl;
`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-imports-'));
  writeFileSync(file('ugly.csv'), ugly);
  await data('workspace', 'init', '--country', 'ZA', '--business', 'Acme');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('an ugly file', () => {
  const counts = { rows: 7, created: 4, updated: 0, unchanged: 0, duplicates: 2, invalid: 1, blocked: 0 };

  test('is described by a dry run, which keeps nothing', async () => {
    const dry = await data('contacts', 'import', file('ugly.csv'), '--dry-run');
    expect(dry).toMatchObject({ ...counts, importId: null, optOuts: 1 });
    const repairs = dry['repairs'] as unknown as { kind: string; count: number }[];
    expect(Object.fromEntries(repairs.map(({ kind, count }) => [kind, count]))).toEqual({
      quotes: 1,
      scientific: 1,
      lostZero: 1,
    });
    expect(await data('contacts', 'count')).toEqual({ count: 0 });
  });

  test('is imported with list and tag, and its household is one contact', async () => {
    const words = ['--duplicates', 'merge', '--list', 'June', '--tag', 'new'];
    expect(await data('contacts', 'import', file('ugly.csv'), ...words)).toMatchObject({ ...counts, importId: 1 });
    const ann = await data('contacts', 'show', '082 410 0001');
    const values = (ann['values'] as unknown as { key: string; value: string }[]).map(({ key, value }) => [key, value]);
    expect(Object.fromEntries(values)).toMatchObject({ first_name: 'Ann', household: 'Flo Lee', city: 'Durban' });
    expect(await data('contacts', 'list', '--rule', 'tag has new')).toMatchObject({ total: 4 });
    expect(await data('block', 'check', '0824100002')).toMatchObject({ blocked: true });
  });

  test.each(['csv', 'xlsx'])('gives back what it could not take as %s, and takes it mended', async (kind) => {
    const rejects = file(`rejects.${kind}`);
    expect(await data('imports', 'rejects', '1', '--file', rejects)).toMatchObject({ rows: 1 });
    const again = await data('contacts', 'import', rejects, '--dry-run');
    expect(again).toMatchObject({ rows: 1, invalid: 1 });
    // The columns that we added are not taken for fields.
    expect(JSON.stringify(again['mapping'])).not.toContain('Assent');
    if (kind === 'xlsx') return;
    writeFileSync(file('mended.csv'), readFileSync(rejects, 'utf8').replace('"2,78E+10"', '0824100005'));
    expect(await data('contacts', 'import', file('mended.csv'))).toMatchObject({ rows: 1, created: 1, invalid: 0 });
  });

  test('is taken back, and its block stays', async () => {
    expect(await data('imports', 'undo', '1', '--dry-run')).toMatchObject({ removed: 4, restored: 0, kept: 0 });
    expect(await data('contacts', 'count')).toEqual({ count: 5 });
    expect(await data('imports', 'undo', '1')).toMatchObject({ removed: 4, kept: 0 });
    expect(await data('contacts', 'count')).toEqual({ count: 1 });
    expect(await data('block', 'check', '0824100002')).toMatchObject({ blocked: true });
    expect((await call('imports', 'undo', '1')).error).toMatchObject({ code: 'import.undone' });
    const again = await data('contacts', 'import', file('ugly.csv'));
    expect(again).toMatchObject({ rows: 7, created: 3, blocked: 1, duplicates: 2, invalid: 1 });
  });
});

describe('a permission file', () => {
  const whole = {
    purpose: 'marketing',
    method: 'paper form',
    date: '2026-06-01',
    wording: 'Yes, text me offers',
    evidence: 'Form of June',
    by: 'Mary',
  };
  const statements = ['agreed_to_us', 'not_bought', 'none_opted_out', 'none_under_age', 'proof_within_five_days'];
  const yaml = (more: object, answers: Record<string, string>): string => {
    const said = Object.entries({ ...whole, ...more }).map(([key, value]) => `${key}: "${value}"\n`);
    const lines = statements.map((name) => `  ${name}: ${answers[name] ?? 'yes'}\n`);
    return `${said.join('')}statements:\n${lines.join('')}`;
  };
  const person = (index: number): string => `0823${String(100_000 + index)}`;
  async function importing(index: number, text: string) {
    writeFileSync(file('one.csv'), `mobile\n${person(index)}\n`);
    writeFileSync(file('permission.yaml'), text);
    return call('contacts', 'import', file('one.csv'), '--permission', file('permission.yaml'));
  }
  const may = async (index: number): Promise<unknown> =>
    (await data('consent', 'why', person(index), '--purpose', 'marketing'))['allowed'];

  test('that is whole permits, with its proof', async () => {
    expect((await importing(1, yaml({}, {}))).data).toMatchObject({ created: 1, granted: 1 });
    const why = await data('consent', 'why', person(1), '--purpose', 'marketing');
    expect(JSON.stringify(why)).toContain('paper form: Form of June');
  });

  test.each(['none_opted_out', 'none_under_age', 'proof_within_five_days'])(
    'without %s leaves people unverified',
    async (name) => {
      const index = 10 + statements.indexOf(name);
      expect((await importing(index, yaml({}, { [name]: 'no' }))).data).toMatchObject({ created: 1, granted: 0 });
      expect(await may(index)).toBe(false);
    },
  );

  test.each(['wording', 'evidence', 'by', 'method', 'date'])('with an empty %s permits nothing', async (name) => {
    const index = 20 + Object.keys(whole).indexOf(name);
    expect((await importing(index, yaml({ [name]: '' }, {}))).data).toMatchObject({ created: 1, granted: 0 });
    expect(await may(index)).toBe(false);
  });

  test.each(['agreed_to_us', 'not_bought'])('that says no to %s refuses the whole file', async (name) => {
    const answer = await importing(30, yaml({}, { [name]: 'no' }));
    expect(answer).toMatchObject({ exit: 1, error: { code: 'import.refused' } });
    expect((await call('contacts', 'show', person(30))).error).toMatchObject({ code: 'contact.notFound' });
  });

  test.each([
    ['an unknown name', `${yaml({}, {})}extra: 1\n`],
    ['an unknown statement', yaml({}, {}).replace('not_bought', 'not_sold')],
    ['an answer that is neither', yaml({}, { not_bought: 'maybe' })],
    ['a date in another spelling', yaml({ date: '1 June' }, {})],
    ['no YAML', 'a: [1'],
    ['a list', '- 1\n'],
  ])('with %s is refused, and nothing is imported', async (_name, text) => {
    expect(await importing(40, text)).toMatchObject({ exit: 1, error: { code: 'import.permissionFile' } });
    expect((await call('contacts', 'show', person(40))).error).toMatchObject({ code: 'contact.notFound' });
  });

  test('with a column of dates permits only whom the file dates', async () => {
    const rows = `mobile,Opt-in date\n${person(50)},2026-05-03\n${person(51)},\n${person(52)},3 of May or so\n`;
    writeFileSync(file('dated.csv'), rows);
    writeFileSync(file('permission.yaml'), yaml({ date: '' }, {}));
    const words = ['--map', 'Opt-in date=permission_date', '--date-order', 'ymd'];
    const found = await data(
      'contacts',
      'import',
      file('dated.csv'),
      ...words,
      '--permission',
      file('permission.yaml'),
    );
    expect(found).toMatchObject({ created: 3, granted: 1 });
    expect([await may(50), await may(51), await may(52)]).toEqual([true, false, false]);
  });
});

test.each([
  [['--duplicates', 'both']],
  [['--existing', 'replace']],
  [['--date-order', 'ydm']],
  [['--header-row', '-3']],
  [['--encoding', 'klingon']],
])('%j is wrong usage', async (words) => {
  expect(await call('contacts', 'import', file('ugly.csv'), ...words)).toMatchObject({
    exit: 2,
    error: { code: 'usage.badValue' },
  });
});
