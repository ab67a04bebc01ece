import type { Output } from '#contract/contract.ts';

export type Person = Output<'contacts.page'>['rows'][number];
type Textable = Person['textable'];

export const day = 86_400_000;
/** The scripted "now": the morning the pictures of the look were drawn. */
export const nowMs = Date.now();

const named: readonly (readonly [
  string,
  string,
  string,
  Textable['kind'],
  Textable['purposes'],
  string,
  number | null,
])[] = [
  ['Thandi Mokoena', '+27 82 410 2231', 'ZA', 'permitted', ['marketing', 'service'], 'Offers, Service', 2],
  ['Siobhan O’Neill', '+44 7700 900412', 'GB', 'permitted', ['marketing'], 'Offers', 2],
  ['Pieter van der Merwe', '+27 83 555 0142', 'ZA', 'unverified', [], 'Orders and appointments only', 41],
  ['李伟', '+852 5123 4567', 'HK', 'unverified', [], 'Orders and appointments only', null],
  ['Nomvula Dlamini', '+27 72 600 1188', 'ZA', 'blocked', [], 'Asked to stop', 61],
  ['Ahmed El-Sayed', '+20 100 555 0199', 'EG', 'permitted', ['service'], 'Service', 1],
  ['Zoë Martin', '+33 6 39 98 00 12', 'FR', 'permitted', ['newsletter'], 'News', 0],
  ['Lindiwe Nkosi', '+27 82 777 0021', 'ZA', 'permitted', ['marketing', 'service'], 'Offers, Service', 2],
  ['Carlos Pérez', '+57 300 555 0170', 'CO', 'permitted', ['marketing'], 'Offers', 2],
  ['Hannelie Botha', '+27 84 301 9922', 'ZA', 'permitted', ['marketing', 'service'], 'Offers, Service', 2],
  ['Priya Naidoo', '+27 71 880 4410', 'ZA', 'permitted', ['marketing'], 'Offers', 2],
  ['J. Smith (household of 2)', '+44 20 7946 0018', 'GB', 'notTextable', [], 'Not a mobile number', null],
  ['سارة عبد الله', '+971 50 555 0123', 'AE', 'unverified', [], 'Orders and appointments only', 5],
];

const firstNames = [
  'Ayanda',
  'Bongani',
  'Chantal',
  'Dineo',
  'Emma',
  'Fatima',
  'Gert',
  'Helena',
  'Imran',
  'Johan',
  'Kagiso',
  'Lerato',
];
const lastNames = [
  'Adams',
  'Botha',
  'Cele',
  'Daniels',
  'Fourie',
  'Govender',
  'Hendricks',
  'Jacobs',
  'Khumalo',
  'Louw',
  'Mabaso',
  'Ngcobo',
  'Olivier',
];

/** The n-th person of a large, believable list; the same one every time. */
export function personAt(index: number): Person {
  const own = named[index];
  const shown = own?.[1] ?? `+27 8${index % 10} ${String(200 + (index % 700))} ${String(1000 + ((index * 37) % 9000))}`;
  const textable: Textable = own
    ? { kind: own[3], purposes: own[4], reason: own[5], atMs: own[3] === 'blocked' ? nowMs - 61 * day : null }
    : index % 5 === 0
      ? { kind: 'unverified', purposes: [], reason: 'Orders and appointments only', atMs: null }
      : { kind: 'permitted', purposes: ['marketing'], reason: 'Offers', atMs: null };
  const messageAgo = own ? own[6] : index % 40;
  return {
    id: index + 1,
    e164: shown.replaceAll(' ', ''),
    shown,
    country: own?.[2] ?? 'ZA',
    name: own?.[0] ?? `${firstNames[index % 12] ?? ''} ${lastNames[(index * 5) % 13] ?? ''}`,
    textable,
    lastMessageAtMs: messageAgo === null ? null : nowMs - messageAgo * day - 3_600_000,
    addedAtMs: nowMs - (20 + (index % 200)) * day,
  };
}

/** Everything about one person: the answers first, then the timeline that proves them. */
export function fileOf(index: number): Output<'contacts.get'> {
  const contact = personAt(index);
  const grantedAt = nowMs - 19 * day;
  const isBlocked = contact.textable.kind === 'blocked';
  const words = {
    marketing: 'Offers',
    newsletter: 'News',
    service: 'Service',
    transactional: 'Orders and appointments',
  } as const;
  const answers = (['marketing', 'newsletter', 'service', 'transactional'] as const).map((purpose) => {
    const granted = contact.textable.purposes.includes(purpose);
    const allowed = !isBlocked && (granted || purpose === 'transactional');
    const imported = `Known from customers.xlsx, row ${index + 2}, 4 Nov 2026.`;
    return {
      purpose,
      allowed,
      code: allowed ? null : isBlocked ? 'SUPPRESSED' : 'NO_CONSENT',
      answer: allowed
        ? `Yes, for ${words[purpose]}`
        : `No, for ${words[purpose]}: ${isBlocked ? 'asked not to be texted' : 'no permission for this purpose'}`,
      proof: granted
        ? '“Text me offers from Blue Crane”. Proof: paper form 31, blue folder. Recorded by Lerato on 4 Nov 2026.'
        : isBlocked
          ? 'Asked to stop on 24 Sep 2026: STOP.'
          : `${imported}${allowed ? ' The import is the recorded relationship; it allows nothing else.' : ''}`,
      next: allowed
        ? null
        : isBlocked
          ? 'Only a START from this person or new proof lifts it'
          : 'Record permission with its proof',
    };
  });
  return {
    contact,
    numberType: contact.textable.kind === 'notTextable' ? 'landline' : 'mobile',
    values: [
      { key: 'first_name', value: contact.name.split(' ')[0] ?? '' },
      { key: 'last_name', value: contact.name.split(' ').slice(1).join(' ') },
      { key: 'branch', value: 'Rosebank' },
      { key: 'next_visit', value: '2 Dec 2026' },
    ],
    answers,
    timeline: [
      ...(isBlocked
        ? [
            {
              atMs: nowMs - 61 * day,
              kind: 'block' as const,
              title: 'No more texts: Asked to stop',
              detail: 'STOP · by the reply itself',
            },
          ]
        : []),
      { atMs: nowMs - 2 * day, kind: 'message', title: 'Autumn sale', detail: 'handset confirmed' },
      {
        atMs: grantedAt,
        kind: 'grant',
        title: 'Permission: Offers',
        detail: '“Text me offers from Blue Crane” · paper form 31 · recorded by Lerato, 4 Nov 2026',
      },
      {
        atMs: grantedAt - 3_600_000,
        kind: 'imported',
        title: 'Imported',
        detail: `customers.xlsx, row ${index + 2} (created)`,
      },
    ],
    chain: { ok: true, events: 12_403 },
    messages: [
      {
        messageId: 9001,
        campaignId: 1,
        campaign: 'Autumn sale',
        state: 'delivered',
        code: null,
        parts: 1,
        updatedAtMs: nowMs - 2 * day,
      },
      {
        messageId: 9002,
        campaignId: 3,
        campaign: 'Opening hours',
        state: 'undelivered',
        code: '29',
        parts: 1,
        updatedAtMs: nowMs - 30 * day,
      },
    ],
  };
}
