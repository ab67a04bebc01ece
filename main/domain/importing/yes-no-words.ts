import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { endsTexts } from '#domain/consent/replies/reply-outcome.ts';
import { compactName } from './field-key.ts';

/** A cell's word without accents, case and punctuation; a lone mark such as ✓ stays. */
function fold(text: string): string {
  return compactName(text) || text.trim();
}

function foldedWords(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/).map(fold));
}

/** Yes in the languages of the column names, and the marks people use for it. */
const YES = foldedWords(
  `yes y true t 1 x on ✓ ✔ ☑ ✅ ● ja j jawohl wahr oui o vrai si sí s verdadero sim verdadeiro waar vero da tak ano áno
   igen igaz да так ναι evet doğru kyllä kylla tosi jah jā taip نعم כן हाँ हां ya benar có vâng đúng ใช่ 是 有 対象 はい 예 네 ndiyo
   yebo ewe oo adevărat prawda pravda истина правда`,
);

/** No in the same languages, and the marks for nothing. */
const NO = foldedWords(
  `no n false f 0 off ✗ ✘ ☐ ❌ nein nee non não nao nie ne falsch falso faux onwaar nu fals fałsz hamis nem нет ні не όχι
   hayır hayir yanlış ei epätosi väär nē لا לא नहीं tidak không ไม่ ไม่ใช่ 否 無 无 いいえ 아니요 아니오 hapana cha hindi nej nei - – — . / na n/a
   none null nil ложь лъжа false`,
);

/** A cell is nobody's reply: words of every language count, and a lone "no" is no stop. */
const inColumn: ReplyContext = {
  lastOutboundMarketing: false,
  openDoubleOptIn: false,
  lists: [],
  country: null,
  contactLanguage: null,
  languages: 'all',
};

/** In a column about opting out, besides yes: words for being out. */
const OUT = foldedWords(
  `blocked block optout optedout opted-out unsubscribed unsubscribe unsub removed remove donotcontact donottext dnc dnd
   stopped stop inactive cancelled canceled withdrawn revoked abgemeldet gesperrt blockiert widerrufen désabonné
   désinscrit baja descadastrado inativo afgemeld uitgeschreven uitgeskryf disiscritto dezabonat wypisany odhlášen
   odhlásený leiratkozott отписан відписаний avregistrerad avmeldt afmeldt odjavljen 退订 拒收 배제 거부`,
);

/** In such a column, besides no: words for still being in. */
const IN = foldedWords(
  `active subscribed subscriber optin optedin opted-in ok okay allowed open aktiv angemeldet abonniert actif abonné inscrit
   activo suscrito ativo inscrito attivo iscritto actief aangemeld aktief aktywny zapisany aktivní aktívny подписан
   активен aktif 정상 有效 正常 unblocked notblocked never unknown`,
);

/** 'yes' or 'no' of a cell in any of the languages; null for another word. */
export function readYesNo(text: string): 'yes' | 'no' | null {
  const word = fold(text);
  if (YES.has(word)) return 'yes';
  return NO.has(word) ? 'no' : null;
}

/**
 * What a cell of an opt-out column says: `out` for a yes, a mark, a stop word or the date of opting out; `in` for a no
 * or nothing. `unclear` is any other word: it must count as out, and be shown, because the wrong guess would text
 * somebody who said stop.
 */
export function readOptOut(text: string): 'out' | 'in' | 'unclear' {
  if (text === '') return 'in';
  const word = fold(text);
  if (YES.has(word) || OUT.has(word) || endsTexts(classifyReply(text, inColumn).outcome)) return 'out';
  if (NO.has(word) || IN.has(word)) return 'in';
  return looksLikeDate(text) ? 'out' : 'unclear';
}

/** Whether every word is one that a column of states (active, unsubscribed …) holds, and some of them mean out. */
export function areOptOutStates(values: readonly string[]): boolean {
  const words = values.map(fold);
  return words.every((word) => OUT.has(word) || IN.has(word)) && words.some((word) => OUT.has(word));
}

function looksLikeDate(text: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/.test(text);
}
