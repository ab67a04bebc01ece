import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const cities = ['Pretoria', 'Durban', 'Knysna', 'Polokwane', 'Mbombela'];

/** The columns of every generated list. */
export const columns = ['Mobile', 'First name', 'Surname', 'City', 'Email', 'Customer no', 'Branch code', 'Account'];

/** The generated person at a position, in the order of the columns. */
export function personRow(position: number): readonly string[] {
  const digits = `8${2 + (position % 3)}${String(1_000_000 + position)}`;
  const spellings = [
    `+27${digits}`,
    `0${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`,
    `0027${digits}`,
  ];
  const city = cities[position % cities.length] ?? '';
  return [
    spellings[position % 3] ?? '',
    `First${position % 977}`,
    `Last${position % 1009}`,
    city,
    `p${position}@example.org`,
    `C-${position}`,
    `B${position % 97}`,
    `ACC-${(position * 7919) % 1_000_003}`,
  ];
}

/** Writes a CSV with so many generated people. */
export async function writePeople(path: string, people: number): Promise<void> {
  function* lines(): Generator<string> {
    yield `${columns.join(',')}\n`;
    for (let at = 0; at < people; at += 1) yield `${personRow(at).join(',')}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}
