import type { WritableDb } from '../../main/storage/database.ts';
import { ensureFields } from '../../main/storage/queries/fields.ts';
import { seeded } from './random.ts';

const firstNames =
  `Thandi Sipho Ann Anna Ben Zoë José Li Wei Siobhán Mohammed Fatima Pieter Anneke Lindiwe Kabelo Naledi
  Johan Grace Peter Paul Mary Nomsa Themba Precious Lerato Jabu Gareth Chloé Søren Łukasz Müge Ivan Olga Priya Arjun Yusuf
  Aisha Kwame Ama Tendai Rudo Chipo Farai Neo Tumi Karabo Mpho Palesa`.split(/\s+/);
const endings =
  `son sen ov ski ez wala mann berg stein man ton ley field wood dlamini nkosi mokoena naidoo khumalo`.split(' ');
const stems =
  `Van Ma Mo Nko Dla Bo Ra Ka Pre Smi Jo Wil Tay Bro Har Fer Gar Mar Lo Pe Sa To Vi Zu Qui Xo Ny Che Sha Kru`.split(
    ' ',
  );
const cities = `Durban Pretoria Knysna Polokwane Mbombela Gqeberha Bloemfontein Kimberley Upington Paarl`.split(' ');

/** Fields of the crowd in the order of their positions. */
export const crowdFields = [
  { key: 'city', label: 'City', type: 'text' },
  { key: 'email', label: 'E-mail', type: 'text' },
  { key: 'points', label: 'Points', type: 'number' },
  { key: 'birthday', label: 'Birthday', type: 'date' },
] as const;

/** Fills a workspace with generated people, the same for the same count: straight into the tables, as an import ends. */
export function insertCrowd(db: WritableDb, count: number, nowMs: number): void {
  const random = seeded(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const insert =
    db.prepare(`INSERT INTO contact (e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms)
    VALUES (?, ?, 'mobile', 1, ?, ?, ?, ?)`);
  db.transaction(() => {
    ensureFields(db, crowdFields);
    for (let at = 0; at < count; at += 1) {
      const first = pick(firstNames);
      const last = `${pick(stems)}${pick(endings)}`;
      const e164 = `+27${60 + (at % 25)}${String((at * 7919) % 10_000_000).padStart(7, '0')}`;
      const year = 1950 + Math.floor(random() * 55);
      const birthday = `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-15`;
      const values = [
        pick(cities),
        `${first}.${at}@example.org`,
        Math.floor(random() * 1_000),
        random() < 0.5 ? birthday : null,
      ];
      const addedAtMs = nowMs - Math.floor(random() * 400) * 86_400_000;
      insert.run(e164, at % 17 === 0 ? 'NA' : 'ZA', `${first} ${last}`, JSON.stringify(values), addedAtMs, addedAtMs);
    }
    db.exec(`INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact`);
    db.exec(`INSERT INTO tag (name, created_at_ms) VALUES ('vip', 0), ('club', 0)`);
    db.exec(`INSERT INTO contact_tag SELECT 1, id, NULL FROM contact WHERE id % 20 = 0`);
    db.exec(`INSERT INTO contact_tag SELECT 2, id, NULL FROM contact WHERE id % 3 = 0`);
  }).immediate();
}
