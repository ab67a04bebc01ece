export interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): unknown;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/**
 * The only policy of this page. Mantine fills its style elements through innerHTML; style text has no markup in it, so
 * whatever has is refused here, and no string anywhere can become an element.
 */
window.trustedTypes?.createPolicy('default', {
  createHTML(text) {
    if (text.includes('<')) throw new TypeError('markup from a string is refused');
    return text;
  },
});
