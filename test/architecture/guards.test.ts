import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
let copy = '';

/** A copy of the tree, in which violations are planted one at a time. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'assent-guards-'));
  for (const name of ['main', 'preload', 'renderer', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  cpSync(join(root, 'test/architecture/rules.cjs'), join(copy, 'rules.cjs'));
  cpSync(join(root, 'test/config/oxlint.json'), join(copy, 'oxlint.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(path: string, text: string): () => void {
  const target = join(copy, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return () => rmSync(target);
}

function run(tool: string, words: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), words, {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const cruise = (): { status: number | null; output: string } =>
  run('depcruise', ['--config', 'rules.cjs', '--output-type', 'err', 'main', 'preload', 'renderer']);

describe('the import graph', () => {
  test('of the tree as it is breaks no rule', () => {
    const { status, output } = cruise();
    expect(output).toContain('no dependency violations found');
    expect(status).toBe(0);
  });

  test.each([
    [
      'domain-is-pure',
      'main/domain/planted.ts',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
    ],
    ['domain-is-pure', 'main/domain/planted.ts', "import { z } from 'zod';\nexport const x = z;\n"],
    [
      'services-know-ports-only',
      'main/services/planted.ts',
      "import { openStorage } from '../storage/client.ts';\nexport const x = openStorage;\n",
    ],
    [
      'adapters-stand-alone',
      'main/storage/planted.ts',
      "import { createFiles } from '../files/files-client.ts';\nexport const x = createFiles;\n",
    ],
    [
      'adapters-stand-alone',
      'main/files/planted.ts',
      "import { createInboxService } from '../services/inbox/inbox-service.ts';\nexport const x = createInboxService;\n",
    ],
    [
      'contract-stands-on-domain',
      'main/contract/planted.ts',
      "import type { Clock } from '../services/ports.ts';\nexport type X = Clock;\n",
    ],
    [
      'only-electron-imports-electron',
      'main/services/planted.ts',
      "import { app } from 'electron';\nexport const x = app;\n",
    ],
    [
      'nothing-points-at-electron',
      'main/cli/planted.ts',
      "import { createHandlers } from '../electron/ipc/handlers/handlers.ts';\nexport const x = createHandlers;\n",
    ],
    [
      'sqlite-lives-in-storage',
      'main/services/planted.ts',
      "import Database from 'better-sqlite3';\nexport const x = Database;\n",
    ],
    [
      'preload-takes-channels-only',
      'preload/planted.ts',
      "import { calls } from '#contract/contract.ts';\nexport const x = calls;\n",
    ],
    [
      'renderer-takes-contract-types-only',
      'renderer/planted.ts',
      "import { calls } from '#contract/contract.ts';\nexport const x = calls;\n",
    ],
    [
      'renderer-knows-nothing-else-of-main',
      'renderer/planted.ts',
      "import type { Clock } from '../main/services/ports.ts';\nexport type X = Clock;\n",
    ],
    ['renderer-has-no-node', 'renderer/planted.ts', "import { join } from 'node:path';\nexport const x = join;\n"],
    [
      'mantine-behind-ui',
      'renderer/features/planted/planted.ts',
      "import { Button } from '@mantine/core';\nexport const x = Button;\n",
    ],
    [
      'product-knows-no-test',
      'main/services/planted.ts',
      "import { x } from '../../test/planted.ts';\nexport const y = x;\n",
    ],
  ])('%s: %s is caught', (rule, path, text) => {
    const test =
      path.startsWith('main/services') && rule === 'product-knows-no-test'
        ? plant('test/planted.ts', 'export const x = 1;\n')
        : null;
    const remove = plant(path, text);
    try {
      const { status, output } = cruise();
      expect(output).toContain(rule);
      expect(status).not.toBe(0);
    } finally {
      remove();
      test?.();
    }
  });

  test('no-cycles and features-keep-apart are caught', () => {
    const removals = [
      plant('main/services/planted-a.ts', "import { b } from './planted-b.ts';\nexport const a = () => b;\n"),
      plant('main/services/planted-b.ts', "import { a } from './planted-a.ts';\nexport const b = () => a;\n"),
      plant(
        'renderer/features/planted-one/one.ts',
        "import { two } from '../planted-two/two.ts';\nexport const one = two;\n",
      ),
      plant('renderer/features/planted-two/two.ts', 'export const two = 2;\n'),
    ];
    const { status, output } = cruise();
    removals.forEach((remove) => remove());
    expect(output).toContain('no-cycles');
    expect(output).toContain('features-keep-apart');
    expect(status).not.toBe(0);
  });
});

describe('the compiler', () => {
  test.each([
    ['process in domain', 'main/domain/planted.ts', 'export const x = process.env;\n', 'main/domain'],
    ['document in domain', 'main/domain/planted.ts', 'export const x = document.title;\n', 'main/domain'],
    [
      'a forgotten handler',
      'main/electron/ipc/handlers/planted.ts',
      "import type { Handlers } from '#contract/contract.ts';\nexport const x: Handlers<'workspace.info' | 'home.summary'> = { 'workspace.info': () => Promise.reject(new Error()) };\n",
      'main',
    ],
    [
      'an error without words',
      'main/domain/kernel/planted.ts',
      "import type { ErrorCode } from './errors.ts';\nexport const x: Record<ErrorCode, string> = { 'text.empty': '' };\n",
      'main/domain',
    ],
    [
      'a value import of a type',
      'main/services/planted.ts',
      "import { Clock } from './ports.ts';\nexport type X = Clock;\n",
      'main',
    ],
  ])('%s does not compile', (_name, path, text, project) => {
    const remove = plant(path, text);
    const { status, output } = run('tsc', ['-p', project]);
    remove();
    expect(output).toContain('planted.ts');
    expect(status).not.toBe(0);
  });
});

describe('the linter', () => {
  test.each([
    ['no-floating-promises', 'async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}\n'],
    ['no-explicit-any', 'export const x: any = 1;\n'],
    ['no-default-export', 'export default 1;\n'],
    [
      'switch-exhaustiveness-check',
      "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    ],
  ])('%s is caught', (rule, text) => {
    const remove = plant('main/services/planted.ts', text);
    const { status, output } = run('oxlint', ['--type-aware', '-c', 'oxlint.json', 'main/services/planted.ts']);
    remove();
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });
});

test('the lock file names no registry host', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  expect(lock).toContain('"lockfileVersion"');
  expect(lock).not.toMatch(/"resolved": "https?:/);
});
