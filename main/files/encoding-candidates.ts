/** A way to read bytes as text that files in the world are written in. */
export interface EncodingCandidate {
  /** WHATWG label (encoding.spec.whatwg.org, section 4.2), as `TextDecoder` takes it. */
  readonly encoding: string;
  /** Where it is read, in words that end "as … text". */
  readonly script: string;
  /** How much more usual it is than others that read the same bytes as well. */
  readonly prior: number;
  /** ISO 3166 codes of countries whose files are usually in it. */
  readonly countries: readonly string[];
}

function codes(text: string): readonly string[] {
  return text.split(' ');
}

const CENTRAL = codes('PL CZ SK HU RO HR SI BA RS AL');
const CYRILLIC = codes('RU UA BY BG RS MK KZ KG UZ TJ MN MD');
const ARABIC = codes('EG SA AE IQ JO KW LB LY MA DZ TN OM QA SY YE BH PS SD IR PK');
const CHINESE = codes('CN SG');

/** Every encoding looked at when the bytes are neither marked nor valid UTF-8. */
export const ENCODING_CANDIDATES: readonly EncodingCandidate[] = [
  // With a few broken bytes: whole files of it are recognised before.
  { encoding: 'utf-8', script: 'damaged UTF-8', prior: 0.05, countries: [] },
  { encoding: 'windows-1252', script: 'Western', prior: 0.08, countries: [] },
  { encoding: 'iso-8859-15', script: 'Western', prior: 0.01, countries: [] },
  { encoding: 'macintosh', script: 'Western (Mac)', prior: 0, countries: [] },
  { encoding: 'windows-1250', script: 'Central European', prior: 0.04, countries: CENTRAL },
  { encoding: 'iso-8859-2', script: 'Central European', prior: 0.02, countries: CENTRAL },
  { encoding: 'windows-1251', script: 'Cyrillic', prior: 0.05, countries: CYRILLIC },
  { encoding: 'koi8-r', script: 'Cyrillic', prior: 0.01, countries: codes('RU') },
  { encoding: 'koi8-u', script: 'Cyrillic', prior: 0, countries: codes('UA') },
  { encoding: 'iso-8859-5', script: 'Cyrillic', prior: 0, countries: CYRILLIC },
  { encoding: 'x-mac-cyrillic', script: 'Cyrillic (Mac)', prior: 0, countries: CYRILLIC },
  { encoding: 'ibm866', script: 'Cyrillic (DOS)', prior: 0, countries: CYRILLIC },
  { encoding: 'windows-1253', script: 'Greek', prior: 0.03, countries: codes('GR CY') },
  { encoding: 'iso-8859-7', script: 'Greek', prior: 0.02, countries: codes('GR CY') },
  { encoding: 'windows-1254', script: 'Turkish', prior: 0.04, countries: codes('TR CY AZ') },
  { encoding: 'windows-1255', script: 'Hebrew', prior: 0.02, countries: codes('IL') },
  { encoding: 'iso-8859-8', script: 'Hebrew', prior: 0.01, countries: codes('IL') },
  { encoding: 'windows-1256', script: 'Arabic', prior: 0.02, countries: ARABIC },
  { encoding: 'iso-8859-6', script: 'Arabic', prior: 0, countries: ARABIC },
  { encoding: 'windows-1257', script: 'Baltic', prior: 0.01, countries: codes('LT LV EE') },
  { encoding: 'windows-874', script: 'Thai', prior: 0.01, countries: codes('TH') },
  { encoding: 'windows-1258', script: 'Vietnamese', prior: 0, countries: codes('VN') },
  { encoding: 'shift_jis', script: 'Japanese', prior: 0.03, countries: codes('JP') },
  { encoding: 'euc-jp', script: 'Japanese', prior: 0, countries: codes('JP') },
  { encoding: 'gb18030', script: 'Chinese', prior: 0.03, countries: CHINESE },
  { encoding: 'big5', script: 'Chinese', prior: 0.02, countries: codes('TW HK MO') },
  { encoding: 'euc-kr', script: 'Korean', prior: 0.03, countries: codes('KR') },
];
