import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHandedLog, readHandedLog } from '../../main/storage/handed-log.ts';

let folder: string;
const path = (): string => join(folder, 'handed.log');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-handed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function written(...notes: (readonly number[])[]): void {
  const log = openHandedLog(folder, 'run-1');
  for (const note of notes) log.note(note);
  log.close();
}

describe('the log of what was handed over', () => {
  test('gives back what was noted, with the run it belongs to', () => {
    written([1, 2], [2 ** 52 + 1]);
    expect(readHandedLog(folder)).toEqual({ session: 'run-1', messageIds: [1, 2, 2 ** 52 + 1] });
  });

  test('starts anew with a new run', () => {
    written([1]);
    openHandedLog(folder, 'run-2').close();
    expect(readHandedLog(folder)).toEqual({ session: 'run-2', messageIds: [] });
  });

  test('a log that is not there says nothing', () => expect(readHandedLog(folder)).toBeNull());

  test('a record cut at any byte makes the whole log say nothing', () => {
    written([7, 8]);
    const whole = readFileSync(path());
    for (let cut = 1; cut < 16; cut += 1) {
      writeFileSync(path(), whole);
      truncateSync(path(), whole.length - cut);
      expect(readHandedLog(folder), `cut by ${cut}`).toBeNull();
    }
  });

  test.each([
    ['zeroes at its end', (): void => appendFileSync(path(), Buffer.alloc(16))],
    ['a changed id', (): void => change((bytes) => bytes.writeUInt8(9, bytes.length - 16))],
    ['another run of the system', (): void => change((bytes) => bytes.write('x', bytes.indexOf(32) + 1))],
    ['a header cut short', (): void => truncateSync(path(), 20)],
    ['nothing in it', (): void => truncateSync(path(), 0)],
    ['other words', (): void => writeFileSync(path(), 'hello\n')],
  ])('%s: it says nothing', (_what, spoil) => {
    written([7]);
    spoil();
    expect(readHandedLog(folder)).toBeNull();
  });

  function change(work: (bytes: Buffer) => void): void {
    const bytes = readFileSync(path());
    work(bytes);
    writeFileSync(path(), bytes);
  }
});
