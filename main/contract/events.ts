import { z } from 'zod';
import { counts } from './schemas/campaigns.ts';
import { clientId, count, id } from './schemas/values.ts';

/** Main -> renderer. Progress at most four times a second; the renderer patches or asks again. */
export const events = {
  'imports.progress': z.strictObject({ clientId, rows: count, share: z.number() }),
  'campaigns.progress': z.strictObject({ id, counts, perSecond: z.number() }),
  'campaigns.changed': z.strictObject({ id }),
  'contacts.changed': z.strictObject({}),
  /** A bulk change or an export of many, by the clientId it was asked with. */
  'contacts.progress': z.strictObject({ clientId, done: count, total: count }),
  'consent.changed': z.strictObject({}),
  'inbox.received': z.strictObject({ texts: count, stops: count }),
  'gateways.changed': z.strictObject({}),
  /** Asked for by the menu or the operating system: go to this screen. */
  'app.navigate': z.strictObject({ route: z.string().max(200) }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventData<N extends EventName> = z.infer<Events[N]>;
