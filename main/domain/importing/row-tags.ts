const NONE: readonly string[] = [];
const TAG_MAX_CHARS = 100;
const TAGS_MAX = 50;

/**
 * The tags of a cleaned cell: parted by commas, semicolons, bars or the ':::' of Google Contacts, whose '*' before its
 * own groups is dropped. No tag twice, at most 50 of at most 100 characters.
 */
export function readTags(text: string): readonly string[] {
  if (text === '') return NONE;
  const parts = text.split(/[,;|]|:::/).map((part) => part.trim().replace(/^\* ?/, '').slice(0, TAG_MAX_CHARS).trim());
  return [...new Set(parts.filter((part) => part !== ''))].slice(0, TAGS_MAX);
}

/** Both lists, each tag once, in their order. */
export function joinTags(one: readonly string[], other: readonly string[]): readonly string[] {
  if (other.length === 0) return one;
  return one.length === 0 ? other : [...new Set([...one, ...other])].slice(0, TAGS_MAX);
}
