import { hoursSources } from './hours-sources.ts';
import type { HoursRule } from './hours-rule.ts';
import { hoursWords } from './hours-words.ts';
import { hoursOf } from './quiet-hours.ts';
import type { Closing, HoursSubject } from './quiet-hours.ts';
import type { NumberPlace } from './number-place.ts';

/** A row that binds, as its owner may read it; windows in week notation. */
export interface BindingRule extends Pick<
  HoursRule,
  | 'id'
  | 'name'
  | 'window'
  | 'recommended'
  | 'enforce'
  | 'waiver'
  | 'caps'
  | 'label'
  | 'registry'
  | 'basis'
  | 'confidence'
> {
  readonly note: string;
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

function binding(rule: HoursRule): BindingRule {
  const { id, name, window, recommended, enforce, waiver, caps, label, registry, basis, confidence, note } = rule;
  const isWithoutHolidays = rule.holidayCalendar === null && (recommended ?? window).includes('holiday');
  const sources = rule.sources.flatMap((source) => hoursSources[source] ?? []);
  return {
    ...{ id, name, window, recommended, enforce, waiver, caps, label, registry, basis, confidence, note },
    ...{ sources, isWithoutHolidays },
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
