import type { Input, Output } from '#contract/contract.ts';

export type PersonFile = Output<'contacts.file'>;
export type Side = 'first' | 'second';
export type Two = Readonly<Record<Side, PersonFile>>;

/** One thing both people may have, as each has it; empty where one has nothing. */
export interface MergeLine extends Readonly<Record<Side, string>> {
  readonly key: string;
  readonly label: string;
}

export const sides: readonly Side[] = ['first', 'second'];
export const otherSide = (side: Side): Side => (side === 'first' ? 'second' : 'first');

const nameKey = 'name';
/** What a person is called stands in the line of names; this field only follows it. */
const fullName = 'full_name';

const valueOf = ({ values }: PersonFile, key: string): string => values.find((one) => one.key === key)?.value ?? '';

/** The name and every field that one of the two has, in the order of the fields. */
export function mergeLines({ first, second }: Two, fields: Output<'fields.list'>): readonly MergeLine[] {
  const name = { key: nameKey, label: 'Name', first: first.contact.name, second: second.contact.name };
  const others = fields
    .filter(({ key }) => key !== fullName)
    .map(({ key, label }) => ({ key, label, first: valueOf(first, key), second: valueOf(second, key) }));
  return [name, ...others.filter((line) => line.first !== '' || line.second !== '')];
}

export const isSame = (line: MergeLine): boolean => line.first === line.second;

/** Whose value stays: as picked, else the kept person's, else the other's when the kept one has none. */
export function sideOf(line: MergeLine, keep: Side, picked: ReadonlyMap<string, Side>): Side {
  return picked.get(line.key) ?? (line[keep] === '' ? otherSide(keep) : keep);
}

/** The number that is kept unless the user says otherwise: one that may be texted, else the one texted last. */
export function betterSide({ first, second }: Two): Side {
  const worth = ({ contact: { textable, lastMessageAtMs } }: PersonFile): readonly number[] => [
    { permitted: 3, unverified: 2, notTextable: 1, blocked: 0 }[textable.kind],
    lastMessageAtMs ?? 0,
  ];
  const [[kindA = 0, lastA = 0], [kindB = 0, lastB = 0]] = [worth(first), worth(second)];
  return kindB > kindA || (kindB === kindA && lastB > lastA) ? 'second' : 'first';
}

/** The one of the two whose number is blocked when the other's is not; null otherwise. */
export function blockedSide(two: Two): Side | null {
  const blocked = sides.filter((side) => two[side].contact.textable.kind === 'blocked');
  return blocked.length === 1 ? (blocked[0] ?? null) : null;
}

/** What main is told: who stays, who goes into them, and every value that was chosen where the two differ. */
export function mergeInput(
  two: Two,
  lines: readonly MergeLine[],
  keep: Side,
  picked: ReadonlyMap<string, Side>,
): Input<'contacts.merge'> {
  const [name, ...fields] = lines.map((line) => ({ line, value: line[sideOf(line, keep, picked)] }));
  return {
    keepId: two[keep].contact.id,
    dropId: two[otherSide(keep)].contact.id,
    name: name?.value ?? '',
    values: fields.filter(({ line }) => !isSame(line)).map(({ line, value }) => ({ key: line.key, value })),
  };
}
