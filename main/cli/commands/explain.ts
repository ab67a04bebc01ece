import { createInterface } from 'node:readline';
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
];
