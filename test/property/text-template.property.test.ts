import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate, renderTemplate, templateFields } from '#domain/text/template.ts';

const key = fc.constantFrom<string[]>('a', 'b', 'first_name', 'proto', 'constructor', 'tostring');
const plain = fc
  .array(fc.constantFrom('x', ' ', 'é', '|', '$&', '${1+1}', '<%= 1 %>', '\n'), { maxLength: 5 })
  .map((parts) => parts.join(''));
const literal = fc
  .array(fc.constantFrom('x', ' ', '{', '}', '|', '$1'), { maxLength: 4 })
  .map((parts) => parts.join(''));
const value = fc
  .array(fc.constantFrom('y', '{', '}', '{{a}}', '{{', '}}', '{{b|c}}', '$&', '$1', '${a}'), { maxLength: 5 })
  .map((parts) => parts.join(''));
const values = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }).map((entries) => new Map(entries));
const source = fc
  .array(
    fc.oneof(
      literal,
      fc
        .tuple(key, fc.option(plain))
        .map(([name, fallback]) => `{{${name}${fallback === null ? '' : `|${fallback}`}}}`),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

const oneSign = fc.constantFrom('{', '}', '{{', '}}', '|', 'a', ' ', '_', 'ж');
const anySource = fc.oneof(
  source,
  fc.array(oneSign, { maxLength: 20 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('templates', () => {
  it('never leave a marker in the text, whatever the values hold', () => {
    let rendered = 0;
    fc.assert(
      fc.property(anySource, values, (text, map) => {
        const template = parseTemplate(text);
        if (!template.ok) return;
        rendered += 1;
        expect(renderTemplate(template.value, map).text).not.toMatch(/\{\{|\}\}/);
      }),
      { numRuns: 20_000 },
    );
    expect(rendered).toBeGreaterThan(5_000);
  });

  it('put in what a person has, letter by letter: nothing is executed, nothing read again', () => {
    const braceless = fc.array(fc.constantFrom('y', '$&', '$1', '$$', '`', '|', '<%=', 'é'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(plain, braceless, plain, (before, parts, after) => {
        const inserted = parts.join('');
        // A brace in the text around the field is neither a marker nor changed.
        const template = parseTemplate(`${before}{{a}}${after}`);
        expect(template.ok && renderTemplate(template.value, { a: inserted })).toEqual({
          text: before + inserted + after,
          missing: [],
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it('miss exactly the fields without value and fallback', () => {
    fc.assert(
      fc.property(source, values, (text, map) => {
        const template = parseTemplate(text);
        if (!template.ok) return;
        const wanted = templateFields(template.value).filter(
          ({ key: name, fallback }) => fallback === null && !(map.get(name) ?? '').trim(),
        );
        const { missing } = renderTemplate(template.value, map);
        expect([...missing].sort()).toEqual(wanted.map(({ key: name }) => name).sort());
      }),
      { numRuns: 10_000 },
    );
  });

  it('that have no braces are the text itself; any other is compiled or refused at a place in it', () => {
    fc.assert(
      fc.property(anySource, (text) => {
        const template = parseTemplate(text);
        if (!template.ok) {
          expect(text.slice(template.reason.position, template.reason.position + 1)).toMatch(/[{}]/);
        } else if (!/\{\{|\}\}/.test(text)) {
          expect(renderTemplate(template.value, {})).toEqual({ text, missing: [] });
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
