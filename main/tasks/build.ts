import { cp, rm } from 'node:fs/promises';
import { build } from 'vite';
import { inProject } from './project.ts';

const configs = ['main/vite.config.ts', 'preload/vite.config.ts', 'renderer/vite.config.ts'];

/** Builds the whole app into `dist`: main with its thread entries and migrations, preload, renderer. */
export async function buildApp(): Promise<void> {
  // What is built is what is shipped, whoever asks for it: a test runner has its own idea of NODE_ENV.
  process.env['NODE_ENV'] = 'production';
  await rm(inProject('dist'), { recursive: true, force: true });
  for (const configFile of configs) await build({ configFile: inProject(configFile), logLevel: 'error' });
  await cp(inProject('main/storage/migrations'), inProject('dist/main/migrations'), { recursive: true });
}

if (import.meta.main) await buildApp();
