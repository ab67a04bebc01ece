import { phoneReasonWords } from '#domain/phone/phone-reasons.ts';

/** A row's problem in words: what is wrong with its number. */
export function problemWords(reason: string): string {
  const words = Object.hasOwn(phoneReasonWords, reason)
    ? phoneReasonWords[reason as keyof typeof phoneReasonWords]
    : 'this row cannot be used';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
