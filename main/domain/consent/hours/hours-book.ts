import type { HoursBook } from './hours-rule.ts';
import { holidayDates } from './holiday-dates.ts';
import { hoursSources } from './hours-sources.ts';
import { asiaPacificHours } from './rules-asia-pacific.ts';
import { europeHours } from './rules-europe.ts';
import { middleEastAfricaHours } from './rules-middle-east-africa.ts';
import { northAmericaHours } from './rules-north-america.ts';
import { southAmericaHours } from './rules-south-america.ts';

/**
 * The hours that Assent keeps: 67 jurisdictions, the state of knowledge of 2026-11-23. Engineering input, not legal advice.
 * Two rows hold `service` texts too because their notes say so: India (service-explicit) and Colombia (collections).
 */
export const hoursBook: HoursBook = {
  title: 'Allowed local send windows for marketing SMS',
  notice: 'Engineering input, not legal advice. Verify each row with counsel before use.',
  generated: '2026-11-23',
  fallback: {
    window: 'mon-fri 09:00-20:00; sat 10:00-18:00',
    enforce: 'hard',
    basis: 'policy',
    confidence: 'low',
    sources: ['policy', 'vero'],
  },
  rules: [...northAmericaHours, ...europeHours, ...asiaPacificHours, ...middleEastAfricaHours, ...southAmericaHours],
  holidays: holidayDates,
  sources: hoursSources,
};
