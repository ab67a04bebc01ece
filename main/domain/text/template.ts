import { fieldKey as columnKey } from '#domain/importing/field-key.ts';
import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';

/** A place in a text where a person's own value goes. */
export interface TemplateField {
  /** The key of a contact field, see `fieldKey`. */
  readonly key: string;
  /** Put in where a person has no value; null when such a person gets no text. May be empty. */
  readonly fallback: string | null;
}

/** A compiled text: `literals[0] fields[0] literals[1] fields[1] … literals[n]`. */
export interface Template {
  readonly literals: readonly string[];
  readonly fields: readonly TemplateField[];
}

/** Where a text is not a template, as a string index, and what is wrong there. */
export interface TemplateError {
  readonly position: number;
  readonly detail: string;
}

/** Values by field key: a map, or an object of which only its own properties count. */
export type TemplateValues = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/**
 * The key that a field's label stands for: 'First name', 'first-name' and ' FIRST_NAME ' are all 'first_name'. It is
 * the same key that an import gives to a column of that name. Null when no letter a-z or digit is left.
 */
export function fieldKey(label: string): string | null {
  return columnKey(label);
}

/**
 * Compiles a text with fields `{{first_name|there}}`: a label, and after the first `|` what to say where there is no
 * value; white space around both does not count. Nothing else has a meaning, nothing is ever executed. A brace alone
 * is text; `{{` or `}}` that is not a field is refused with its position.
 */
export function parseTemplate(source: string): Result<Template, TemplateError> {
  const literals: string[] = [];
  const fields: TemplateField[] = [];
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    const literal = source.slice(at, open < 0 ? source.length : open);
    const stray = literal.indexOf('}}');
    if (stray >= 0) return refuse({ position: at + stray, detail: '}} stands there without {{ before it' });
    literals.push(literal);
    if (open < 0) return ok({ literals, fields });
    const close = source.indexOf('}}', open + 2);
    const field = readField(source, open, close);
    if (!field.ok) return field;
    fields.push(field.value);
    at = close + 2;
  }
}

function readField(source: string, open: number, close: number): Result<TemplateField, TemplateError> {
  if (close < 0) return refuse({ position: open, detail: 'the field is not closed with }}' });
  const content = source.slice(open + 2, close);
  const brace = content.search(/[{}]/);
  if (brace >= 0) return refuse({ position: open + 2 + brace, detail: 'a field cannot contain braces' });
  if (source[close + 2] === '}') return refuse({ position: close + 2, detail: 'there is one closing brace too many' });
  const bar = content.indexOf('|');
  const label = (bar < 0 ? content : content.slice(0, bar)).trim();
  if (label === '') return refuse({ position: open, detail: 'the field has no name' });
  const key = fieldKey(label);
  if (key === null) return refuse({ position: open, detail: 'the name of a field needs letters a to z or digits' });
  return ok({ key, fallback: bar < 0 ? null : content.slice(bar + 1).trim() });
}

/** The fields of a template, each key once, by first place. The fallback is null if any place of the key has none. */
export function templateFields(template: Template): readonly TemplateField[] {
  const byKey = new Map<string, TemplateField>();
  for (const field of template.fields) {
    const seen = byKey.get(field.key);
    if (seen === undefined || (seen.fallback !== null && field.fallback === null)) byKey.set(field.key, field);
  }
  return [...byKey.values()];
}

/**
 * Puts one person's values into a template. A value that is absent or blank gives way to the fallback; without one its
 * key is in `missing`, and the text must not be sent. Values are text: braces in them mean nothing, and where two would
 * stand together a space is put between (`{ {`), so that no text ever goes out that looks like an unfilled field.
 */
export function renderTemplate(
  template: Template,
  values: TemplateValues,
): { readonly text: string; readonly missing: readonly string[] } {
  const { literals, fields } = template;
  const missing: string[] = [];
  let text = literals[0] ?? '';
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] as TemplateField;
    const value = valueOf(values, field.key);
    if (value !== null) text += value;
    else if (field.fallback !== null) text += field.fallback;
    else if (!missing.includes(field.key)) missing.push(field.key);
    text += literals[index + 1] ?? '';
  }
  return { text: partBraces(text), missing };
}

function valueOf(values: TemplateValues, key: string): string | null {
  const value = isMap(values) ? values.get(key) : Object.hasOwn(values, key) ? values[key] : undefined;
  return value === undefined || value.trim() === '' ? null : value;
}

function isMap(values: TemplateValues): values is ReadonlyMap<string, string> {
  return values instanceof Map;
}

function partBraces(text: string): string {
  if (!text.includes('{{') && !text.includes('}}')) return text;
  return text.replace(/\{(?=\{)/g, '{ ').replace(/\}(?=\})/g, '} ');
}
