import { cp, rm } from 'node:fs/promises';
import { build } from 'vite';
import { inProject } from './project.ts';

const configs = ['main/vite.config.ts', 'preload/vite.config.ts', 'renderer/vite.config.ts'];

/** Builds the whole app into `dist`: main with its thread entries and migrations, preload, renderer. */
export async function buildApp(): Promise<void> {
  await rm(inProject('dist'), { recursive: true, force: true });
  for (const configFile of configs) await build({ configFile: inProject(configFile), logLevel: 'error' });
  await cp(inProject('main/storage/migrations'), inProject('dist/main/migrations'), { recursive: true });
}

if (import.meta.main) await buildApp();
