import type { Output } from '#contract/contract.ts';
import type { Gateway } from './scripted-world.ts';

/** The disclosure sheet of a scripted gateway, in the words of the real ones. */
export function sheetOf(gateway: Gateway): Output<'gateways.sheet'> {
  const isReal = gateway.mode === 'real';
  const unknown = isReal ? 'not known' : 'none: it is part of Assent';
  return {
    gateway,
    digest: `digest-${gateway.id}`,
    text: 'The sheet as text.',
    hosts: [
      {
        origin: isReal ? 'https://platform.clickatell.com' : 'http://127.0.0.1',
        paths: ['/v1/message', '/v1/message/{id}', '/v1/balance'],
      },
    ],
    fields: [
      { name: 'messages', meaning: 'the envelope around one text; every request carries exactly one' },
      { name: 'channel', meaning: 'always “sms”' },
      { name: 'to', meaning: 'the recipient’s mobile number' },
      { name: 'content', meaning: 'the text as this recipient gets it, with what was merged into it' },
      { name: 'from', meaning: 'the sender you chose, when you chose one' },
      { name: 'clientMessageId', meaning: 'a random number of ours for this text; it says nothing about the person' },
    ],
    headers: [
      { name: 'Authorization', meaning: 'your API key' },
      { name: 'User-Agent', meaning: 'always “Assent”, without version or system' },
      { name: 'Host', meaning: 'the name of the host itself' },
    ],
    notSent: [
      'names and other columns of your lists (unless you merge them into the text)',
      'lists, groups and campaign names',
      'notes',
      'consent evidence and the ledger',
      'replies and history',
    ],
    legalEntity: unknown,
    country: isReal ? 'not known' : 'this computer',
    retention: isReal ? 'not known' : 'until Assent is closed',
    termsUrl: isReal ? 'https://www.clickatell.com/legal/connect-suite/platform/' : null,
    whatTheyMayDo: isReal
      ? [
          'see your internet address and the time of every request',
          'store the number and the text; for how long is not known',
          'filter texts and rewrite the sender',
          'hand texts to carriers: by its terms it is “just a conduit”, and texts pass a chain of networks and aggregators',
        ]
      : ['nothing: no text reaches anybody'],
    optOutBehaviour: isReal
      ? 'Refuses texts to people who opted out there (code 26); Assent then puts the number on your blocklist. Who confirms an opt-out to the person is not known.'
      : 'Some people reply STOP, by the rules you see; Assent blocks them as it would for real.',
  };
}

/** What left in the month of the script, and nothing in any other. */
export function disclosuresOf(gateways: readonly Gateway[], month: string | null): Output<'privacy.disclosures'> {
  const isBusy = gateways.length > 0;
  const [thisMonth, lastMonth] = ['2026-11', '2026-10'];
  const shown = month ?? thisMonth;
  const of = (index: number): number => gateways[index]?.id ?? 1;
  const days = [
    { day: '2026-11-23', gatewayId: of(0), texts: 412, people: 412 },
    { day: '2026-11-19', gatewayId: of(1), texts: 4_610, people: 4_608 },
    { day: '2026-11-19', gatewayId: of(0), texts: 12, people: 12 },
    { day: '2026-11-03', gatewayId: of(1), texts: 980, people: 980 },
  ];
  return {
    month: shown,
    firstMonth: isBusy ? lastMonth : null,
    previous: shown === thisMonth ? lastMonth : '2026-09',
    next: shown === thisMonth ? null : thisMonth,
    days: isBusy && shown === thisMonth ? days : [],
    gateways: gateways.map((gateway) => {
      const { legalEntity, hosts, fields } = sheetOf(gateway);
      const { id, name, mode } = gateway;
      return { id, name, mode, legalEntity, hosts: hosts.map(({ origin }) => origin), fields };
    }),
  };
}
