import type { ColumnMeaning, WordTable } from './column-meaning.ts';
import { compactName, nameWords } from './field-key.ts';
import { englishWords } from './header-words-english.ts';
import { europeanWords } from './header-words-european.ts';
import { germanicWords } from './header-words-germanic.ts';
import { outlookWords } from './header-words-outlook.ts';
import { romanceWords } from './header-words-romance.ts';
import { slavicWords } from './header-words-slavic.ts';
import { worldWords } from './header-words-world.ts';

/** Earlier tables win where a word has two meanings: what English and the exporting programs call a column is commonest. */
export const wordTables: readonly WordTable[] = [
  englishWords,
  germanicWords,
  romanceWords,
  slavicWords,
  europeanWords,
  worldWords,
  outlookWords,
];

/** What a column's name says, and whether the whole name says it (`isExact`) or only a part. */
export interface NamedMeaning {
  readonly meaning: ColumnMeaning;
  readonly isExact: boolean;
}

function compactList(text: string): readonly string[] {
  return text.split(',').map(compactName);
}

/**
 * Stems that settle the matter wherever they stand. Opting out is looked for first, so that "consent: opt-out" blocks.
 */
const OPT_OUT_STEMS = compactList(`
  opt out, opted out, opting out, unsub, do not contact, do not text, do not sms, do not call, do not message, blacklist, abgemeldet,
  abmelde, widerruf, widerspr, werbesperre, désabonn, désinscri, ne pas contacter, descadastr, dado de baja, no contactar,
  disiscri, dezabon, uitgeschrev, afgemeld, uitgeskryf, avregistr, avprenumer, avmeldt, afmeldt, wypisan, rezygnac,
  odhlás, odjavlj, отписа, відписа, leiratkoz, διαγραφ, απεγγρα, abonelikten, الغاء الاشتراك, إلغاء الاشتراك, הסרה,
  berhenti langgan, berhenti berlangganan, hủy đăng ký, 退订, 退訂, 取消订阅, 拒收, 黑名单, 配信停止, 配信拒否, 受信拒否,
  オプトアウト, 수신거부, 수신차단`);
const PERMISSION_STEMS = compactList(`
  consent, permission, opted in, opt in, optin, einwilligung, zustimmung, consentement, consentimiento, consentimento,
  consimțământ, consenso, toestemming, samtycke, samtykke, samþykki, suostumus, nõusolek, piekriš, sutikim, zgoda na,
  souhlas, súhlas, соглас, згода, сагласност, suglasnost, hozzájárul, συγκατάθε, συναίνεσ, موافقة, הסכמה, सहमति, persetujuan,
  đồng ý, ยินยอม, 同意, 동의, idhini, imvume`);
/** "Opting" begins a word that has nothing to do with opting in. */
const NOT_PERMISSION = compactList('opting, adoption in');

/** Numbers of somebody else than the person of the row: a text there would reach a stranger. */
const SOMEBODY_ELSE_STEMS = compactList(`
  assist, asystent, asistent, pomoćnik, pomočnik, помощник, помічник, المساعد, העוזר, 秘書, 비서, spouse, next of kin,
  emergency, notfall, urgence, emergencia, emergência, emergenza, noodcontact, nødkontakt, экстренн, acil durum, 紧急, 緊急, 비상`);

/** What a permission column says about the permission, by the words beside it. */
const PERMISSION_DETAILS: readonly (readonly [ColumnMeaning, readonly string[]])[] = [
  [
    'permission_date',
    compactList(`date, time, datum, dato, fecha, data, tarih, дата, dátum, kuupäev, päivämäärä, ημερομηνία, تاريخ, תאריך,
      तिथि, तारीख, tanggal, ngày, วันที่, 日期, 时间, 時間, 日時, 일자, 일시, tarehe`),
  ],
  [
    'permission_source',
    compactList(`source, url, page, origin, quelle, herkunft, fuente, fonte, bron, källa, kilde, źródło, zdroj, forrás,
      sursa, izvor, источник, джерело, πηγή, kaynağı, lähde, allikas, avots, šaltinis, مصدر, מקור, स्रोत, sumber, nguồn,
      来源, 來源, 経路, 경로, 출처, chanzo`),
  ],
  [
    'permission_text',
    compactList(`text, wording, statement, message, wortlaut, texte, texto, testo, tekst, bewoording, treść, znění, szöveg,
      κείμενο, metni, teksti, نص, נוסח, पाठ, teks, nội dung, 文本, 文言, 문구, maandishi`),
  ],
  [
    'permission_purpose',
    compactList(
      'purpose, zweck, finalité, finalidad, finalità, doel, syfte, formål, účel, célja, цель, σκοπός, amaç, الغرض, מטרת, tujuan, 目的, 목적, madhumuni',
    ),
  ],
  [
    'permission_method',
    compactList('method, channel, méthode, método, metodo, wijze, způsob, способ, спосіб, yöntemi, 方式, 方法, 방법'),
  ],
];

