import { expect, test } from 'vitest';
import type { ColumnMeaning } from '../../../../main/domain/importing/column-meaning.ts';
import { compactName } from '../../../../main/domain/importing/field-key.ts';
import { columnMeaning, wordTables } from '../../../../main/domain/importing/header-words.ts';

test('every name of the tables is found, and has one meaning', () => {
  const differing: string[] = [];
  for (const [meaning, names] of wordTables.flat()) {
    for (const name of names.split(',')) {
      expect(compactName(name), `an empty name under ${meaning}: "${name}"`).not.toBe('');
      const found = columnMeaning(name);
      if (found?.meaning !== meaning) differing.push(`${name.trim()}: ${meaning}, ${found?.meaning}`);
    }
  }
  expect(differing).toEqual([]);
});

// Written by hand from what programs and people of each country call these columns, spelled their way.
test.each<readonly [string, Partial<Record<ColumnMeaning, string>>]>([
  ['en', { mobile: 'Mobile No.', first_name: 'First Name', last_name: 'SURNAME', age: 'D.O.B.', opt_out: 'Opt-Out' }],
  ['de', { mobile: 'Handy-Nr.', landline: 'Telefon (privat)', last_name: 'Nachname', age: 'Geburtsdatum' }],
  ['fr', { mobile: 'Tél. portable', first_name: 'Prénom', opt_out: 'Désabonné', permission: 'Consentement RGPD' }],
  ['es', { mobile: 'Teléfono móvil', last_name: 'Apellidos', age: 'Fecha de nacimiento', opt_out: 'Baja SMS' }],
  [
    'it',
    { mobile: 'Cellulare', first_name: 'Nome di battesimo', last_name: 'Cognome', permission: 'Consenso marketing' },
  ],
  ['nl', { mobile: 'Mobiel nummer', last_name: 'Achternaam', opt_out: 'Uitgeschreven', permission: 'Toestemming SMS' }],
  ['pl', { mobile: 'Telefon komórkowy', first_name: 'Imię', last_name: 'NAZWISKO', permission: 'Zgoda na SMS' }],
  ['cs', { mobile: 'Mobilní telefon', given_or_full: 'Jméno', last_name: 'Příjmení', age: 'Datum narození' }],
  ['sk', { mobile: 'Mobilný telefón', given_or_full: 'Meno', last_name: 'Priezvisko', opt_out: 'Odhlásený' }],
  ['hu', { mobile: 'Mobilszám', last_name: 'Vezetéknév', first_name: 'Keresztnév', opt_out: 'Leiratkozott' }],
  ['ro', { mobile: 'Telefon mobil', family_or_full: 'Nume', first_name: 'Prenume', city: 'Oraș' }],
  ['bg', { mobile: 'Мобилен телефон', first_name: 'Собствено име', last_name: 'Фамилно име', age: 'Рожден ден' }],
  ['el', { mobile: 'ΚΙΝΗΤΟ', given_or_full: 'Όνομα', last_name: 'ΕΠΩΝΥΜΟ', full_name: 'Ονοματεπώνυμο' }],
  [
    'tr',
    { mobile: 'Cep Telefonu', given_or_full: 'ADI', last_name: 'Soyadı', age: 'Doğum Tarihi', permission: 'İzin' },
  ],
  ['ru', { mobile: 'Мобильный телефон', given_or_full: 'Имя', last_name: 'Фамилия', full_name: 'Ф.И.О.' }],
  ['uk', { mobile: 'Мобільний телефон', given_or_full: "Ім'я", last_name: 'Прізвище', opt_out: 'Відписаний' }],
  ['sv', { mobile: 'Mobilnummer', first_name: 'Förnamn', last_name: 'Efternamn', permission: 'Samtycke' }],
  ['no', { mobile: 'Mobil', first_name: 'Fornavn', last_name: 'Etternavn', age: 'Fødselsdato', opt_out: 'Reservert' }],
  ['da', { mobile: 'Mobiltelefon', last_name: 'Efternavn', opt_out: 'Afmeldt', city: 'By' }],
  ['fi', { mobile: 'Matkapuhelinnumero', first_name: 'Etunimi', last_name: 'Sukunimi', opt_out: 'Markkinointikielto' }],
  ['et', { mobile: 'Mobiiltelefon', first_name: 'Eesnimi', last_name: 'Perekonnanimi', permission: 'Nõusolek' }],
  ['lv', { mobile: 'Mobilais tālrunis', given_or_full: 'Vārds', last_name: 'Uzvārds', permission: 'Piekrišana' }],
  ['lt', { mobile: 'Mobilusis telefonas', given_or_full: 'Vardas', last_name: 'Pavardė', permission: 'Sutikimas' }],
  ['hr', { mobile: 'Broj mobitela', given_or_full: 'Ime', last_name: 'Prezime', opt_out: 'Odjavljen' }],
  ['ar', { mobile: 'الهاتف الجوال', first_name: 'الاسم الأول', last_name: 'اسم العائلة', age: 'تاريخ الميلاد' }],
  ['he', { mobile: 'טלפון נייד', first_name: 'שם פרטי', last_name: 'שם משפחה', age: 'תאריך לידה' }],
  ['hi', { mobile: 'मोबाइल नंबर', given_or_full: 'नाम', full_name: 'पूरा नाम', city: 'शहर' }],
  ['id', { mobile: 'Nomor HP', full_name: 'Nama Lengkap', age: 'Tanggal Lahir', city: 'Kota' }],
  ['vi', { mobile: 'Số di động', full_name: 'Họ và tên', phone: 'Điện thoại', age: 'Ngày sinh' }],
  ['zh', { mobile: '手机号码', full_name: '姓名', age: '出生日期', opt_out: '退订' }],
  ['ja', { mobile: '携帯電話番号', full_name: '氏名', last_name: '姓', opt_out: '配信停止' }],
  ['ko', { mobile: '휴대폰번호', full_name: '성명', age: '생년월일', opt_out: '수신거부' }],
  ['af', { mobile: 'Selfoonnommer', first_name: 'Noemnaam', last_name: 'Van', opt_out: 'Teken uit' }],
  ['sw', { mobile: 'Simu ya mkononi', full_name: 'Jina kamili', age: 'Tarehe ya kuzaliwa', permission: 'Idhini' }],
  ['zu', { mobile: 'Iselula', full_name: 'Igama nesibongo', last_name: 'Isibongo', permission: 'Imvume' }],
  ['pt', { mobile: 'Telemóvel', last_name: 'Apelido', age: 'Data de Nascimento', opt_out: 'Descadastrado' }],
])('what columns are called: %s', (_, names) => {
  for (const [meaning, name] of Object.entries(names)) {
    expect(columnMeaning(name), name).toMatchObject({ meaning });
  }
});

