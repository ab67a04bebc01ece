import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../main/storage/client.ts';
import { shell } from '../support/shell.ts';

const workerUrl = new URL('../../main/storage/storage.worker.ts', import.meta.url);
const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg', nowMs: 1 };

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assent-open-'));
  folder = join(root, 'workspace');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const open = () => openStorage({ folder, workerUrl });
async function make(): Promise<void> {
  await (await openStorage({ folder, workerUrl, create })).close();
}
const file = (): string => join(folder, 'workspace.sqlite');
const refusal = (code: string) => expect.objectContaining({ code });

/** Every file of the folder with its bytes. */
function contents(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

describe('what is not a workspace is refused and left as it was', () => {
  test('nothing there', async () => {
    await expect(open()).rejects.toEqual(refusal('workspace.notFound'));
    expect(() => statSync(folder)).toThrow();
  });

  test('a folder without a workspace', async () => {
    mkdirSync(folder);
    await expect(open()).rejects.toEqual(refusal('workspace.notAWorkspace'));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['garbage', () => writeFileSync(file(), 'not a database, only some words '.repeat(400))],
    ['an empty file', () => writeFileSync(file(), '')],
    ['another program’s database', () => new Database(file()).exec('CREATE TABLE theirs (x)').close()],
  ])('%s', async (_name, write) => {
    mkdirSync(folder);
    write();
    const before = readFileSync(file());
    await expect(open()).rejects.toEqual(refusal('workspace.notAWorkspace'));
    expect(readFileSync(file())).toEqual(before);
  });

  test('a folder with other files, when one is to be made', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'photo.jpg'), 'x');
    await expect(openStorage({ folder, workerUrl, create })).rejects.toEqual(refusal('workspace.notAWorkspace'));
    expect(readdirSync(folder)).toEqual(['photo.jpg']);
  });
});

describe('a workspace', () => {
  beforeEach(make);

  test('is for its owner only', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('is not made over', async () => {
    const before = contents();
    await expect(openStorage({ folder, workerUrl, create })).rejects.toEqual(refusal('workspace.exists'));
    expect(contents()).toEqual(before);
  });

  test('of a newer Assent is refused and not changed', async () => {
    const db = new Database(file());
    db.pragma('user_version = 9999');
    db.close();
    const before = readFileSync(file());
    await expect(open()).rejects.toMatchObject({ code: 'workspace.newer', details: { found: 9999 } });
    expect(readFileSync(file())).toEqual(before);
  });

  test('that is damaged says so', async () => {
    const bytes = readFileSync(file());
    bytes.fill(0xa5, 4096, 8 * 4096);
    writeFileSync(file(), bytes);
    await expect(
      (async () => {
        const storage = await open();
        try {
          await storage.read.workspace({});
          await storage.read.contactPage({ search: '', after: null, limit: 10 });
        } finally {
          await storage.close();
        }
      })(),
    ).rejects.toEqual(refusal('workspace.damaged'));
  });

  test('opens once at a time, also for another process, and is free again after a close', async () => {
    const storage = await open();
    await expect(open()).rejects.toMatchObject({ code: 'workspace.locked', details: { pid: process.pid } });
    const other = await shell(['--workspace', folder, '--json', 'contacts', 'count']);
    expect(other).toMatchObject({ exit: 1, error: { code: 'workspace.locked' } });
    await storage.close();
    expect(await shell(['--workspace', folder, '--json', 'contacts', 'count'])).toMatchObject({
      exit: 0,
      data: { count: 0 },
    });
  });

  test('that may not be written is refused', async () => {
    const asRoot = process.getuid?.() === 0;
    if (asRoot) {
      // Root may write everywhere: the program runs as nobody, who may only look.
      chmodSync(root, 0o755);
      chmodSync(folder, 0o755);
      for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
      const entry = new URL('../../main/cli/main.ts', import.meta.url).pathname;
      const words = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, entry];
      const child = spawn('setpriv', [...words, '--workspace', folder, '--json', 'contacts', 'count'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'] ?? '', HOME: root },
      });
      let out = '';
      child.stdout.on('data', (piece) => (out += String(piece)));
      child.stderr.on('data', (piece) => (out += String(piece)));
      await once(child, 'close');
      expect(out).toMatch(/"code":"workspace\.readOnly"/);
    } else {
      for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o400);
      chmodSync(folder, 0o500);
      await expect(open()).rejects.toEqual(refusal('workspace.readOnly'));
      chmodSync(folder, 0o700);
    }
  });

  test('answers a call that does not exist with a fault, and goes on', async () => {
    const storage = await open();
    const read = storage.read as unknown as Record<string, (input: unknown) => Promise<unknown>>;
    await expect(read['importBegin']?.({ clientId: 'x' })).rejects.toThrow(/no such storage call/);
    await expect(read['constructor']?.({})).rejects.toThrow(/no such storage call/);
    expect((await storage.read.workspace({})).business).toBe('Acme');
    await storage.close();
    await expect(storage.read.workspace({})).rejects.toThrow(/has ended/);
  });
});
