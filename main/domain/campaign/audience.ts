/** Who a campaign or a permission is meant for, before any check. */
export type Audience = { readonly kind: 'all' } | { readonly kind: 'import'; readonly importId: number };

/** Reads `all` or `import:ID`; null for anything else. */
export function parseAudience(text: string): Audience | null {
  if (text === 'all') return { kind: 'all' };
  const match = /^import:([1-9]\d{0,14})$/.exec(text);
  return match ? { kind: 'import', importId: Number(match[1]) } : null;
}

/** The spelling `parseAudience` reads. */
export function formatAudience(audience: Audience): string {
  return audience.kind === 'all' ? 'all' : `import:${audience.importId}`;
}
