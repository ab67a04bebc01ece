import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

interface Found {
  readonly where: string;
  readonly pattern: RegExp;
}

/** Every regular expression written in the sources of a folder. */
function expressionsIn(folder: string): Found[] {
  return readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(`${folder}${name}`, root), 'utf8');
      const found: Found[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node))
          found.push({ where: `${name}: ${node.text}`, pattern: made(node.text) });
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
      return found;
    });
}

function made(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1).replaceAll('g', ''));
}

const found = ['main/files/', 'main/domain/importing/'].flatMap(expressionsIn);
const MEGABYTE = 1_000_000;
/** Beginnings, repeated parts and ends that make backtracking expressions try again from every place. */
const PARTS = [
  'a',
  '1',
  ' ',
  '\t',
  '\n',
  '"',
  '=',
  '.',
  '-',
  '@',
  ':',
  ';',
  '\\',
  '&#',
  '&#x1',
  'a.',
  'a@a',
  '1 ',
  '1.',
  "='",
  ' =',
  '+1',
  'PT1',
  'BEGIN',
  '\u0301',
  'é',
  '[h',
  'a-',
  '/',
];
const attacks = PARTS.flatMap((part) =>
  ['', 'a', '['].map((start) => `${start}${part.repeat(MEGABYTE / part.length)}\u0001`),
);

test('there are expressions to attack', () => {
  expect(found.length).toBeGreaterThan(25);
});

// Quadratic work on a megabyte takes minutes, and the test runs out of time.
test.each(found)('$where', { timeout: 60_000 }, ({ pattern }) => {
  for (const attack of attacks) {
    pattern.lastIndex = 0; // A sticky one looks at one place only, as it does in use.
    pattern.test(attack);
  }
});

test.fails('the attack catches an expression that is not linear', { timeout: 2_000 }, async () => {
  const { Worker } = await import('node:worker_threads');
  const code = `const p = /\\s+$/; p.test(' '.repeat(${MEGABYTE}) + 'x'); require('node:worker_threads').parentPort.postMessage(1)`;
  const worker = new Worker(code, { eval: true });
  try {
    await new Promise((resolve, reject) => {
      worker.on('message', resolve);
      setTimeout(() => reject(new Error('still running')), 1_500);
    });
  } finally {
    await worker.terminate();
  }
});
