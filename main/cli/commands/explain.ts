import { createInterface } from 'node:readline';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import { measureText } from '#domain/text/segments.ts';
import { quietHours } from '#domain/consent/hours/hours-answer.ts';
import { isZone } from '#domain/consent/hours/zone-clock.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { argument, countryOf, flag, purposeOf } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';

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

function instantOf(text: string | null): number {
  if (text === null) return Date.now();
  const atMs = Date.parse(text);
  const expected = 'an instant such as 2026-11-25T21:40:00+02:00';
  if (Number.isNaN(atMs)) throw new AppError('usage.badValue', { flag: '--from', value: text, expected });
  return atMs;
}

/** The shell's number: with `+` or 00, or a country's own with `--country`. */
function numberHere(call: Call): { readonly e164: string; readonly country: string | null } {
  const text = argument(call, 0);
  const named = flag(call, 'country');
  const code = named === null ? null : countryOf(named);
  if (code !== null && !isCountryCode(code))
    throw new AppError('usage.badValue', { flag: '--country', value: code, expected: 'a country that has numbers' });
  const parsed = parsePhone(text, code);
  if (!parsed.ok) throw new AppError('phone.invalid', { number: text, reason: parsed.reason });
  return parsed.value;
}

/** One JSON line: may a text leave for this number, since or until when, and by which rows. */
function explainHours(call: Call): Promise<Answer> {
  const { e164, country } = numberHere(call);
  const ownZone = flag(call, 'zone');
  if (ownZone !== null && !isZone(ownZone)) {
    const expected = 'a time zone such as Africa/Johannesburg';
    throw new AppError('usage.badValue', { flag: '--zone', value: ownZone, expected });
  }
  const purpose = purposeOf(flag(call, 'purpose') ?? '');
  const fromMs = instantOf(flag(call, 'from'));
  const { opensAtMs, rules, isDefault, ...answer } = quietHours({ country, e164, ownZone, purpose }, fromMs);
  const data = {
    number: e164,
    country,
    purpose,
    from: new Date(fromMs).toISOString(),
    open: answer.open,
    opensAt: opensAtMs === null ? null : new Date(opensAtMs).toISOString(),
    reason: answer.reason,
    zones: answer.zones,
    zonesFrom: answer.zonesFrom,
    subdivision: answer.subdivision,
    ruleIds: isDefault ? ['default'] : rules.map(({ id }) => id),
    closings: answer.closings,
    rules,
  };
  return Promise.resolve({ data, text: `${JSON.stringify(data)}\n` });
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
    name: 'explain hours',
    summary: 'may a text leave for this number at this hour, and by which rows? One JSON line',
    takes: ['NUMBER'],
    flags: { purpose: 'value', from: 'value', country: 'value', zone: 'value' },
    required: ['purpose'],
    run: explainHours,
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
