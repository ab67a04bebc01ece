import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end and answers its exit code and everything it printed. Never throws: a missing program is code 127. */
export function tryCommand(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Like `tryCommand`, but a failure is an error that carries the last lines the program printed. */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { code, output } = await tryCommand(program, args, options);
  if (code === 0) return output;
  const lastLines = output.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${program} ${args[0] ?? ''} failed with code ${code}:\n${lastLines}`);
}
