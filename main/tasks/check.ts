import { availableParallelism } from 'node:os';
import { inProject, say } from './project.ts';
import { tryCommand } from './run-command.ts';

/** Everything a machine can say about the source without running it, in under two minutes. Exit 1 when one objects. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['prettier', ['--check', '--log-level', 'warn', 'main', 'renderer', 'preload', 'test']],
  ['oxlint', ['--type-aware', '-c', 'test/config/oxlint.json', 'main', 'renderer', 'preload', 'test']],
  ['tsc', ['-p', 'main/domain']],
  ['tsc', ['-p', 'main']],
  ['tsc', ['-p', 'preload']],
  ['tsc', ['-p', 'renderer']],
  ['tsc', ['-p', 'test']],
  ['depcruise', ['--config', 'test/architecture/rules.cjs', '--output-type', 'err', 'main', 'preload', 'renderer']],
  ['knip', ['--config', 'test/config/knip.json', '--no-progress']],
  ['vitest', ['run', '--config', 'test/config/vitest.config.ts', 'test/architecture']],
];

const waiting = [...steps];
let failures = 0;

async function worker(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [tool, args] = step;
    const startedMs = performance.now();
    const { code, output } = await tryCommand(inProject('node_modules', '.bin', tool), args, { cwd: inProject() });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    say(`${code === 0 ? 'ok  ' : 'FAIL'} ${seconds.padStart(5)} s  ${tool} ${args.at(-1) ?? ''}`);
    if (code === 0) continue;
    failures += 1;
    say(output.trim());
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
say(failures === 0 ? 'All checks passed.' : `${failures} of ${steps.length} checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;
