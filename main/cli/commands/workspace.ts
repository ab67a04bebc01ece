import { AppError } from '#domain/kernel/errors.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import { zonesOf } from '#domain/consent/hours/quiet-hours.ts';
import { countryOf, flag } from '../command.ts';
import type { Command } from '../command.ts';
import { facts } from '../output.ts';
import { openWorkspace } from '../workspace.ts';

function zoneOf(text: string | null, country: string): string {
  const zone = text ?? zonesOf(country)[0] ?? 'Etc/UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new AppError('usage.badValue', {
      flag: '--zone',
      value: zone,
      expected: 'a time zone such as Africa/Johannesburg',
    });
  }
}

export const workspaceCommands: readonly Command[] = [
  {
    name: 'workspace init',
    summary: 'make a new workspace in the folder',
    takes: [],
    flags: { country: 'value', business: 'value', zone: 'value' },
    required: ['country', 'business'],
    async run(call) {
      const country = countryOf(flag(call, 'country') ?? '');
      if (!isCountryCode(country))
        throw new AppError('usage.badValue', {
          flag: '--country',
          value: country,
          expected: 'a country code such as ZA',
        });
      const business = (flag(call, 'business') ?? '').trim();
      if (business === '') throw new AppError('usage.missing', { what: 'the name of the business' });
      const zone = zoneOf(flag(call, 'zone'), country);
      const assent = await openWorkspace(call.folder, { business, country, zone });
      try {
        const info = await assent.workspace();
        return { data: info, text: `Made a workspace for ${business} at ${call.folder}\n` };
      } finally {
        await assent.close();
      }
    },
  },
  {
    name: 'workspace info',
    summary: 'what is in the workspace',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const info = await (await call.open()).workspace();
      return { data: info, text: facts(info) };
    },
  },
];
