import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The path of something inside the project. */
export function inProject(...parts: readonly string[]): string {
  return join(projectFolder, ...parts);
}

export interface PackageFacts {
  readonly name: string;
  readonly productName: string;
  readonly version: string;
  readonly description: string;
  readonly author: string;
  readonly license: string;
  readonly main: string;
}

/** The fields of the project's package.json that a staged app repeats. */
export function packageFacts(): PackageFacts {
  return JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as PackageFacts;
}

/** Shows one line to whoever runs a task. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
