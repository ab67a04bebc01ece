import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exemptFiles, fileLimit, forbiddenFileNames, restrictedIn } from './source-rules.ts';

const root = new URL('../..', import.meta.url).pathname;
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'main', 'renderer', 'preload'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path));

describe('every source file', () => {
  test('is there to be checked', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  test(`has at most ${fileLimit} lines, or is exempt by name`, () => {
    const long = files.filter(
      (path) => !exemptFiles.has(path) && readFileSync(root + path, 'utf8').split('\n').length > fileLimit,
    );
    expect(long).toEqual([]);
  });

  test('has a name that says what is in it, in kebab case', () => {
    const bad = files.filter(
      (path) =>
        forbiddenFileNames.test(basename(path)) ||
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.(worker|config|d))*\.tsx?$/.test(basename(path)),
    );
    expect(bad).toEqual([]);
  });

  test('keeps the restricted words where they belong', () => {
    expect(files.flatMap((path) => restrictedIn(path, readFileSync(root + path, 'utf8')))).toEqual([]);
  });
});

describe('the word rules catch a planted breach', () => {
  test.each([
    ['main/domain/x.ts', 'const t = Date.now();'],
    ['main/services/x.ts', 'const n = Math.random();'],
    ['main/services/x.ts', "import { ipcMain } from 'electron';"],
    ['renderer/features/a/x.tsx', 'window.api.call()'],
    ['renderer/features/a/x.tsx', '<p dangerouslySetInnerHTML={x} />'],
    ['main/gateways/a/x.ts', 'rejectUnauthorized: false'],
    ['renderer/features/a/x.tsx', "color: '#ff0000'"],
  ])('%s: %s', (path, text) => {
    expect(restrictedIn(path, text)).toHaveLength(1);
  });
});
