/** The 127 characters of the GSM 03.38 default alphabet, code by code; ESC (0x1B) is a switch, not a character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Characters of the extension table: sent as ESC and one more septet. */
const EXTENSION = '\f^{}\\[~]|€';

const COSTS = buildCosts();

function buildCosts(): Uint8Array {
  const costs = new Uint8Array(0x10000);
  for (const character of BASIC) costs[character.charCodeAt(0)] = 1;
  for (const character of EXTENSION) costs[character.charCodeAt(0)] = 2;
  return costs;
}

/**
 * Septets that a UTF-16 code unit (0 to 65535) takes in GSM-7: 1 in the default alphabet, 2 in its extension, 0 when
 * it is in neither, so that the whole text must go as UCS-2 (3GPP TS 23.038, section 6.2.1).
 */
export function septetCost(codeUnit: number): 0 | 1 | 2 {
  return COSTS[codeUnit] as 0 | 1 | 2;
}
