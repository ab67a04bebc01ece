import { countryZones } from '#domain/campaign/country-zones.ts';
import { prefixZones } from './prefix-zones.ts';
import type { HoursRule } from './hours-rule.ts';
import { isZone } from './zone-clock.ts';

/** Where a number may be: every zone that counts, and the state or province its area code was given out in. */
export interface NumberPlace {
  readonly subdivision: string | null;
  readonly zones: readonly string[];
  /** Why these zones: the person's own, the area code's, those the country's row lists, or all of the country. */
  readonly zonesFrom: 'person' | 'areaCode' | 'row' | 'country' | 'nowhere';
}

interface Area {
  readonly subdivision: string | null;
  readonly zones: readonly string[];
}

/** Countries whose mobile numbers begin with an area code, and how many signs of the E.164 form name the area. */
const areaLength: ReadonlyMap<string, number> = new Map([
  ['US', 5],
  ['CA', 5],
  ['MX', 6],
  ['BR', 5],
]);

/** Regions of the numbering plans that the zone database does not list. */
const otherZones: ReadonlyMap<string, readonly string[]> = new Map([
  ['AC', ['Atlantic/St_Helena']],
  ['TA', ['Atlantic/St_Helena']],
  ['XK', ['Europe/Belgrade']],
]);

/** Every zone of a country (ISO 3166 alpha-2, or a region of the numbering plans); none for an unknown one. */
export function zonesOfCountry(country: string): readonly string[] {
  return countryZones.get(country) ?? otherZones.get(country) ?? [];
}

let areas: ReadonlyMap<string, Area> | null = null;

/** '201-203 205' -> 201, 202, 203, 205. */
function* codesOf(text: string): Generator<number> {
  for (const run of text.split(' ')) {
    const [first, last = first] = run.split('-').map(Number);
    for (let code = first ?? 0; code <= (last ?? 0); code += 1) yield code;
  }
}

function readAreas(): ReadonlyMap<string, Area> {
  const read = new Map<string, Area>();
  for (const line of prefixZones.trim().split('\n')) {
    const [group = '', codes = ''] = line.split(': ');
    const [callingCode = '', place = '', ...zones] = group.split(' ');
    const area = { subdivision: place.includes('-') && place !== '-' ? place : null, zones };
    for (const code of codesOf(codes)) read.set(callingCode + code, area);
  }
  return read;
}

/** The part of a number that says where it was given out: `+1305` of a Florida number; empty where numbers do not say. */
export function areaOf(country: string | null, e164: string): string {
  return e164.slice(0, (country === null ? undefined : areaLength.get(country)) ?? 0);
}

/**
 * Where a number of this country and area may be. `rule` is the country's row. Mobile numbers carry a place in North
 * America, Mexico and Brazil only; anywhere else, and for an area nobody knows, all zones of the row count, or without a
 * row all of the country. `ownZone` is what the workspace says of the person: a zone of the same country takes the place
 * of the others, one from elsewhere is added to them, and a word that names no zone is left aside.
 */
export function placeOf(
  country: string | null,
  area: string,
  ownZone: string | null,
  rule: HoursRule | null,
): NumberPlace {
  areas ??= readAreas();
  const known = area === '' || rule?.tz.mode !== 'number_prefix_then_all' ? undefined : areas.get(area);
  const all = rule?.tz.zones ?? (country === null ? [] : zonesOfCountry(country));
  const zones = known?.zones ?? all;
  const from = known ? 'areaCode' : rule ? 'row' : zones.length > 0 ? 'country' : 'nowhere';
  const place = { subdivision: known?.subdivision ?? null, zones, zonesFrom: from } as const;
  if (ownZone === null || !isZone(ownZone)) return place;
  const isThere = [...zones, ...all, ...(country === null ? [] : zonesOfCountry(country))].includes(ownZone);
  if (isThere || zones.length === 0) return { ...place, zones: [ownZone], zonesFrom: 'person' };
  return { ...place, zones: [...new Set([...zones, ownZone])] };
}
