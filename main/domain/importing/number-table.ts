/**
 * Numbers (E.164 digits) to contact ids, for lists of millions: two flat arrays instead of a Map, which takes five
 * times the memory. Open addressing; never more than half full.
 */
export class NumberTable {
  #keys: Float64Array;
  #ids: Float64Array;
  #mask: number;
  #size = 0;

  constructor(expected: number) {
    let slots = 1024;
    while (slots < expected * 2) slots *= 2;
    this.#keys = new Float64Array(slots);
    this.#ids = new Float64Array(slots);
    this.#mask = slots - 1;
  }

  get size(): number {
    return this.#size;
  }

  /** The id of a number; 0 when it is not there. */
  get(number: number): number {
    return this.#ids[this.#slotOf(number)] ?? 0;
  }

  set(number: number, id: number): void {
    const slot = this.#slotOf(number);
    if (this.#keys[slot] === 0) this.#size += 1;
    this.#keys[slot] = number;
    this.#ids[slot] = id;
    if (this.#size * 2 > this.#mask) this.#grow();
  }

  #slotOf(number: number): number {
    // Both halves of the number are mixed, since lists are full of consecutive ones.
    let hash = Math.imul((number % 4294967296) ^ (number / 4294967296), 0x9e3779b1);
    hash ^= hash >>> 15;
    let slot = hash & this.#mask;
    for (;;) {
      const key = this.#keys[slot];
      if (key === number || key === 0) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const [keys, ids] = [this.#keys, this.#ids];
    this.#keys = new Float64Array(keys.length * 2);
    this.#ids = new Float64Array(keys.length * 2);
    this.#mask = this.#keys.length - 1;
    keys.forEach((key, at) => {
      if (key === 0) return;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#ids[slot] = ids[at] ?? 0;
    });
  }
}
