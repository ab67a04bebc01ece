import { numberOf, tuesdayMs } from './workspace.ts';
import type { TestWorkspace } from './workspace.ts';
import type { FieldType, Rule } from '#domain/contacts/rule.ts';
import { newestFirst } from '#domain/contacts/view.ts';
import type { ViewDefinition } from '#domain/contacts/view.ts';

export const author = { by: 'A tester', nowMs: tuesdayMs } as const;

/** Adds a field; its key is its label in small letters. */
export function addField(
  { write }: TestWorkspace,
  label: string,
  type: FieldType = 'text',
  options: string[] = [],
): void {
  write.fieldAdd({ key: label.toLowerCase().replaceAll(' ', '_'), label, type, options });
}

/** Adds a person by hand; answers the id. */
export function addPerson(
  { write }: TestWorkspace,
  index: number,
  more: { readonly name?: string; readonly e164?: string; readonly values?: Readonly<Record<string, string>> } = {},
): number {
  const { id } = write.contactCreate({
    ...author,
    e164: more.e164 ?? numberOf(index),
    country: 'ZA',
    numberType: 'mobile',
    isTextable: true,
    name: more.name ?? `Person ${index}`,
    values: Object.entries(more.values ?? {}),
  });
  return id;
}

/** A comparison with less writing. */
export function when(subject: string, operator: string, ...values: readonly string[]): Rule {
  return { subject, operator, values } as Rule;
}

/** Opens a view, with everything by default. */
export function openView({ read }: TestWorkspace, definition: Partial<ViewDefinition> = {}) {
  return read.viewOpen({ filter: null, search: '', sort: newestFirst, replaces: null, ...definition });
}

/** The names a view shows, in its order, at most 200. */
export function namesIn(workspace: TestWorkspace, definition: Partial<ViewDefinition> = {}): string[] {
  const { viewId } = openView(workspace, definition);
  return workspace.read.viewRows({ viewId, from: 0, to: 200 }).rows.map((row) => row?.name ?? '(gone)');
}
