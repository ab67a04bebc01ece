import { expect, test } from 'vitest';
import { PERMISSION_REASON } from '../../../../main/domain/importing/column-guessing.ts';
import { applyMapping, guessColumns } from '../../../../main/domain/importing/column-mapping.ts';

/** Field by column for a table of one header and its rows. */
function fieldsOf(header: readonly string[], ...rows: readonly (readonly string[])[]): (string | null)[] {
  return guessColumns(header, rows, 'ZA').map(({ field }) => field);
}

const mobile = '082 123 4567';
const landline = '011 884 0000';

test('a usual table: fields, confidence, reasons, samples', () => {
  const rows = [
    ['Ann', 'Lee', mobile, 'ann@example.org', 'Cape Town', ''],
    ['Bo', 'Ray', '+27821234568', '', 'Durban', ''],
    ['', '', '', '', 'Durban', ''],
    ['Cy', 'Poe', '27821234569', '', 'Paarl', ''],
  ];
  const guesses = guessColumns(['First name', 'Surname', 'Mobile no.', 'E-mail', 'Town', 'Shelf'], rows, 'ZA');
  expect(guesses).toEqual([
    {
      index: 0,
      column: 'First name',
      field: 'first_name',
      confidence: 'sure',
      reason: 'the name says so',
      filled: 0.75,
      samples: ['Ann', 'Bo', 'Cy'],
    },
    {
      index: 1,
      column: 'Surname',
      field: 'last_name',
      confidence: 'sure',
      reason: 'the name says so',
      filled: 0.75,
      samples: ['Lee', 'Ray', 'Poe'],
    },
    {
      index: 2,
      column: 'Mobile no.',
      field: 'mobile',
      confidence: 'sure',
      reason: 'the name says so, 100 % look like mobile numbers',
      filled: 0.75,
      samples: [mobile, '+27821234568', '27821234569'],
    },
    {
      index: 3,
      column: 'E-mail',
      field: 'email',
      confidence: 'sure',
      reason: 'the name says so',
      filled: 0.25,
      samples: ['ann@example.org'],
    },
    {
      index: 4,
      column: 'Town',
      field: 'city',
      confidence: 'sure',
      reason: 'the name says so',
      filled: 1,
      samples: ['Cape Town', 'Durban', 'Paarl'],
    },
    { index: 5, column: 'Shelf', field: null, confidence: 'likely', reason: 'no values seen', filled: 0, samples: [] },
  ]);
});

test.each([
  ['English', ['Cell', 'First Name', 'Last Name', 'Unsubscribed']],
  ['English, joined', ['mobileNumber', 'firstName', 'lastName', 'opt_out']],
  ['German', ['Handynummer', 'Vorname', 'Nachname', 'Abgemeldet']],
  ['German, Name beside Vorname', ['Mobil', 'Vorname', 'Name', 'gesperrt']],
  ['French', ['Téléphone portable', 'Prénom', 'Nom', 'Désabonné']],
  ['Spanish', ['Teléfono móvil', 'Nombre', 'Apellidos', 'Baja']],
  ['Portuguese', ['Telemóvel', 'Nome', 'Apelido', 'Descadastrado']],
  ['Afrikaans', ['Selfoon', 'Noemnaam', 'Van', 'Afgemeld']],
  ['Dutch', ['Mobiel nummer', 'Voornaam', 'Achternaam', 'Uitgeschreven']],
  ['Italian', ['Cellulare', 'Nome', 'Cognome', 'Disiscritto']],
])('column names in %s', (_, header) => {
  expect(fieldsOf(header, [mobile, 'Ann', 'Lee', 'no'])).toEqual(['mobile', 'first_name', 'last_name', 'opt_out']);
});

test.each([['Name'], ['Nom'], ['Nombre'], ['Nome'], ['Naam'], ['Full name'], ['Customer Name']])(
  '%s alone is the full name',
  (name) => {
    expect(fieldsOf([name, 'Tel'], ['Ann Lee', mobile])).toEqual(['full_name', 'mobile']);
  },
);

test('the best of several numbers is the mobile, the others are kept', () => {
  expect(fieldsOf(['Phone', 'Mobile', 'Work phone'], [landline, mobile, landline])).toEqual([
    'phone_2',
    'mobile',
    'phone_3',
  ]);
  expect(fieldsOf(['Phone', 'Phone'], [landline, mobile])).toEqual(['phone_2', 'mobile']);
});

test('numbers under an unknown name are found, and digits that are none are not', () => {
  expect(fieldsOf(['Column 1', 'Column 2'], ['Ann', mobile], ['Bo', mobile])).toEqual(['column_1', 'mobile']);
  // An account number that would pass for a phone number.
  expect(fieldsOf(['Account number', 'Town'], ['0821234567', 'Paarl'])).toEqual(['account_number', 'city']);
});

test('no column holds numbers: none is the mobile', () => {
  expect(fieldsOf(['Name', 'Town'], ['Ann', 'Paarl'])).not.toContain('mobile');
});

test('a file cannot give permission, whatever its column is called or says', () => {
  for (const name of [
    'Consent',
    'SMS consent',
    'opt-in',
    'Opted in',
    'GDPR',
    'Einwilligung',
    'toestemming',
    'Subscribed',
    'accepts_marketing',
  ]) {
    const [, guess] = guessColumns(['Mobile', name], [[mobile, 'yes']], 'ZA');
    expect(guess, name).toMatchObject({ field: null, reason: PERMISSION_REASON });
  }
});

test('a column about opting out blocks, even beside the word consent, and so does every further one', () => {
  expect(fieldsOf(['Mobile', 'Consent (opted out)', 'Do not contact'], [mobile, 'no', 'no'])).toEqual([
    'mobile',
    'opt_out',
    'opt_out',
  ]);
});

test('names that repeat or mean something to JavaScript', () => {
  const header = ['__proto__', 'constructor', 'Mobile', 'Town', 'Town', 'toString', '§§'];
  const row = ['a', 'b', mobile, 'c', 'd', 'e', 'f'];
  expect(fieldsOf(header, row)).toEqual(['proto', 'constructor', 'mobile', 'city', 'town', 'tostring', 'column_7']);
});

test('the user decides: other fields, left out columns, unknown columns', () => {
  const guesses = guessColumns(['Mobile', 'Other', 'Town', 'Stop'], [[mobile, mobile, 'Paarl', 'x']], 'ZA');
  expect(
    applyMapping(
      [
        { column: ' other ', field: 'mobile' },
        { column: 'Town', field: null },
      ],
      guesses,
    ),
  ).toEqual({
    ok: true,
    value: [
      { index: 0, field: null },
      { index: 1, field: 'mobile' },
      { index: 2, field: null },
      { index: 3, field: 'opt_out' },
    ],
  });
  expect(applyMapping([{ column: 'Town', field: 'opt_out' }], guesses)).toMatchObject({
    value: [{}, {}, { field: 'opt_out' }, { field: 'opt_out' }],
  });
  expect(applyMapping([{ column: 'Nope', field: 'email' }], guesses)).toEqual({
    ok: false,
    reason: { column: 'Nope', columns: ['Mobile', 'Other', 'Town', 'Stop'] },
  });
});
