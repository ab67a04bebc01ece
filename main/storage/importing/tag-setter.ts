import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';

/** Sets tags of an import, many contacts in one statement. */
export class TagSetter {
  readonly #db: WritableDb;
  readonly #importId: number;
  readonly #atMs: number;
  readonly #ids = new Map<string, number>();
  readonly #waiting = new Map<string, number[]>();

  constructor(db: WritableDb, importId: number, atMs: number) {
    this.#db = db;
    this.#importId = importId;
    this.#atMs = atMs;
  }

  add(contactId: number, tags: readonly string[]): void {
    for (const tag of tags) {
      const waiting = this.#waiting.get(tag);
      if (waiting) waiting.push(contactId);
      else this.#waiting.set(tag, [contactId]);
    }
  }

  flush(): void {
    for (const [tag, contacts] of this.#waiting) {
      if (contacts.length === 0) continue;
      prepared<[number, number, string]>(
        this.#db,
        `INSERT INTO contact_tag (tag_id, contact_id, import_id) SELECT ?, value, ? FROM json_each(?) WHERE true
         ON CONFLICT DO NOTHING`,
      ).run(this.idOf(tag), this.#importId, JSON.stringify(contacts));
      contacts.length = 0;
    }
  }

  /** The id of a tag, made when nobody used it before. */
  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    prepared<[object]>(
      this.#db,
      'INSERT INTO tag (name, created_at_ms) VALUES (@name, @atMs) ON CONFLICT (name) DO NOTHING',
    ).run({ name, atMs: this.#atMs });
    const id = prepared<[string], number>(this.#db, 'SELECT id FROM tag WHERE name = ?').pluck().get(name) as number;
    this.#ids.set(name, id);
    return id;
  }
}
