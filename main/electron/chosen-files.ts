import { BrowserWindow, dialog } from 'electron';
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';

/** How long a chosen file can be referred to. */
const tokenMs = 4 * 60 * 60 * 1000;

const paths = new Map<string, { readonly path: string; readonly untilMs: number }>();

/** Keeps a path in main and gives the renderer a token for it. */
export function tokenFor(path: string): { token: string; fileName: string } {
  const token = randomBytes(18).toString('base64url');
  paths.set(token, { path, untilMs: Date.now() + tokenMs });
  return { token, fileName: basename(path).slice(0, 200) };
}

/** The path behind a token; throws `file.notFound` for one that was never given or has run out. */
export function pathOf(token: string): string {
  const kept = paths.get(token);
  if (!kept || kept.untilMs < Date.now()) throw new AppError('file.notFound', { fileName: 'The chosen file' });
  return kept.path;
}

function parentWindow(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) throw new Error('no window');
  return window;
}

/** Asks for a spreadsheet; null when the user thought better of it. */
export async function chooseFile(): Promise<{ token: string; fileName: string } | null> {
  const { filePaths } = await dialog.showOpenDialog(parentWindow(), {
    title: 'Choose a spreadsheet',
    properties: ['openFile'],
    filters: [
      { name: 'Spreadsheets', extensions: ['xlsx', 'xls', 'xlsb', 'ods', 'csv', 'tsv', 'txt', 'vcf'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  return path === undefined ? null : tokenFor(path);
}

/** Asks where to save; null when the user thought better of it. */
export async function chooseTarget(suggestedName: string): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(parentWindow(), { defaultPath: suggestedName });
  return filePath || null;
}
