/** Who a campaign or a permission is meant for, before any check. */
export type Audience =
  | { readonly kind: 'all' }
  | { readonly kind: 'import'; readonly importId: number }
  /** A list as it is when it is asked: its members are written down. */
  | { readonly kind: 'list'; readonly listId: number }
  /** Everybody who fulfils the segment's rule when it is asked. */
  | { readonly kind: 'segment'; readonly segmentId: number }
  | { readonly kind: 'tag'; readonly tag: string };

const mostTagChars = 200;

/** Reads `all`, `import:ID`, `list:ID`, `segment:ID` or `tag:NAME`; null for anything else. */
export function parseAudience(text: string): Audience | null {
  if (text === 'all') return { kind: 'all' };
  const tag = text.startsWith('tag:') ? text.slice('tag:'.length).trim() : '';
  if (tag !== '') return tag.length <= mostTagChars ? { kind: 'tag', tag } : null;
  const match = /^(import|list|segment):([1-9]\d{0,14})$/.exec(text);
  if (!match) return null;
  const id = Number(match[2]);
  if (match[1] === 'import') return { kind: 'import', importId: id };
  return match[1] === 'list' ? { kind: 'list', listId: id } : { kind: 'segment', segmentId: id };
}

/** The spelling `parseAudience` reads. */
export function formatAudience(audience: Audience): string {
  switch (audience.kind) {
    case 'all':
      return 'all';
    case 'import':
      return `import:${audience.importId}`;
    case 'list':
      return `list:${audience.listId}`;
    case 'segment':
      return `segment:${audience.segmentId}`;
    case 'tag':
      return `tag:${audience.tag}`;
  }
}
