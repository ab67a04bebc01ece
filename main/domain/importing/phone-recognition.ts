import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { E164 } from '#domain/kernel/ids.ts';
export type CountryCode = string;
export type PhoneReason = string;
export interface PhoneNumber {
  readonly e164: E164;
  readonly country: CountryCode;
  readonly type: string;
}
const CODES = new Map([['ZA', '27'], ['GB', '44'], ['DE', '49'], ['US', '1']]);
export function parsePhone(input: string, country: CountryCode | null): Result<PhoneNumber, PhoneReason> {
  const text = input.trim().replace(/^'/, '');
  if (text === '') return refuse('empty');
  if (!/^\+?[\d\s().\-/]+$/.test(text)) return refuse('notANumber');
  const digits = text.replace(/\D/g, '');
  const code = CODES.get(country ?? '');
  let e164 = '';
  if (text.startsWith('+')) e164 = digits;
  else if (digits.startsWith('00')) e164 = digits.slice(2);
  else if (code !== undefined && digits.startsWith(code) && digits.length > 10) e164 = digits;
  else if (code !== undefined) e164 = code + digits.replace(/^0/, '');
  if (e164.length < 10 || e164.length > 15) return refuse('tooShort');
  return ok({ e164: `+${e164}` as E164, country: country ?? 'ZZ', type: 'mobile' });
}
