import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countries } from '#domain/phone/countries.ts';
import { hoursBook } from '#domain/consent/hours/hours-book.ts';
import { areaOf, placeOf, zonesOfCountry } from '#domain/consent/hours/number-place.ts';
import type { NumberPlace } from '#domain/consent/hours/number-place.ts';
import { isZone } from '#domain/consent/hours/zone-clock.ts';
import { makePrefixZones, prefixZonesFile } from '../../../../../main/tasks/prefix-zones.ts';

function place(country: string | null, e164: string, ownZone: string | null = null): NumberPlace {
  const rule = hoursBook.rules.find(({ id }) => id === country) ?? null;
  return placeOf(country, areaOf(country, e164), ownZone, rule);
}

test('the table of area codes is what its generator makes', () => {
  expect(readFileSync(prefixZonesFile, 'utf8')).toBe(makePrefixZones());
});

describe('where a number may be', () => {
  test.each([
    ['the north-west of Florida is divided', 'US', '+18505550100', 'US-FL', ['America/Chicago', 'America/New_York']],
    ['its newer code covers the same ground', 'US', '+14485550100', 'US-FL', ['America/Chicago', 'America/New_York']],
    ['Miami is not', 'US', '+13055550100', 'US-FL', ['America/New_York']],
    ['Orlando’s newer code', 'US', '+16895550100', 'US-FL', ['America/Chicago', 'America/New_York']],
    ['the west of Texas, as its row says', 'US', '+19155550100', 'US-TX', ['America/Chicago', 'America/Denver']],
    ['Arizona keeps its own time', 'US', '+16025550100', 'US-AZ', ['America/Phoenix']],
    ['Toronto', 'CA', '+14165550100', 'CA-ON', ['America/Toronto']],
    ['two provinces', 'CA', '+19025550100', null, ['America/Halifax']],
    ['Cancún', 'MX', '+529985550100', null, ['America/Cancun']],
    ['Tijuana', 'MX', '+526645550100', null, ['America/Tijuana']],
    ['Rio de Janeiro', 'BR', '+5521955501000', null, ['America/Sao_Paulo']],
    ['Acre', 'BR', '+5568955501000', null, ['America/Rio_Branco']],
  ])('%s', (_, country, e164, subdivision, zones) => {
    expect(place(country, e164)).toEqual({ subdivision, zones, zonesFrom: 'areaCode' });
  });

  test.each([
    ['a British mobile', 'GB', '+447400123456', 1],
    ['an Australian mobile, though the source says Sydney', 'AU', '+61412345678', 6],
    ['a Russian mobile, though the source says Moscow', 'RU', '+79161234567', 11],
    ['a Spanish mobile, though the source says Madrid', 'ES', '+34612345678', 2],
    ['an American area nobody knows', 'US', '+19245550100', 7],
  ])('%s may be anywhere in its country', (_, country, e164, zones) => {
    const found = place(country, e164);
    expect(found).toMatchObject({ zonesFrom: 'row', subdivision: null });
    expect(found.zones).toHaveLength(zones);
  });

  test('without a row all zones of the country count; without a country there is none', () => {
    expect(place('ID', '+62811234567')).toMatchObject({ zonesFrom: 'country' });
    expect(place('ID', '+62811234567').zones).toContain('Asia/Jayapura');
    expect(place(null, '+870773111632')).toEqual({ subdivision: null, zones: [], zonesFrom: 'nowhere' });
  });

  test('every region of the numbering plans has zones that exist', () => {
    for (const { code } of countries) {
      expect(zonesOfCountry(code).length, code).toBeGreaterThan(0);
      expect(zonesOfCountry(code).filter((zone) => !isZone(zone))).toEqual([]);
    }
  });

  test('only zones that exist are in the table of area codes', () => {
    const named = readFileSync(prefixZonesFile, 'utf8').match(/\b(?:America|Pacific|Atlantic)\/\w+(?:\/\w+)?/g) ?? [];
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((zone) => !isZone(zone))).toEqual([]);
  });
});

describe('the zone the workspace has for a person', () => {
  test('takes the place of the others where it lies in the country of the number', () => {
    expect(place('AU', '+61412345678', 'Australia/Perth')).toMatchObject({
      zones: ['Australia/Perth'],
      zonesFrom: 'person',
    });
    // A Florida number whose owner moved: still the hours of Florida, but those of one zone.
    expect(place('US', '+13055550100', 'America/Los_Angeles')).toEqual({
      subdivision: 'US-FL',
      zones: ['America/Los_Angeles'],
      zonesFrom: 'person',
    });
  });

  test('is added where it lies elsewhere: both must be open', () => {
    expect(place('ZA', '+27824100001', 'Europe/London').zones).toEqual(['Africa/Johannesburg', 'Europe/London']);
  });

  test.each(['Durban', 'GMT+2 or so', '', '5', 'Africa/Durban'])('“%s” is no zone and changes nothing', (word) => {
    expect(place('AU', '+61412345678', word)).toEqual(place('AU', '+61412345678'));
  });

  test('is all there is for a number of no country', () => {
    expect(place(null, '+870773111632', 'Atlantic/Bermuda').zones).toEqual(['Atlantic/Bermuda']);
  });
});
