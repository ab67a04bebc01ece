import type { E164 } from '#domain/kernel/ids.ts';
import type { CountryCode } from './countries.ts';

/** What kind of line a number belongs to, by its country's numbering plan. */
export type PhoneType = 'mobile' | 'fixed' | 'fixed-or-mobile' | 'toll-free' | 'premium' | 'voip' | 'other' | 'unknown';

/** A valid phone number. `country` is null for numbers that belong to none, such as +800 and satellite phones. */
export interface PhoneNumber {
  readonly e164: E164;
  readonly country: CountryCode | null;
  readonly type: PhoneType;
}

/**
 * Whether a text message can reach the number: a mobile, or a line of a country whose plan does not tell mobiles from
 * landlines. 'unknown' is not textable: the numbering plans used here give every valid number a type, so an unknown
 * one is a number nothing is known about.
 */
export function isTextable(phone: Pick<PhoneNumber, 'type'>): boolean {
  return phone.type === 'mobile' || phone.type === 'fixed-or-mobile';
}
