import { localTime } from '../hours/zone-clock.ts';

const dayMs = 86_400_000;
const workingDays = 2;

/**
 * When a reply that waits for a decision counts as a stop: two working days (Monday to Friday of the workspace's zone) after
 * it was stored, at the same time of day (consent.md 1.2 rule 3). Holidays count as working days, so it is never later.
 */
export function reviewDueMs(storedAtMs: number, zone: string): number {
  let atMs = storedAtMs;
  for (let counted = 0; counted < workingDays;) {
    atMs += dayMs;
    if (localTime(atMs, zone).weekday < 5) counted += 1;
  }
  return atMs;
}
