import metadata from 'libphonenumber-js/metadata.max.json';
import { compileDigitPattern } from './digit-pattern.ts';
import type { DigitPattern } from './digit-pattern.ts';

/** What the numbering plan of a region says, as far as it decides how a number is read. */
export interface NumberingPlan {
  readonly callingCode: string;
  /** The prefix for calls abroad. */
  readonly abroad: PlanPattern;
  /** Every number of the plan, without prefixes. */
  readonly national: PlanPattern;
  readonly lengths: readonly number[];
  /** What may be dialled before a number inside the country, and what the library puts in its place. */
  readonly trunk: PlanPattern | null;
  readonly trunkReplacement: string | null;
  /** How the numbers begin of a region that shares its calling code. */
  readonly leading: PlanPattern | null;
  /** By the library's order: landlines, mobiles, then the others. Null where the plan has none of a type. */
  readonly types: readonly (TypePlan | null)[];
}

export interface TypePlan {
  readonly pattern: PlanPattern;
  readonly lengths: readonly number[];
}

/** A pattern as the library uses it, and as an automaton: null for one with signs that digit-pattern.ts lacks. */
export interface PlanPattern {
  readonly start: RegExp;
  readonly whole: RegExp;
  readonly automaton: DigitPattern | null;
}

/** A plan as the library's metadata holds it: by place, 0 for nothing, the end left out. Format 4. */
type PlanRow = readonly [
  callingCode: string,
  abroad: string,
  national: string,
  lengths: readonly number[],
  formats?: unknown,
  trunk?: string | 0,
  trunkFormat?: unknown,
  trunkForParsing?: string | 0,
  trunkReplacement?: string | 0,
  isTrunkOptional?: unknown,
  leading?: string | 0,
  types?: readonly (readonly [pattern: string, lengths?: readonly number[] | 0] | 0)[] | 0,
];

interface PlanRows {
  readonly version: number;
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, PlanRow>>;
  readonly nonGeographic: Readonly<Record<string, PlanRow>>;
}

const rows = metadata as unknown as PlanRows;
const patterns = new Map<string, PlanPattern>();
const plans = new Map<string, NumberingPlan>();

/** Whether the library's metadata has the format that is read here. */
export const isPlanFormatKnown = rows.version === 4;

/** The regions that share a calling code, the main one first; empty for codes of no region such as 800. */
export function regionsOf(callingCode: string): readonly string[] {
  return rows.country_calling_codes[callingCode] ?? [];
}

/** Whether a calling code is in use. */
export function isCallingCode(digits: string): boolean {
  return Object.hasOwn(rows.country_calling_codes, digits) || Object.hasOwn(rows.nonGeographic, digits);
}

/** The plan of a region ('ZA') or, for a calling code ('27', '800'), of its main region or its own. */
export function planOf(regionOrCode: string): NumberingPlan {
  const known = plans.get(regionOrCode);
  if (known !== undefined) return known;
  const row =
    rows.countries[regionOrCode] ??
    rows.countries[regionsOf(regionOrCode)[0] ?? ''] ??
    rows.nonGeographic[regionOrCode];
  if (row === undefined) throw new Error(`no numbering plan for ${regionOrCode}`);
  const plan = readRow(row);
  plans.set(regionOrCode, plan);
  return plan;
}

function readRow(row: PlanRow): NumberingPlan {
  const [callingCode, abroad, national, lengths, , trunk, , trunkForParsing, trunkReplacement, , leading, types] = row;
  return {
    callingCode,
    abroad: patternOf(abroad),
    national: patternOf(national),
    lengths,
    trunk: optional(trunkForParsing || trunk),
    trunkReplacement: trunkReplacement || null,
    leading: optional(leading),
    types: (types || []).map((type) =>
      type === 0 || type[0] === '' ? null : { pattern: patternOf(type[0]), lengths: type[1] || lengths },
    ),
  };
}

function optional(source: string | 0 | undefined): PlanPattern | null {
  return source === 0 || source === undefined || source === '' ? null : patternOf(source);
}

/** Most patterns are only ever asked for by a few lists, so each is compiled when it is first looked into. */
function patternOf(source: string): PlanPattern {
  let automaton: DigitPattern | null | undefined;
  const known = patterns.get(source) ?? {
    start: new RegExp(`^(?:${source})`),
    whole: new RegExp(`^(?:${source})$`),
    get automaton() {
      return (automaton ??= compileDigitPattern(source));
    },
  };
  patterns.set(source, known);
  return known;
}
