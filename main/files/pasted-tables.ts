import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PastedTables } from '../services/ports.ts';
import { AppError } from '#domain/kernel/errors.ts';

/** Tables that were pasted, each in a file of its own in one private folder until it is imported or thrown away. */
export function createPastedTables(folder: string): PastedTables {
  const isOwn = (path: string): boolean => dirname(path) === folder;
  return {
    isOwn,
    async keep(text: string): Promise<string> {
      const path = join(folder, `pasted-${randomBytes(6).toString('hex')}.txt`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(path, text, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new AppError('file.notWritable', { fileName: 'the pasted table', detail }, { cause: error });
      }
      return path;
    },
    async discard(path: string): Promise<void> {
      if (isOwn(path)) await rm(path, { force: true });
    },
  };
}
