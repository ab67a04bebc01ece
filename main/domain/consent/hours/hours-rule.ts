import type { Purpose } from '../purpose.ts';

/** One jurisdiction's hours as they are written down: dated, sourced, readable by the owner. Windows are week notation. */
export interface HoursRule {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 3166-2 ('US-FL'): a row that binds beside its country's. */
  readonly subdivision: string | null;
  readonly name: string;
  readonly callingCodes: readonly string[];
  /** The purposes held by the hours; others leave at any hour. */
  readonly appliesTo: readonly Purpose[];
  /** The outer bound, in week notation (`week-notation.ts`). */
  readonly window: string;
  /** The narrower hours that are kept by default; null = the window itself. */
  readonly recommended: string | null;
  /** `soft` may one day be overridden by the owner with a reason; `hard` never. */
  readonly enforce: 'hard' | 'soft';
  readonly basis: 'regulation' | 'statute' | 'state_statute' | 'operator' | 'vendor' | 'policy';
  readonly waiver: 'none' | 'written' | 'separate_night_consent' | 'paid_subscription' | 'disputed_do_not_use';
  /** A calendar of `holiday-dates.ts`. */
  readonly holidayCalendar: string | null;
  readonly tz: {
    readonly mode: 'single' | 'number_prefix_then_all' | 'all_zones';
    readonly zones: readonly string[];
  };
  readonly caps: readonly { readonly max: number; readonly perHours: number; readonly scope: string }[];
  /** Whether permission may be asked for by text. */
  readonly consentRequest: 'after_recipient_action_only' | 'prohibited' | 'once_ever' | 'unknown';
  readonly registry: {
    readonly name: string;
    readonly check: 'sender_side' | 'operator_side';
    readonly maxAgeDays?: number;
    readonly source?: string;
  } | null;
  /** What texts there must carry, by kind. */
  readonly label: Readonly<Record<string, string | boolean>> | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Names of `hours-sources.ts`. */
  readonly sources: readonly string[];
  readonly note: string;
}

/** A whole collection of rows as it is shipped. */
export interface HoursBook {
  readonly title: string;
  readonly notice: string;
  /** `YYYY-MM-DD`: the state of knowledge. */
  readonly generated: string;
  /** Kept where no row is known. */
  readonly fallback: Pick<HoursRule, 'window' | 'enforce' | 'basis' | 'confidence' | 'sources'>;
  readonly rules: readonly HoursRule[];
  /** Calendars by name: lines of `YYYY: MM-DD MM-DD …`. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, { readonly title: string; readonly url: string | null }>>;
}
