import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject, say } from './project.ts';

// `npm test`: every suite, then one line with the sum. `--only unit` or `--only e2e` runs a half.

const suites = [
  { name: 'unit', config: 'test/config/vitest.config.ts' },
  { name: 'e2e', config: 'test/config/e2e.config.ts' },
] as const;

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'assent-test-'));

function runSuite(name: string, config: string): Promise<Summary> {
  const outputFile = join(scratch, `${name}.json`);
  const args = [
    'run',
    '--config',
    inProject(config),
    '--reporter',
    'default',
    '--reporter',
    'json',
    `--outputFile.json=${outputFile}`,
  ];
  const child = spawn(inProject('node_modules', '.bin', 'vitest'), args, {
    cwd: inProject(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      try {
        const summary = JSON.parse(readFileSync(outputFile, 'utf8')) as Summary;
        // A file that could not even be loaded has no failed test, but the run has failed all the same.
        const isQuietFailure = code !== 0 && summary.numFailedTests === 0;
        resolve(isQuietFailure ? { ...summary, numFailedTests: Math.max(1, summary.numFailedTestSuites) } : summary);
      } catch {
        resolve({ numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numFailedTestSuites: 1 });
      }
    });
  });
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
let passed = 0;
let failed = 0;
let skipped = 0;
for (const { name, config } of suites.filter((suite) => only === undefined || suite.name === only)) {
  const summary = await runSuite(name, config);
  passed += summary.numPassedTests;
  failed += summary.numFailedTests;
  skipped += summary.numPendingTests;
}
rmSync(scratch, { recursive: true, force: true });
if (passed === 0 && failed === 0) failed = 1;
if (skipped > 0) say(`${skipped} skipped, each with its reason above.`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
