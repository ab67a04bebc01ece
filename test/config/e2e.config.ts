import { defineConfig } from 'vitest/config';
import { execArgv } from './exec-argv.ts';

// Real windows: one file after the other, on a machine with two cores.
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/**/*.spec.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    pool: 'forks',
    execArgv,
    reporters: ['default'],
  },
});
