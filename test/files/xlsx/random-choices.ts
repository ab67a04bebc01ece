import { seeded } from '../../support/random.ts';

/** Choices from one seed, the same for the same seed. */
export interface Choices {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function choicesOf(seed: number): Choices {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    chance: (probability) => random() < probability,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
  };
}
