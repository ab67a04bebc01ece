import { describe, expect, it } from 'vitest';
import { fieldKey, parseTemplate, renderTemplate, templateFields } from '#domain/text/template.ts';
import type { Template, TemplateValues } from '#domain/text/template.ts';

function compile(source: string): Template {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(`${parsed.reason.detail} at ${parsed.reason.position}`);
  return parsed.value;
}

function render(source: string, values: TemplateValues) {
  return renderTemplate(compile(source), values);
}

describe('parseTemplate', () => {
  it('finds literals and fields', () => {
    expect(compile('Hi {{ First name | there }}, order {{order_no}}!')).toEqual({
      literals: ['Hi ', ', order ', '!'],
      fields: [
        { key: 'first_name', fallback: 'there' },
        { key: 'order_no', fallback: null },
      ],
    });
  });

  it.each([
    ['', [''], []],
    ['no fields', ['no fields'], []],
    ['one { and } alone, even }{', ['one { and } alone, even }{'], []],
    ['{{a}}', ['', ''], [{ key: 'a', fallback: null }]],
    ['{{a|}}', ['', ''], [{ key: 'a', fallback: '' }]],
    ['{{a|b|c}}', ['', ''], [{ key: 'a', fallback: 'b|c' }]],
    [
      '{{a}}{{b}}',
      ['', '', ''],
      [
        { key: 'a', fallback: null },
        { key: 'b', fallback: null },
      ],
    ],
    ['{{\n a\t| b c\u00a0}}', ['', ''], [{ key: 'a', fallback: 'b c' }]],
    ['{{constructor}}', ['', ''], [{ key: 'constructor', fallback: null }]],
  ])('%j', (source, literals, fields) => {
    expect(compile(source)).toEqual({ literals, fields });
  });

  it.each([
    ['Hi {{name', 3, 'the field is not closed with }}'],
    ['Hi {{name}', 3, 'the field is not closed with }}'],
    ['{{a}} and {{', 10, 'the field is not closed with }}'],
    ['Hi {{}}', 3, 'the field has no name'],
    ['Hi {{ | there}}', 3, 'the field has no name'],
    ['{{a}} x {{ }}', 8, 'the field has no name'],
    ['{{!!}}', 0, 'the name of a field needs letters a to z or digits'],
    ['Hi name}}', 7, '}} stands there without {{ before it'],
    ['{{a}} b}}', 7, '}} stands there without {{ before it'],
    ['{{a {{b}} }}', 4, 'a field cannot contain braces'],
    ['{{{a}}}', 2, 'a field cannot contain braces'],
    ['{{a|{b}}', 4, 'a field cannot contain braces'],
    ['{{a}}}', 5, 'there is one closing brace too many'],
  ])('refuses %j at %i', (source, position, detail) => {
    expect(parseTemplate(source)).toEqual({ ok: false, reason: { position, detail } });
  });
});

describe('fieldKey', () => {
  it.each([
    ['First name', 'first_name'],
    ['  FIRST_NAME ', 'first_name'],
    ['first-name', 'first_name'],
    ['Order no.', 'order_no'],
    ['!?', null],
    ['', null],
  ])('%j is %j', (label, key) => {
    expect(fieldKey(label)).toBe(key);
  });
});

describe('templateFields', () => {
  it('gives each key once, without fallback where any place has none', () => {
    expect(templateFields(compile('{{b|x}} {{a|y}} {{B|z}} {{A}}'))).toEqual([
      { key: 'b', fallback: 'x' },
      { key: 'a', fallback: null },
    ]);
  });
});

describe('renderTemplate', () => {
  it('puts in values and fallbacks, from a map and from an object', () => {
    const source = 'Hi {{first_name|there}}, {{city}}{{note|}}.';
    expect(render(source, new Map([['city', 'Oslo']]))).toEqual({ text: 'Hi there, Oslo.', missing: [] });
    expect(render(source, { first_name: 'Ann', city: 'Oslo', note: '!' })).toEqual({
      text: 'Hi Ann, Oslo!.',
      missing: [],
    });
  });

  it('lists each missing key once; a blank value is missing', () => {
    expect(render('{{a}} {{b}} {{a}} {{c|x}}', { b: ' \u00a0', c: '  ' })).toEqual({
      text: '   x',
      missing: ['a', 'b'],
    });
  });

  it('takes nothing that an object only inherits', () => {
    const inherited = Object.create({ city: 'Oslo' }) as Record<string, string>;
    expect(render('{{city}}{{constructor}}{{toString}}', inherited)).toEqual({
      text: '',
      missing: ['city', 'constructor', 'tostring'],
    });
    expect(render('{{constructor}}', { constructor: 'Ann' } as unknown as TemplateValues).text).toBe('Ann');
    expect(render('{{__proto__}}', new Map([['proto', 'x']])).text).toBe('x');
  });

  it('reads no field in a value', () => {
    const values = { a: '{{b}}', b: 'secret', c: '{', d: '}' };
    expect(render('{{a}}', values)).toEqual({ text: '{ {b} }', missing: [] });
    // Not even one that two values, or a value and the text, make together.
    expect(render('{{c}}{{c}}b{{d}}{{d}}', values).text).toBe('{ {b} }');
    expect(render('{ {{c}}', values).text).toBe('{ {');
    expect(render('{{c}}{ x', values).text).toBe('{ { x');
    expect(render('{{a}}', { a: '{{{{' }).text).toBe('{ { { {');
  });
});
