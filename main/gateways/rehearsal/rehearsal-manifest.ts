import { neverSent, oneApiFields, oneApiHeaders } from '../clickatell/manifest.ts';
import type { GatewayManifest } from '../../services/ports.ts';

/** What the rehearsal is told. Its port changes from start to start and is no part of it, so an acceptance lasts. */
export const rehearsalManifest: GatewayManifest = {
  kind: 'rehearsal',
  title: 'Rehearsal on this computer',
  hosts: [
    {
      origin: 'http://127.0.0.1:*',
      paths: ['/v1/message', '/v1/message/{id}', '/v1/balance', '/relay/events?after={cursor}'],
    },
  ],
  fields: oneApiFields,
  headers: oneApiHeaders,
  notSent: neverSent,
  legalEntity: 'none: it is part of Assent',
  country: 'none: nothing leaves this computer',
  retention: 'kept in memory until Assent is closed',
  termsUrl: null,
  whatTheyMayDo: [
    'nothing leaves this computer; no text reaches a telephone',
    'make up refusals, receipts and replies',
  ],
  optOutBehaviour:
    'Refuses a few people as opted out (code 26), and a few others reply STOP, so that you see what Assent does.',
};
