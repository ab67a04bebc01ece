// Lists behind the content rules (consent.md 4), as of 2026-11-23. Rules change monthly: a row says where it is from.

/** Public link shorteners: US carriers and the campaign registry refuse them; a business's own short domain is fine [X1-X3]. */
export const publicShorteners: ReadonlySet<string> = new Set(
  `bit.ly tinyurl.com t.co goo.gl ow.ly is.gd rb.gy cutt.ly buff.ly rebrand.ly t.ly shorturl.at tiny.cc lnkd.in`.split(
    ' ',
  ),
);

/** Where carriers refuse texts with a public shortener. */
export const shortenerCountries: ReadonlySet<string> = new Set(['US', 'CA']);

/** What a country wants written in every advertising text, and where. */
export interface CountryLabel {
  readonly country: string;
  /** The text must begin with it. */
  readonly opening?: string;
  /** The text must have it somewhere. */
  readonly anywhere?: string;
  /** The sender ID must begin or end with it. */
  readonly senderBegins?: string;
  readonly senderEnds?: string;
}

/** Vietnam D.91/2020 [V1], Korea Network Act 50 [Q8], Saudi Arabia [Q14], United Arab Emirates [Q12]. */
export const countryLabels: readonly CountryLabel[] = [
  { country: 'VN', opening: '[QC]' },
  { country: 'KR', opening: '(광고)', anywhere: '무료수신거부' },
  { country: 'SA', senderEnds: '-AD' },
  { country: 'AE', senderBegins: 'AD-' },
];

/** Where an advertising text may hold neither a link nor a phone number [Q12]. */
export const noContactsInText: ReadonlySet<string> = new Set(['AE']);

/** Where a name cannot be the sender at all, or carriers put a number in its place (consent.md 4, last paragraph). */
export const noNamedSenders: ReadonlySet<string> = new Set(['US', 'CA']);
export const replacedSenders: ReadonlySet<string> = new Set(['AR', 'BR', 'MX', 'CO']);

/**
 * Words of categories that carriers and several countries limit: sex, hate, alcohol, firearms, tobacco, and cannabis,
 * gambling, loans, crypto. They ask for a second look and guarantee nothing.
 */
export const sensitiveWords: Readonly<Record<string, readonly string[]>> = {
  alcohol: ['alcohol', 'beer', 'wine', 'whisky', 'whiskey', 'vodka', 'gin', 'brandy', 'happy hour', 'liquor'],
  tobacco: ['tobacco', 'cigarette', 'cigarettes', 'cigar', 'vape', 'vaping', 'e-cigarette', 'hookah', 'nicotine'],
  cannabis: ['cannabis', 'cbd', 'thc', 'marijuana', 'hemp'],
  firearms: ['firearm', 'firearms', 'gun', 'guns', 'rifle', 'ammo', 'ammunition'],
  gambling: ['casino', 'betting', 'jackpot', 'lottery', 'slots', 'poker', 'free spins', 'sportsbook'],
  loans: ['payday loan', 'loan', 'loans', 'debt relief', 'cash advance', 'no credit check'],
  crypto: ['crypto', 'bitcoin', 'ethereum', 'nft', 'forex'],
  sex: ['sex', 'adult', 'escort', 'viagra', 'xxx'],
};
