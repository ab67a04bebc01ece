import type { GatewayManifest } from '../../services/ports.ts';

export type ManifestFields = GatewayManifest['fields'];

/** Every JSON field that leaves with a text (gateways.md 1a). */
export const oneApiFields: ManifestFields = [
  { name: 'messages', meaning: 'the envelope around one text; every request carries exactly one' },
  { name: 'channel', meaning: 'always “sms”' },
  { name: 'to', meaning: 'the recipient’s mobile number' },
  { name: 'content', meaning: 'the text as this recipient gets it, with what was merged into it' },
  { name: 'from', meaning: 'the sender you chose, when you chose one' },
  { name: 'clientMessageId', meaning: 'a random number of ours for this text; it says nothing about the person' },
];

export const oneApiHeaders: GatewayManifest['headers'] = [
  { name: 'Authorization', meaning: 'your API key' },
  { name: 'Accept', meaning: 'always “application/json”' },
  { name: 'Content-Type', meaning: 'always “application/json”' },
  { name: 'User-Agent', meaning: 'always “Assent”, without version or system' },
  { name: 'Host', meaning: 'the name of the host itself' },
  { name: 'Connection', meaning: 'asks to keep the connection open' },
  { name: 'Content-Length', meaning: 'how long the request is' },
];

export const neverSent: readonly string[] = [
  'names and other columns of your lists (unless you merge them into the text)',
  'lists, groups and campaign names',
  'notes',
  'consent evidence and the ledger',
  'replies and history',
];

const notKnown = 'not known';

function relayHost(replies: URL): GatewayManifest['hosts'][number] {
  return { origin: replies.origin, paths: [`${replies.pathname}?after={cursor}`] };
}

/** Where the One API's calls live below a base address. */
export function oneApiPaths(base: URL): { messages: string; message: string; balance: string } {
  const prefix = base.pathname.replace(/\/+$/, '');
  return { messages: `${prefix}/v1/message`, message: `${prefix}/v1/message/{id}`, balance: `${prefix}/v1/balance` };
}

/** What the Clickatell One API at `base` is told, and your own relay at `replies` if any. Never guesses: "not known". */
export function clickatellManifest(base: URL, replies: URL | null): GatewayManifest {
  const { messages, message, balance } = oneApiPaths(base);
  const hosts = [{ origin: base.origin, paths: [messages, message, balance] }];
  if (replies?.origin === base.origin) hosts[0]?.paths.push(...relayHost(replies).paths);
  else if (replies) hosts.push({ ...relayHost(replies), paths: [...relayHost(replies).paths] });
  return {
    kind: 'clickatell',
    title: 'Clickatell One API',
    hosts,
    fields: oneApiFields,
    headers: oneApiHeaders,
    notSent: neverSent,
    legalEntity: notKnown,
    country: notKnown,
    retention: notKnown,
    termsUrl: 'https://www.clickatell.com/legal/connect-suite/platform/',
    whatTheyMayDo: [
      'see your internet address and the time of every request',
      'store the number and the text; for how long is not known',
      'filter texts and rewrite the sender',
      'hand texts to carriers: by its terms it is “just a conduit”, and texts pass a chain of networks and aggregators',
    ],
    optOutBehaviour:
      'Refuses texts to people who opted out there (code 26); Assent then puts the number on your blocklist. ' +
      'In the USA it requires its own STOP and SUBSCRIBE commands. Who confirms an opt-out to the person is not known.',
  };
}
