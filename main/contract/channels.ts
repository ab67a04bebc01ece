import type { CallName } from './contract.ts';
import type { EventName } from './events.ts';

// Names as values, without zod, for the preload's allow-list. A missing or extra name is a compile error.
const callTable = {
  'app.state': true,
  'app.saveSettings': true,
  'workspace.create': true,
  'workspace.info': true,
  'home.summary': true,
  'contacts.page': true,
  'contacts.get': true,
  'contacts.fields': true,
  'files.choose': true,
  'imports.describe': true,
  'imports.check': true,
  'imports.run': true,
  'imports.cancel': true,
  'imports.list': true,
  'imports.get': true,
  'imports.saveRejects': true,
  'consent.grant': true,
  'blocklist.page': true,
  'blocklist.add': true,
  'audience.options': true,
  'audience.count': true,
  'text.measure': true,
  'text.replaceSafely': true,
  'campaigns.list': true,
  'campaigns.save': true,
  'campaigns.get': true,
  'campaigns.remove': true,
  'campaigns.check': true,
  'campaigns.start': true,
  'campaigns.pause': true,
  'campaigns.resume': true,
  'campaigns.stop': true,
  'campaigns.people': true,
  'campaigns.skipReasons': true,
  'messages.timeline': true,
  'gateways.list': true,
  'gateways.add': true,
  'gateways.sheet': true,
  'gateways.accept': true,
  'gateways.test': true,
  'gateways.poll': true,
  'inbox.list': true,
} as const satisfies Record<CallName, true>;

const eventTable = {
  'imports.progress': true,
  'campaigns.progress': true,
  'campaigns.changed': true,
  'contacts.changed': true,
  'consent.changed': true,
  'inbox.received': true,
  'gateways.changed': true,
  'app.navigate': true,
} as const satisfies Record<EventName, true>;

export const callNames = Object.keys(callTable) as readonly CallName[];
export const eventNames = Object.keys(eventTable) as readonly EventName[];