test('what programs export', () => {
  const google = ['First Name', 'Last Name', 'Labels', 'Phone 1 - Label', 'Phone 1 - Value', 'E-mail 1 - Value'];
  expect(google.map((name) => columnMeaning(name)?.meaning)).toEqual([
    'first_name', 'last_name', 'tags', 'label', 'phone', 'email',
  ]); // prettier-ignore
  const mailchimp = ['Email Address', 'SMS Phone Number', 'OPTIN_TIME', 'OPTIN_IP', 'UNSUB_TIME', 'LEID', 'TAGS'];
  expect(mailchimp.map((name) => columnMeaning(name)?.meaning)).toEqual([
    'email', 'mobile', 'permission_date', 'permission_source', 'opt_out', 'other_number', 'tags',
  ]); // prettier-ignore
  const outlook = ['Mobile Phone', 'Home Phone 2', "Assistant's Phone", 'E-mail 2 Address', 'Categories', 'Birthday'];
  expect(outlook.map((name) => columnMeaning(name)?.meaning)).toEqual([
    'mobile', 'landline', 'other_number', 'email', 'tags', 'age',
  ]); // prettier-ignore
});

// The header of Outlook's CSV export in these languages, as its own import tables have it: mobile, last name, home and
// business phone, second home phone, other and main phone, assistant's phone, e-mail, company, home city, birthday, tags.
test.each([
  [
    'ar',
    'الهاتف الجوال|اسم العائلة|هاتف المنزل|هاتف العمل|هاتف المنزل 2|هاتف آخر|الهاتف الأساسي|هاتف المساعد|عنوان البريد الإلكتروني|الشركة|مدينة المنزل|تاريخ الميلاد|الفئات',
  ],
  [
    'bg',
    'Мобилен телефон|Фамилно име|Домашен телефон|Служебен телефон|Домашен телефон 2|Друг телефон|Основен телефон|Телефон на помощника|Имейл адрес|Фирма|Град|Рожден ден|Категории',
  ],
  [
    'cs',
    'Mobilní telefon|Příjmení|Telefon domů|Telefon (zam.)|Telefon 2 domů|Jiný telefon|Primární telefon|Telefon asistenta|E-mailová adresa|Společnost|Město (dom.)|Narozeniny|Kategorie',
  ],
  [
    'da',
    'Mobiltelefon|Efternavn|Telefon (privat)|Telefon (arbejde)|Telefon 2 (privat)|Anden telefon|Primær telefon|Assistentens telefon|E-mail-adresse|Firma|By (privat)|Fødselsdag|Kategorier',
  ],
  [
    'de',
    'Mobiltelefon|Nachname|Telefon privat|Telefon geschäftlich|Telefon privat 2|Weiteres Telefon|Haupttelefon|Telefon Assistent|E-Mail-Adresse|Firma|Ort privat|Geburtstag|Kategorien',
  ],
  [
    'es',
    "Mobile Phone|Apellidos|Particular|Teléfono del trabajo|Home Phone 2|Otro teléfono|Teléfono principal|Assistant's Phone|E-mail Address|Organización|Home City|Birthday|Categorías",
  ],
  [
    'he',
    'טלפון נייד|שם משפחה|טלפון בבית|טלפון בעבודה|טלפון בבית 2|טלפון אחר|טלפון עיקרי|טלפון של העוזר|כתובת דואר אלקטרוני|חברה|עיר כתובת הבית|יום הולדת|קטגוריות',
  ],
  [
    'ja',
    '携帯電話|姓|自宅電話|会社電話|自宅電話 2|その他の電話|通常の電話|秘書の電話|電子メール アドレス|会社名|市町村 (自宅)|誕生日|分類',
  ],
  [
    'ko',
    '휴대폰|성|집 전화 번호|근무처 전화|집 전화 2|기타 전화|기본 전화|비서 전화 번호|전자 메일 주소|회사|집 주소 구/군/시|생일|범주 항목',
  ],
  [
    'lv',
    'Mobilais tālrunis|Uzvārds|Tālrunis mājās|Tālrunis darbā|2. tālrunis mājās|Cits tālrunis|Primārais tālrunis|Asistenta tālrunis|E-pasta adrese|Uzņēmums|Dzīvesvietas pilsēta|Dzimšanas diena|Kategorijas',
  ],
  [
    'nl',
    'Mobiele telefoon|Achternaam|Telefoon thuis|Telefoon op werk|Telefoon thuis 2|Andere telefoon|Hoofdtelefoon|Telefoon assistent|E-mailadres|Bedrijf|Huisadres, plaats|Verjaardag|Categorieën',
  ],
  [
    'sr',
    'Mobilni telefon|Prezime|Telefon kod kuće|Telefon na poslu|Telefon kod kuće 2|Drugi telefon|Primarni telefon|Telefon pomoćnika|E-adresa|Kompanija|Grad|Rođendan|Kategorije',
  ],
  [
    'sv',
    'Mobiltelefon|Efternamn|Hem|Arbete|Telefon 2, hem|Telefon, annan|Telefon 1|Telefon, assistent|E-postadress|Företag|Hemort|Födelsedag|Kategorier',
  ],
])('the columns of Outlook in %s', (_, header) => {
  expect(header.split('|').map((name) => columnMeaning(name)?.meaning)).toEqual([
    'mobile', 'last_name', 'landline', 'landline', 'landline', 'phone', 'phone', 'other_number', 'email', 'organisation',
    'city', 'age', 'tags',
  ]); // prettier-ignore
});

