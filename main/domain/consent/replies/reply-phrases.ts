/** A turn of phrase: both patterns must be found, `after` behind `pattern`. Patterns read what `normaliseReply` writes. */
export interface ReplyPhrase {
  readonly language: string;
  readonly pattern: RegExp;
  /** Kept apart from `pattern`: one pattern with anything between its halves would take quadratic time. */
  readonly after: RegExp | null;
  readonly confidence: 'high' | 'medium' | 'low';
  /** Keys of `replySources`. */
  readonly sources: string;
}

function phrase(
  language: string,
  confidence: ReplyPhrase['confidence'],
  sources: string,
  pattern: RegExp,
  after: RegExp | null = null,
): ReplyPhrase {
  return { language, pattern, after, confidence, sources };
}

/** Sentences that end all texts. */
export const stopPhrases: readonly ReplyPhrase[] = [
  phrase(
    'en',
    'high',
    'ivip, fcc',
    /\b(?:STOP|QUIT) (?:TEXTING|MESSAGING|SENDING|CONTACTING|CALLING|SMSING|BOTHERING|SPAMMING)\b/,
  ),
  phrase('en', 'high', 'ivip, fcc', /\b(?:DO NOT|DONT|NEVER) (?:EVER )?(?:TEXT|MESSAGE|CONTACT|CALL|SMS|SEND)\b/),
  phrase('en', 'high', 'fcc', /\b(?:TAKE|GET|REMOVE|DELETE) ME (?:OFF|FROM)\b/),
  phrase('en', 'high', 'fcc', /\b(?:REMOVE|DELETE) MY (?:NUMBER|DETAILS|NAME)\b/),
  phrase('en', 'high', 'ivip, fcc', /\bLEAVE ME ALONE\b|\bLOSE MY NUMBER\b|\bNO LONGER (?:WANT|WISH)\b/),
  phrase(
    'en',
    'high',
    'ivip, fcc',
    /\b(?:WANT|LIKE) TO (?:OPT OUT|UNSUBSCRIBE|BE REMOVED)\b|\bUNSUBSCRIBE ME\b|\bREVOKE (?:MY )?CONSENT\b/,
  ),
  phrase(
    'es',
    'medium',
    'cpoint, know',
    /\bNO (?:ME )?(?:ENVIEN|ENVIE|MANDEN|ESCRIBAN|CONTACTEN)\b|\bDAR(?:ME)? DE BAJA\b|\bNO QUIERO (?:RECIBIR )?MAS\b/,
  ),
  phrase(
    'fr',
    'medium',
    'know',
    /\bNE (?:PLUS|M)\b/,
    /\b(?:ENVOYER|ENVOYEZ|CONTACTER|CONTACTEZ|RECEVOIR)\b|\bM(?:ENVOYER|ENVOYEZ)\b/,
  ),
  phrase('fr', 'medium', 'know', /\bARRETEZ DE\b/),
  // Not in the reference: “Ne m’envoyez plus” loses its apostrophe, so the M is no word of its own; and a verb in between.
  phrase(
    'fr',
    'medium',
    'know',
    /\bNE (?:VEUX|SOUHAITE|DESIRE) PLUS\b/,
    /\b(?:RECEVOIR|MESSAGES?|SMS|TEXTOS?|PUB|PUBLICITES?)\b/,
  ),
  phrase('fr', 'medium', 'know', /\bNE (?:MENVOYEZ|MENVOYER|MENVOIE|ME CONTACTEZ|ME CONTACTER)\b/),
  phrase(
    'de',
    'medium',
    'know',
    /\bKEINE (?:WEITEREN )?(?:SMS|NACHRICHTEN|WERBUNG)\b|\bNICHT MEHR (?:ANSCHREIBEN|SENDEN|KONTAKTIEREN)\b/,
  ),
  phrase('af', 'low', 'know', /\bMOENIE\b/, /\b(?:SMS|STUUR|KONTAK)\b/),
  phrase('af', 'low', 'know', /\bHOU OP\b/),
];

/** Sentences of somebody else who has the number now. */
export const wrongNumberPhrases: readonly ReplyPhrase[] = [
  phrase('en', 'medium', 'know', /\bWRONG (?:NUMBER|PERSON)\b/),
  phrase('es', 'medium', 'know', /\bNUMERO EQUIVOCADO\b/),
  phrase('fr', 'medium', 'know', /\bMAUVAIS NUMERO\b/),
  phrase('de', 'medium', 'know', /\bFALSCHE NUMMER\b/),
  phrase('af', 'low', 'know', /\bVERKEERDE NOMMER\b/),
  phrase('nl', 'medium', 'know', /\bVERKEERD NUMMER\b/),
];

/** Annoyance, threats and law: a person reads these. */
export const reviewPhrases: readonly ReplyPhrase[] = [
  phrase('en', 'medium', 'know', /\bNOT INTERESTED\b|\bGO AWAY\b|\bNO MORE\b/),
  phrase('en', 'medium', 'know', /\bHARASS|\bREPORT (?:YOU|THIS)\b|\bSPAM(?:MING)?\b/),
  phrase('en', 'medium', 'know', /\b(?:LAWYER|SUE YOU|POPIA|GDPR|TCPA|ICO|INFORMATION REGULATOR)\b/),
  phrase('en', 'medium', 'know', /\b(?:ENOUGH|GENOEG|GENUG|ASSEZ)\b/),
];

/** Questions about where the number came from; the answer is owed. */
export const sourceRequestPhrases: readonly ReplyPhrase[] = [
  phrase('en', 'medium', 'know', /\bWHO (?:IS|ARE) (?:THIS|YOU)\b|\b(?:HOW|WHERE) DID YOU GET (?:MY|THIS)\b/),
];

/** What of `text` the first of these phrases found, or null. */
export function findPhrase(
  phrases: readonly ReplyPhrase[],
  text: string,
): { readonly phrase: ReplyPhrase; readonly found: string } | null {
  for (const each of phrases) {
    const match = each.pattern.exec(text);
    // The leftmost beginning leaves the most room for the rest, so no other one need be tried.
    if (match === null) continue;
    if (each.after !== null && !each.after.test(text.slice(match.index + match[0].length))) continue;
    return { phrase: each, found: match[0] };
  }
  return null;
}
