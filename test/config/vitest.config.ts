import { defineConfig } from 'vitest/config';
import { execArgv } from './exec-argv.ts';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    execArgv,
    reporters: ['default'],
  },
});
