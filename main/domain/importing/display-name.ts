/** The name to show for a contact: the full name, else first and last name; null without any. */
export function displayName(values: ReadonlyMap<string, string>): string | null {
  const full = values.get('full_name');
  if (full !== undefined && full !== '') return full;
  const parts = [values.get('first_name'), values.get('last_name')].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}
