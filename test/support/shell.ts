import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const entry = new URL('../../main/cli/main.ts', import.meta.url).pathname;

export type ShellProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** A value of the `--json` line, as deep as a test looks into it. */
export interface Json {
  readonly [key: string]: Json;
  readonly [position: number]: Json;
}

/** What one call of the shell printed; `data` and `error` are read from the `--json` line when there is one. */
export interface ShellAnswer {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly data: Json;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Starts the shell from source as a process of its own. */
export function startShell(words: readonly string[], env: Readonly<Record<string, string>> = {}): ShellProcess {
  return spawn(process.execPath, [entry, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  });
}

/** Calls the shell and waits for its end. */
export async function shell(
  words: readonly string[],
  options: { readonly stdin?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ShellAnswer> {
  const child = startShell(words, options.env);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  child.stdin.on('error', () => undefined); // A call that ends before it has read its input.
  child.stdin.end(options.stdin ?? '');
  const [exit] = (await once(child, 'close')) as [number | null];
  const line = words.includes('--json') ? parse(stdout) : null;
  return { exit, stdout, stderr, data: (line?.data ?? {}) as Json, error: line?.error ?? null };
}

function parse(text: string): { data?: unknown; error?: ShellAnswer['error'] } | null {
  try {
    return JSON.parse(text) as { data?: unknown; error?: ShellAnswer['error'] };
  } catch {
    return null; // Several lines: the test reads them itself.
  }
}
