import { compactName, nameWords } from './field-key.ts';

/**
 * What a column's name says it holds. `phone` is a number of unknown type, `landline` one that is not a mobile,
 * `given_or_full` and `family_or_full` are names whose meaning depends on the other columns (Spanish nombre, German
 * Name), `other_number` are digits that are no phone number.
 */
export type ColumnMeaning =
  | 'mobile'
  | 'phone'
  | 'landline'
  | 'first_name'
  | 'last_name'
  | 'full_name'
  | 'given_or_full'
  | 'family_or_full'
  | 'email'
  | 'opt_out'
  | 'permission'
  | 'other_number';

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Whole names, without spaces and accents: English, German, French, Spanish, Portuguese, Afrikaans, Dutch, Italian. */
const NAMES: readonly (readonly [ColumnMeaning, readonly string[]])[] = [
  [
    'mobile',
    words(`mobile mobilenumber mobileno mobilenr mobilephone mobilephonenumber mobilephoneno mobphone mob mobno
      mobnumber cell cellphone cellnumber cellno cellphonenumber cellphoneno cellular cel msisdn sms smsnumber smsphone
      textnumber handphone mobil mobilnummer mobilnr mobiltelefon mobiltelefonnummer handy handynummer handynr natel
      portable telephoneportable telportable telmobile telephonemobile numeroportable numerodeportable
      numerodetelephoneportable numeromobile gsm numerogsm movil telefonomovil numeromovil numerodemovil telmovil
      celular numerocelular numerodecelular telefonocelular telemovel numerodetelemovel numerodocelular
      telefonecelular selfoon selfoonnommer selfoonnr selnommer selnr sel mobiel mobielnummer mobielnr
      mobieletelefoon mobieltelefoonnummer gsmnummer cellulare telefonocellulare numerocellulare numerodicellulare`),
  ],
  [
    'phone',
    words(`phone phonenumber phoneno phonenr phone1 tel telno telnr tel1 telephone telephonenumber telephoneno
      contactnumber contactno contactphone number telefon telefonnummer telefonnr rufnummer telefone numerodetelefone
      telefono numerodetelefono numerotelefono ditelefono numerotelephone numerodetelephone numerotel telefoon
      telefoonnummer telefoonnr telefoonnommer foon whatsapp whatsappnumber mobileortelephone`),
  ],
  [
    'landline',
    words(`landline landlinenumber homephone hometel homenumber workphone worktel worknumber businessphone officephone
      fax faxnumber telefax festnetz festnetznummer telefonprivat telefongeschaeftlich fixe telephonefixe telfixe fijo
      telefonofijo fixo telefonefixo fisso telefonofisso vastelyn landlyn huistelefoon huisnommer werktelefoon
      vastetelefoon thuistelefoon`),
  ],
  [
    'first_name',
    words(`firstname first fname givenname given forename christianname vorname rufname prenom primernombre
      primeironome nomeproprio voornaam noemnaam roepnaam primonome`),
  ],
  [
    'last_name',
    words(`lastname last lname surname familyname secondname nachname familienname zuname nomdefamille apellido
      apellidos primerapellido sobrenome apelido apelidos ultimonome familienaam achternaam cognome van`),
  ],
  [
    'full_name',
    words(`fullname customername clientname contactname membername patientname guestname personname displayname contact
      client customer vollstaendigername vollername kunde kundenname nomcomplet nometprenom nomprenom nombrecompleto
      nombreyapellido nombreyapellidos nomecompleto nomeesobrenome volledigenaam vollenaam naamenvan nominativo
      nomecognome nomeecognome cliente`),
  ],
  ['given_or_full', words('nombre nombres nome')],
  ['family_or_full', words('name names nom naam')],
  [
    'email',
    words(`email emailaddress emailid mail emails eposadres epos epost emailadresse mailadresse correo
      correoelectronico courriel adresseemail adressemail adressecourriel correioeletronico emailadres indirizzoemail
      postaelettronica`),
  ],
  [
    'opt_out',
    words(`unsubscribed unsubscribe unsub unsubbed optout optedout optouts stop stopped stopsms smsstop blocked
      donotcontact donottext donotsms dnc dnd nosms notext blacklist blacklisted blocklist suppressed suppress
      abgemeldet abmeldung gesperrt werbesperre keinewerbung desabonne desinscrit desinscription stoppub baja
      dadodebaja bajasms nomolestar descadastrado naosms naocontactar cancelouinscricao afgemeld afmelden uitgeschreven
      uitschrijven uitgeskryf tekenuit disiscritto cancellato noncontattare`),
  ],
  [
    'permission',
    words(`consent consented permission optin optedin subscribed subscriber gdpr gdprconsent popia popiaconsent dsgvo
      rgpd lgpd acceptsmarketing acceptssmsmarketing acceptsms allowsms allowmarketing marketing marketingpermission
      einwilligung zustimmung werbeeinwilligung consentement consentimiento consentimento toestemming toestemmingsms
      consenso abonne suscrito inscrito abonniert`),
  ],
  [
    'other_number',
    words(`id customerid clientid contactid userid memberid idnumber idno account accountno accountnumber ref reference
      invoice invoicenumber orderid ordernumber policynumber postcode postalcode zip zipcode plz dob birthday
      dateofbirth geburtsdatum date datum amount balance price total betrag kundennummer kundennr numeroclient
      codepostal codigopostal cep cap cpf cnpj dni nif iban vat passport ssn barcode`),
  ],
];

const MEANING_BY_NAME: ReadonlyMap<string, ColumnMeaning> = new Map(
  NAMES.flatMap(([meaning, names]) => names.map((name) => [name, meaning] as const)),
);

/** Stems that settle the matter wherever they stand; looked at in this order, so that "consent: opt-out" blocks. */
const STEMS: readonly (readonly [ColumnMeaning, RegExp])[] = [
  ['opt_out', /opt(?:ed)?out|unsub|donot(?:contact|text|sms|call|message)|abgemeldet|desabonn|desinscri|descadastr/],
  ['permission', /opt(?:ed)?in(?!g)|consent|permission|einwilligung|zustimmung|toestemming|consenso/],
];

/** Single words that suggest a meaning within a longer name, most telling first. */
const SINGLE_WORDS: readonly (readonly [ColumnMeaning, ReadonlySet<string>])[] = [
  ['email', new Set(words('email mail'))],
  ['landline', new Set(words('landline fax home work office festnetz fixe fijo fixo fisso'))],
  ['other_number', new Set(words('id ref reference account invoice date code'))],
  [
    'mobile',
    new Set(
      words('mobile cell cellphone msisdn sms mobil handy portable movil celular telemovel selfoon cellulare gsm'),
    ),
  ],
  ['phone', new Set(words('phone tel telephone telefon telefono telefone telefoon whatsapp'))],
];

/** What a column's name says, and whether the whole name says it (`isExact`) or only a part; null for an unknown one. */
export function columnMeaning(columnName: string): { meaning: ColumnMeaning; isExact: boolean } | null {
  const compact = compactName(columnName);
  const exact = MEANING_BY_NAME.get(compact);
  if (exact !== undefined) return { meaning: exact, isExact: true };
  for (const [meaning, stem] of STEMS) if (stem.test(compact)) return { meaning, isExact: true };
  const parts = nameWords(columnName);
  // A sentence is no column name; its words prove nothing.
  if (parts.length > 6) return null;
  for (const [meaning, suggestive] of SINGLE_WORDS) {
    if (parts.some((part) => suggestive.has(part))) return { meaning, isExact: false };
  }
  return null;
}
