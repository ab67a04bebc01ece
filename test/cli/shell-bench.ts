import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { shell } from '../support/shell.ts';
import type { Json, ShellAnswer } from '../support/shell.ts';

/** A place of its own for shell tests: a workspace folder and files beside it. */
export class ShellBench {
  readonly root = mkdtempSync(join(tmpdir(), 'assent-shell-'));
  readonly folder = join(this.root, 'workspace');
  readonly env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.env = env;
  }

  /** `words` with `--json` against this workspace. */
  call(...words: readonly string[]): Promise<ShellAnswer> {
    return shell(['--workspace', this.folder, '--json', ...words], { env: this.env });
  }

  /** As `call`, for one that must go well; answers its data. */
  async data(...words: readonly string[]): Promise<Json> {
    const { exit, stdout, stderr, data } = await this.call(...words);
    expect(exit, `${words.join(' ')}: ${stdout}${stderr}`).toBe(0);
    expect(stdout).toMatch(/^\{"ok":true,"data":.*\}\n$/);
    return data;
  }

  file(name: string, text: string): string {
    const path = join(this.root, name);
    writeFileSync(path, text);
    return path;
  }

  /** A file of South African numbers, one person a row. */
  people(count: number): string {
    const rows = Array.from({ length: count }, (_, index) => `0824${100_000 + index},Person ${index}`);
    return this.file('people.csv', `mobile,full_name\n${rows.join('\n')}\n`);
  }

  init(): Promise<Json> {
    return this.data('workspace', 'init', '--country', 'ZA', '--business', 'Acme');
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
