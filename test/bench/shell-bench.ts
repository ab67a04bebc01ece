import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHere, interleave, runNode, timed } from './measuring.ts';
import type { BenchRow } from './measuring.ts';

const limitMs = 500;

/** How long a command of the shell takes from start to exit, beside a Node that does nothing. */
export async function benchShell(rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-shell-'));
  const main = fileHere('../../main/cli/main.ts');
  const workspace = join(folder, 'workspace');
  try {
    await runNode([main, '--workspace', workspace, 'workspace', 'init', '--country', 'ZA', '--business', 'Bench']);
    const calls: readonly (readonly [string, readonly string[]])[] = [
      ['shell: help, ms', [main, 'help']],
      ['shell: workspace info, ms', [main, '--workspace', workspace, 'workspace', 'info']],
    ];
    const rows: BenchRow[] = [];
    for (const [what, args] of calls) {
      await runNode(args); // The compile cache is warm from here on, as for everybody who uses the shell twice.
      const bare = (): Promise<number> => timed(() => runNode(['-e', '0']));
      const found = await interleave(rounds, () => timed(() => runNode(args)), bare);
      rows.push({
        what,
        ours: found.ours.toFixed(0),
        peer: `${found.peer.toFixed(0)} (node -e 0)`,
        ratio: (found.ours / found.peer).toFixed(2),
        target: `<= ${limitMs}`,
        isMet: found.ours <= limitMs,
      });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
