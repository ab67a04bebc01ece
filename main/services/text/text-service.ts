import type { Audience } from '#domain/campaign/audience.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { measureText } from '#domain/text/segments.ts';
import { replaceSafely } from '#domain/text/smart-quotes.ts';
import { parseTemplate, renderTemplate, templateFields } from '#domain/text/template.ts';
import type { Template } from '#domain/text/template.ts';
import type { ServiceContext } from '../context.ts';
import { contentNotes } from './content-notes.ts';

export interface MeasureInput {
  readonly text: string;
  readonly purpose: Purpose | null;
  readonly sender: string | null;
  readonly audience: Audience | null;
  readonly previewContactId: number | null;
  readonly previewPosition: number | null;
}

/** What the composer shows while typing: length, the characters that cost, fields, a real person's text. */
export function createTextService({ storage }: ServiceContext) {
  async function preview(template: Template, input: MeasureInput) {
    const key =
      input.previewContactId !== null
        ? { contactId: input.previewContactId }
        : input.audience !== null && input.previewPosition !== null
          ? { audience: input.audience, position: input.previewPosition }
          : null;
    const person = key === null ? null : await storage.read.audiencePerson(key);
    if (!person) return null;
    const { text } = renderTemplate(template, new Map(person.values));
    const { parts, encoding } = measureText(text);
    return { contactId: person.contactId, name: person.name, text, parts, encoding };
  }

  return {
    replaceSafely: (text: string, characters: readonly string[] | null) => ({
      text: characters === null ? replaceSafely(text) : replaceSafely(text, characters),
    }),
    async measure(input: MeasureInput) {
      const template = parseTemplate(input.text);
      const fields = template.ok ? templateFields(template.value) : [];
      const known = new Set((await storage.read.fields({})).map((field) => field.key));
      const keys = fields.map((field) => field.key).filter((key) => known.has(key));
      const missing =
        input.audience === null ? [] : await storage.read.fieldsMissing({ audience: input.audience, keys });
      const shown = template.ok ? await preview(template.value, input) : null;
      const measured = measureText(shown?.text ?? input.text);
      const typed = measureText(input.text);
      const { business, country } = await storage.read.workspace({});
      const { purpose, sender } = input;
      return {
        syntaxError: template.ok ? null : template.reason,
        unknownFields: fields.filter((field) => !known.has(field.key)).map((field) => field.key),
        fields: fields.map((field) => ({
          ...field,
          peopleWithout: missing.find(({ key }) => key === field.key)?.peopleWithout ?? 0,
        })),
        encoding: measured.encoding,
        units: measured.units,
        parts: measured.parts,
        remaining: measured.remaining,
        perPart: measured.perPart,
        forcing: typed.forcing.slice(0, 200).map(({ character, codePoint, name, count, replacement }) => ({
          character,
          codePoint,
          name,
          count,
          replacement,
        })),
        partsIfReplaced: measureText(replaceSafely(shown?.text ?? input.text)).parts,
        preview: shown,
        notes:
          purpose === null ? [] : contentNotes({ text: shown?.text ?? input.text, purpose, country, sender }, business),
      };
    },
  };
}
