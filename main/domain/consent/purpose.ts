/** What a text is for. Permission is given for one purpose and never spills into another (consent.md 2.1). */
export const purposes = ['transactional', 'service', 'newsletter', 'marketing'] as const;

export type Purpose = (typeof purposes)[number];

/** True for a word that names a purpose. */
export function isPurpose(text: string): text is Purpose {
  return (purposes as readonly string[]).includes(text);
}

/** Marketing and newsletter are advertising: quiet hours, sender name and opt-out wording apply to them. */
export function isAdvertising(purpose: Purpose): boolean {
  return purpose === 'marketing' || purpose === 'newsletter';
}
