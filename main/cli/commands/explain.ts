import { createInterface } from 'node:readline';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import { measureText } from '#domain/text/segments.ts';
import type { Call, Command } from '../command.ts';

/** One JSON value a line in, one answer line out in the same order, also for bad lines. */
async function eachLine(call: Call, answer: (value: unknown) => unknown): Promise<null> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      await call.print(JSON.stringify({ error: 'notJson', message: 'This line is not a JSON value.' }));
      continue;
    }
    await call.print(JSON.stringify(answer(value)));
  }
  return null;
}

function explainText(value: unknown): unknown {
  if (typeof value !== 'string') return { error: 'notAString', message: 'Expected a JSON string: the text.' };
  const { encoding, units, parts, perPart, remaining, partLengths, forcing } = measureText(value);
  return { encoding, units, parts, perPart, remaining, partLengths, forcing };
}

function explainPhone(value: unknown): unknown {
  const input =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : { number: value };
  const number = Object.hasOwn(input, 'number') ? input['number'] : undefined;
  const country = Object.hasOwn(input, 'country') ? input['country'] : undefined;
  if (typeof number !== 'string' && typeof number !== 'number') {
    return { error: 'noNumber', message: 'Expected {"number": "…", "country": "ZA"}.' };
  }
  const code = typeof country === 'string' ? country.toUpperCase() : null;
  if (code !== null && !isCountryCode(code))
    return { error: 'unknownCountry', message: 'That country code is not known.' };
  const parsed = parsePhone(String(number), code);
  if (!parsed.ok) return { error: parsed.reason, reason: parsed.reason };
  return { e164: parsed.value.e164, type: parsed.value.type, country: parsed.value.country };
}

/** What the test vectors of the rules take for granted. */
const assumed: ReplyContext = {
  lastOutboundMarketing: true,
  openDoubleOptIn: true,
  lists: ['PROMOS', '36111'],
  country: null,
  contactLanguage: null,
  languages: 'all',
};

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The context a line gives, with what it does not say as assumed; null when something has another type. */
function contextOf(line: Readonly<Record<string, unknown>>): ReplyContext | null {
  const given = (name: string): unknown =>
    Object.hasOwn(line, name) ? line[name] : assumed[name as keyof ReplyContext];
  const [lastOutboundMarketing, openDoubleOptIn, lists] = [
    given('lastOutboundMarketing'),
    given('openDoubleOptIn'),
    given('lists'),
  ];
  if (typeof lastOutboundMarketing !== 'boolean' || typeof openDoubleOptIn !== 'boolean' || !isTexts(lists))
    return null;
  return { ...assumed, lastOutboundMarketing, openDoubleOptIn, lists };
}

function explainReply(value: unknown): unknown {
  const line = typeof value === 'string' ? { text: value } : value;
  const text = typeof line === 'object' && line !== null && Object.hasOwn(line, 'text') ? line['text' as never] : null;
  if (typeof text !== 'string')
    return { error: 'noText', message: 'Expected a JSON string, or {"text": "…", "lastOutboundMarketing": true, …}.' };
  const context = contextOf(line as Readonly<Record<string, unknown>>);
  if (context === null)
    return {
      error: 'badContext',
      message: 'lastOutboundMarketing and openDoubleOptIn are true or false; lists are names in a list.',
    };
  const { outcome, rule, reason, language } = classifyReply(text, context);
  return { outcome, rule, reason, language };
}

export const explainCommands: readonly Command[] = [
  {
    name: 'explain text',
    summary: 'encoding, length and parts of texts, one JSON string a line',
    takes: [],
    flags: { stdin: 'switch' },
    required: ['stdin'],
    run: (call) => eachLine(call, explainText),
  },
  {
    name: 'explain phone',
    summary: 'numbers to E.164, one {"number","country"} a line',
    takes: [],
    flags: { stdin: 'switch' },
    required: ['stdin'],
    run: (call) => eachLine(call, explainPhone),
  },
  {
    name: 'explain reply',
    summary: 'what replies ask for, one JSON string or {"text",…} a line',
    takes: [],
    flags: { stdin: 'switch' },
    required: ['stdin'],
    run: (call) => eachLine(call, explainReply),
  },
];