test("numbers of somebody else are never the person's", () => {
  for (const name of ['Emergency contact number', 'Spouse mobile', 'Next of kin (cell)', 'Notfallkontakt Handy']) {
    expect(columnMeaning(name), name).toEqual({ meaning: 'other_number', isExact: false });
  }
});

test('words beside the word for permission say what of it the column holds', () => {
  const names = ['SMS consent given (date)', 'Quelle Einwilligung SMS', 'Consent wording v2', 'Consent SMS Y/N'];
  expect(names.map((name) => columnMeaning(name)?.meaning)).toEqual([
    'permission_date', 'permission_source', 'permission_text', 'permission',
  ]); // prettier-ignore
  // Being out is looked for first: a date of opting out is no date of permission.
  expect(columnMeaning('SMS consent opt-out date')?.meaning).toBe('opt_out');
});

test('a part of a name suggests, and a sentence does not', () => {
  expect(columnMeaning('Parent mobile (mother)')).toEqual({ meaning: 'mobile', isExact: false });
  expect(columnMeaning('学生手机号')).toEqual({ meaning: 'mobile', isExact: false });
  expect(columnMeaning('Invoice number of the mobile')).toEqual({ meaning: 'other_number', isExact: false });
  expect(columnMeaning('Please enter the mobile you would like us to use')).toBeNull();
});

test.each([
  ['__proto__'],
  ['constructor'],
  ['hasOwnProperty'],
  [''],
  ['§§§'],
  ['a'.repeat(1_000_000)],
  ['\u0301'.repeat(1_000_000)],
  ['(('.repeat(500_000)],
])('a name that means nothing: %.20s', (name) => {
  expect(columnMeaning(name)).toBeNull();
});
