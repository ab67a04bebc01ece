import type { WordTable } from './column-meaning.ts';

/**
 * Names of the columns in Outlook's CSV export that no table of a language has: those of Arabic, Bulgarian, Croatian,
 * Czech, Danish, Dutch, French, German, Hebrew, Italian, Japanese, Korean, Latvian, Serbian, Slovenian, Spanish, Swedish.
 */
export const outlookWords: WordTable = [
  [
    'phone',
    `primární telefon, primær telefon, glavni telefon, primarni telefon, primārais tālrunis, cits tālrunis, hoofdtelefoon,
    andere telefoon, telefon annan, téléphone autre, טלפון עיקרי, טלפון אחר, その他の電話, 通常の電話, 기본 전화, 기타 전화`,
  ],
  [
    'landline',
    `هاتف السيارة, الهاتف الرئيسي للشركة, автомобилен телефон, основен телефон на фирмата, радиотелефон, telefon zam,
    telefon do auta, telefon společnosti, radiotelefon, biltelefon, primær telefon firma, autotelefon, particular,
    número de centralita de la organización, radioteléfono, número de teletipo, téléphone voiture, טלפון ברכב,
    טלפון ראשי של החברה, טלפון רדיו, službeni telefon, telefon u automobilu, telefon tvrtke, telefono auto, 自動車電話,
    会社代表電話, 無線電話, 집 전화 번호, 집 전화, 근무처 전화, 카폰, 회사 대표 전화, 무선 전화, tālrunis mājās, tālrunis darbā,
    uzņēmuma galvenais tālrunis, tālrunis automašīnā, radiotālrunis, hoofdtelefoon bedrijf, autotelefoon,
    radiotelefoon, telefon kod kuće, glavni telefon kompanije, hem, arbete, företag växel, fax arbete, fax thuis`,
  ],
  ['email', 'indirizzo posta elettronica, 電子メール アドレス, 電子メール, 전자 메일 주소, 전자 메일, e adresa'],
  [
    'city',
    `مدينة المنزل, مدينة العمل, град сл адрес, město dom, město zam, by privat, by arbejde, ciudad de trabajo,
    עיר כתובת הבית, עיר כתובת העבודה, città ab, città uff, 市町村 自宅, 市町村 会社, 집 주소 구/군/시, 근무지 구/군/시,
    darbavietas pilsēta, dzīvesvietas pilsēta, huisadres plaats, werkadres plaats, grad posao, domači naslov kraj, hemort,
    ort hem, ort arbete`,
  ],
  ['organisation', 'kompanija'],
  ['tags', '범주 항목, kategorijas'],
];
