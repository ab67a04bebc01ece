import { namesSender, namesWayOut } from '#domain/consent/content.ts';
import { deniedContent, doubtfulContent } from '#domain/consent/content-rules.ts';
import type { CheckedText } from '#domain/consent/content-rules.ts';
import { contentWords } from '#domain/consent/content-words.ts';
import { gateWords } from '#domain/consent/gate-words.ts';
import { isAdvertising } from '#domain/consent/purpose.ts';

/** What the composer says about a text's content. */
export interface ContentNote {
  readonly code: string;
  /** `stops`: the gate refuses it; `doubt`: worth a second look. */
  readonly level: 'stops' | 'doubt';
  readonly words: string;
  readonly action: string;
  /** The words in the text it is about, or the label that is missing; null when the code says all. */
  readonly about: string | null;
}

const aboutChars = 60;

/**
 * Everything about a text's content, told while it is written; what stops it comes first. The rules of a country are those
 * of the business's own: what other people's countries want, the check says for each of them.
 */
export function contentNotes(checked: CheckedText, business: string): ContentNote[] {
  const { text, purpose, sender } = checked;
  if (text.trim() === '') return [];
  const lacks = isAdvertising(purpose)
    ? [
        ...(namesSender(text, sender, business) ? [] : (['NO_SENDER'] as const)),
        ...(namesWayOut(text) ? [] : (['NO_OPTOUT'] as const)),
      ]
    : [];
  const short = (detail: string | null): string | null => detail?.slice(0, aboutChars) ?? null;
  return [
    ...lacks.map((code) => ({ code, level: 'stops' as const, ...gateWords[code], about: null })),
    ...deniedContent(checked).map(({ code, detail }) => ({
      code,
      level: 'stops' as const,
      ...gateWords[code],
      about: short(detail),
    })),
    ...doubtfulContent(checked).map(({ code, detail }) => ({
      code,
      level: 'doubt' as const,
      ...contentWords[code],
      about: short(detail),
    })),
  ];
}
