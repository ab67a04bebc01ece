import type { ServiceContext } from '../context.ts';
import type { PageRequest } from '../storage-port.ts';

/** Replies as they came, with what the app did about each. */
export function createInboxService({ storage }: ServiceContext) {
  return {
    async list(input: PageRequest & { readonly campaignId: number | null }) {
      const { rows, next, total } = await storage.read.inbox(input);
      const view = rows.map(({ id, from, e164, name, contactId, text, verdict, cancelled, gateway, receivedAtMs }) => {
        const waiting = cancelled > 0 ? `, ${cancelled} waiting ${cancelled === 1 ? 'text' : 'texts'} cancelled` : '';
        const done =
          verdict !== 'stop'
            ? 'Nothing to do'
            : e164 === null
              ? 'Asked to stop, but the sender is no phone number'
              : `Blocked for good${waiting}`;
        return { id, from, shown: e164 ?? from, name, contactId, text, verdict, done, gateway, receivedAtMs };
      });
      return { rows: view, next, total };
    },
  };
}