/** Single words that suggest a meaning within a longer name, most telling first. */
const SUGGESTIVE: readonly (readonly [ColumnMeaning, ReadonlySet<string>])[] = [
  [
    'label',
    new Set(compactList('type, typ, tipo, label, network, operator, provider, carrier, model, country, country code')),
  ],
  ['email', new Set(compactList('email, mail, correo, courriel, epost, почта, пошта'))],
  [
    'landline',
    new Set(
      compactList(`landline, fax, home, work, office, business, company, assistant, switchboard, festnetz, geschäftlich,
        dienstlich, fixe, bureau, domicile, fijo, fixo, residencial, comercial, fisso, ufficio, casa, werk, thuis, huis,
        stacjonarny, pevná, домашний, рабочий, городской, домашен, служебен, vezetékes, σταθερό, iş, ev, sabit`),
    ),
  ],
  [
    'other_number',
    new Set(
      compactList(`id, ref, reference, account, invoice, order, policy, date, code, kundennummer, rechnung, facture, commande,
        factura, fatura, fattura, faktura, klant, cliente id, amount, model, count, sent, last, sms sent`),
    ),
  ],
  [
    'mobile',
    new Set(
      compactList(`mobile, mobiles, cell, cellphone, cellular, msisdn, sms, mobil, mobiel, mobiltelefon, handy, handynummer,
        portable, movil, móvil, celular, telemóvel, selfoon, cellulare, gsm, komórka, komórkowy, мобильный, сотовый,
        мобілний, мобільний, мобилен, mobitel, κινητό, matkapuhelin, mobiltlf, cep, جوال, الجوال, موبايل, נייד, मोबाइल,
        ponsel, hp`),
    ),
  ],
  [
    'phone',
    new Set(
      compactList(`phone, phones, tel, telephone, telefon, telefono, teléfono, telefone, téléphone, telefoon, telefonnummer,
        tlf, whatsapp, телефон, τηλέφωνο, puhelin, telefonszám, هاتف, الهاتف, טלפון, फोन, telepon, telp, simu`),
    ),
  ],
];

/** Scripts without spaces: what a name of several words contains. */
const UNSPACED: readonly (readonly [ColumnMeaning, readonly string[]])[] = [
  ['email', compactList('邮箱, 邮件, 電子郵件, メール, 이메일')],
  ['landline', compactList('传真, 傳真, fax, 固定電話, 固定电话, 座机, 유선, 팩스')],
  ['mobile', compactList('手机, 手機, 携帯, 行動電話, 移动电话, 휴대폰, 휴대전화, 핸드폰, มือถือ, di động')],
  ['phone', compactList('电话, 電話, 전화, 연락처, โทรศัพท์, điện thoại')],
];

let meanings: ReadonlyMap<string, ColumnMeaning> | null = null;

/** Built when first asked for: a program that imports nothing should not pay for it. */
function meaningByName(): ReadonlyMap<string, ColumnMeaning> {
  if (meanings !== null) return meanings;
  const built = new Map<string, ColumnMeaning>();
  for (const [meaning, names] of wordTables.flat()) {
    for (const name of compactList(names)) if (!built.has(name)) built.set(name, meaning);
  }
  built.delete('');
  meanings = built;
  return built;
}

function hasAny(text: string, stems: readonly string[]): boolean {
  return stems.some((stem) => text.includes(stem));
}

function byStem(compact: string): NamedMeaning | null {
  if (hasAny(compact, OPT_OUT_STEMS)) return { meaning: 'opt_out', isExact: true };
  if (hasAny(compact, SOMEBODY_ELSE_STEMS)) return { meaning: 'other_number', isExact: false };
  if (!hasAny(compact, PERMISSION_STEMS) || hasAny(compact, NOT_PERMISSION)) return null;
  const detail = PERMISSION_DETAILS.find(([, stems]) => hasAny(compact, stems));
  return detail === undefined ? { meaning: 'permission', isExact: true } : { meaning: detail[0], isExact: false };
}

/** 'Telefon 2 (privat)' is a 'Telefon (privat)'. */
function withoutDigits(compact: string): NamedMeaning | null {
  const bare = compact.replace(/\p{N}+/gu, '');
  const meaning = bare === compact ? undefined : meaningByName().get(bare);
  return meaning === undefined ? null : { meaning, isExact: false };
}

function byPart(columnName: string, compact: string): NamedMeaning | null {
  const parts = nameWords(columnName);
  // A sentence is no column name; its words prove nothing.
  if (parts.length > 6) return null;
  const pairs = parts.flatMap((part, index) => [part, part + (parts[index + 1] ?? '')]);
  for (const [meaning, suggestive] of SUGGESTIVE) {
    if (pairs.some((part) => suggestive.has(part))) return { meaning, isExact: false };
  }
  const found = UNSPACED.find(([, stems]) => hasAny(compact, stems));
  return found === undefined ? null : { meaning: found[0], isExact: false };
}

/**
 * What a column's name says in any of the languages of `wordTables`; null for a name that says nothing. Takes time in
 * proportion to the name's first 200 characters, whatever it holds.
 */
export function columnMeaning(columnName: string): NamedMeaning | null {
  const compact = compactName(columnName);
  const exact = meaningByName().get(compact);
  if (exact !== undefined) return { meaning: exact, isExact: true };
  return byStem(compact) ?? withoutDigits(compact) ?? byPart(columnName, compact);
}
