/** GSM 03.38 default alphabet (3GPP 23.038), in code order; ESC itself cannot be written. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Extension table: each costs an escape and a septet. */
const extension = '\f^{}\\[~]|€';

/** Septets a UTF-16 code unit costs: 1, 2, or 0 when it is not in the alphabet. */
const costs: Uint8Array = new Uint8Array(65_536);
for (const character of basic) costs[character.charCodeAt(0)] = 1;
for (const character of extension) costs[character.charCodeAt(0)] = 2;

/** Septets of a UTF-16 code unit: 1, 2 (extension table), or 0 = forces UCS-2. */
export function septetCost(codeUnit: number): number {
  return costs[codeUnit] ?? 0;
}

/** Septets of a whole text, or -1 when a character is not in the alphabet. */
export function septetsOf(text: string): number {
  let total = 0;
  for (let at = 0; at < text.length; at += 1) {
    const cost = costs[text.charCodeAt(at)] ?? 0;
    if (cost === 0) return -1;
    total += cost;
  }
  return total;
}
