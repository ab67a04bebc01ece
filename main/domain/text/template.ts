import { ok, refuse } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { fieldKey } from '../importing/field-key.ts';

/** One field of a text: its key, and what to write when a person has no value for it. */
export interface TemplateField {
  readonly key: string;
  readonly fallback: string | null;
}

/** A compiled text: literals and fields in order. */
export type Template = readonly (string | TemplateField)[];

/** Where a text is broken (0-based index) and how. */
export interface TemplateError {
  readonly position: number;
  readonly detail: string;
}

/** Finds `{{field|fallback}}` marks. The language has no more than this: nothing in it can run. */
export function parseTemplate(source: string): Result<Template, TemplateError> {
  const pieces: (string | TemplateField)[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('{{', at);
    const literal = source.slice(at, open === -1 ? undefined : open);
    const stray = literal.indexOf('}}');
    if (stray !== -1) return refuse({ position: at + stray, detail: '}} without {{ before it' });
    if (literal !== '') pieces.push(literal);
    if (open === -1) break;
    const close = source.indexOf('}}', open + 2);
    if (close === -1) return refuse({ position: open, detail: '{{ without }} after it' });
    const field = parseField(source.slice(open + 2, close));
    if (typeof field === 'string') return refuse({ position: open, detail: field });
    pieces.push(field);
    at = close + 2;
  }
  return ok(pieces);
}

function parseField(inside: string): TemplateField | string {
  if (/[{}]/.test(inside)) return 'a brace inside a field';
  const bar = inside.indexOf('|');
  const name = (bar === -1 ? inside : inside.slice(0, bar)).trim();
  const key = fieldKey(name);
  if (key === null) return 'a field without a name';
  return { key, fallback: bar === -1 ? null : inside.slice(bar + 1).trim() };
}

/** The fields a text uses, each once, in order of first use. */
export function templateFields(template: Template): readonly TemplateField[] {
  const fields = new Map<string, TemplateField>();
  for (const piece of template) {
    if (typeof piece !== 'string' && !fields.has(piece.key)) fields.set(piece.key, piece);
  }
  return [...fields.values()];
}

/** A value can look like a field; its braces are written apart so that no mark is ever left in a text. */
function withoutMarks(value: string): string {
  return value.replaceAll(/\{(?=\{)/g, '{ ').replaceAll(/\}(?=\})/g, '} ');
}

/**
 * One person's text. Values are inserted as they are, never read as marks; a field without value and without fallback
 * is listed in `missing` and written as nothing, and the caller leaves that person out.
 */
export function renderTemplate(
  template: Template,
  values: ReadonlyMap<string, string>,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  let text = '';
  for (const piece of template) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = values.get(piece.key)?.trim() || piece.fallback;
    if (value === null || value === undefined) missing.push(piece.key);
    else text += value;
  }
  // Across the seams too: a value that ends in a brace beside a literal one must not make a mark.
  return { text: withoutMarks(text), missing };
}
