import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PastedTables } from '../services/ports.ts';
import { AppError } from '#domain/kernel/errors.ts';

/** Most characters of a file's name that are taken over. */
const nameMax = 80;

function notWritable(fileName: string): (error: unknown) => never {
  return (error) => {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('file.notWritable', { fileName, detail }, { cause: error });
  };
}

/** Tables that were pasted, each in a file of its own in one private folder until it is imported or thrown away. */
export function createPastedTables(folder: string): PastedTables {
  const isOwn = (path: string): boolean => dirname(path) === folder;
  async function made(fileName: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(notWritable(fileName));
  }
  return {
    isOwn,
    async keep(text: string): Promise<string> {
      const path = join(folder, `pasted-${randomBytes(6).toString('hex')}.txt`);
      await made('the pasted table');
      await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch(notWritable('the pasted table'));
      return path;
    },
    async fresh(name: string): Promise<string> {
      const dot = name.lastIndexOf('.');
      const stem = name.slice(0, dot).slice(0, nameMax);
      await made('the table');
      return join(folder, `${stem}-${randomBytes(3).toString('hex')}${name.slice(dot)}`);
    },
    async discard(path: string): Promise<void> {
      if (isOwn(path)) await rm(path, { force: true });
    },
  };
}
