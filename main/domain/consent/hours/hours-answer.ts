import { hoursSources } from './hours-sources.ts';
import type { HoursRule } from './hours-rule.ts';
import { hoursWords } from './hours-words.ts';
import { hoursOf } from './quiet-hours.ts';
import type { Closing, HoursSubject } from './quiet-hours.ts';
import type { NumberPlace } from './number-place.ts';

/** A row that binds, as its owner may read it: windows in week notation, sources by title and address. */
export interface BindingRule extends Omit<HoursRule, 'appliesTo' | 'callingCodes' | 'sources' | 'tz'> {
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  /** True where a row closes on holidays and nobody has their dates. */
  readonly isWithoutHolidays: boolean;
}

/** "May a text leave for this number now, and if not, when and why?" */
export interface HoursAnswer extends NumberPlace {
  readonly open: boolean;
  /** The instant asked for when open; null when there is none within two weeks. */
  readonly opensAtMs: number | null;
  readonly rules: readonly BindingRule[];
  /** True where no row is known for the country and the cautious default is kept. */
  readonly isDefault: boolean;
  readonly closings: readonly Closing[];
  /** In words; empty when open. */
  readonly reason: string;
}

function binding(row: HoursRule): BindingRule {
  const { appliesTo: _purposes, callingCodes: _codes, tz: _zones, ...rule } = row;
  return {
    ...rule,
    sources: row.sources.flatMap((source) => hoursSources[source] ?? []),
    isWithoutHolidays: row.holidayCalendar === null && (row.recommended ?? row.window).includes('holiday'),
  };
}

/** The whole answer for one person at one instant, with every row that binds and every one that is closed. */
export function quietHours(subject: HoursSubject, atMs: number): HoursAnswer {
  const hours = hoursOf(subject);
  return {
    ...hours.place,
    open: hours.isOpen(atMs),
    opensAtMs: hours.nextOpen(atMs),
    rules: hours.rules.map(binding),
    isDefault: hours.isDefault,
    closings: hours.closings(atMs),
    reason: hoursWords(hours, atMs),
  };
}
