import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messageMoves, messageStates } from '#domain/message/message-state.ts';

const root = new URL('../..', import.meta.url).pathname;
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The arrows of a mermaid state diagram, as `from --> to: event`, sorted. */
function arrowsOf(markdown: string): string[] {
  const diagram = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(markdown)?.[1] ?? '';
  return diagram
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .toSorted();
}

/** The same arrows from the table the program runs by. Every message begins queued. */
function arrowsOfTable(moves: Readonly<Record<string, Readonly<Record<string, string>>>>): string[] {
  const arrows = Object.entries(moves).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => `${from} --> ${to}: ${event}`),
  );
  return ['[*] --> queued', ...arrows].toSorted();
}

describe('the README', () => {
  test('draws the life of a message as the table has it', () => {
    expect(arrowsOf(readme)).toEqual(arrowsOfTable(messageMoves as Record<string, Record<string, string>>));
  });

  test('draws every state there is', () => {
    const drawn = new Set(arrowsOf(readme).flatMap((arrow) => arrow.split(':')[0]?.split(' --> ') ?? []));
    expect([...drawn].filter((name) => name !== '[*]').toSorted()).toEqual([...messageStates].toSorted());
  });

  test('would be caught with an arrow too many, too few or turned', () => {
    const table = arrowsOfTable(messageMoves as Record<string, Record<string, string>>);
    const resend = readme.replace(
      '  uncertain --> accepted',
      '  uncertain --> submitting: claim\n  uncertain --> accepted',
    );
    expect(arrowsOf(resend)).not.toEqual(table);
    expect(arrowsOf(readme.replace('  queued --> skipped: skip\n', ''))).not.toEqual(table);
    expect(arrowsOf(readme.replace('queued --> skipped', 'skipped --> queued'))).not.toEqual(table);
  });

  test('names only scripts and folders that exist', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z0-9:]+)/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const paths = [...readme.matchAll(/`((?:main|test|preload|renderer|assets)(?:\/[\w./-]*)?)`/g)];
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.map((match) => match[1] ?? '').filter((path) => !existsSync(root + path))).toEqual([]);
  });
});
