import { NumberTable } from '#domain/importing/number-table.ts';

/**
 * The numbers of a file so far, each with a fingerprint of what its first row said: a later row that says the same
 * needs no second look. 32 bits: of two different rows in four billion one may pass for the same, and a repeat that is
 * dropped loses nothing but a fill of empty fields.
 */
export class SeenNumbers {
  readonly #first = new NumberTable(1024);

  meet(number: number, content: string, isOptOut: boolean): 'new' | 'same' | 'differs' {
    const print = fingerprint(content);
    const before = this.#first.get(number);
    if (before === 0) {
      this.#first.set(number, print);
      return 'new';
    }
    // An opt-out counts in whichever row it stands.
    return before === print && !isOptOut ? 'same' : 'differs';
  }
}

/** FNV-1a over the UTF-16 units, never 0. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) + 1;
}
