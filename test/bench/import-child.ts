import { newClientId } from '../../main/composition.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';
import { openWorkspace } from '../../main/cli/workspace.ts';

// One import through the product's own service, in a process of its own so that its peak memory can be read.

const [file = '', folder = ''] = process.argv.slice(2);
const assent = await openWorkspace(folder, { business: 'Bench', country: 'ZA', zone: 'Africa/Johannesburg' });
const startMs = performance.now();
const table = { path: file, sheet: null, encoding: null, delimiter: null, headerRow: null };
const result = await assent.imports.run({
  table,
  answers: usualAnswers('ZA', 'the bench'),
  clientId: newClientId(),
  apply: true,
});
const tookMs = performance.now() - startMs;
await assent.close();
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ tookMs, peakMegabytes, created: result.created })}\n`);
