import { z } from 'zod';
import { command, query } from './call.ts';
import { contactCalls } from './contact-calls.ts';
import * as campaigns from './schemas/campaigns.ts';
import {
  atMs,
  audience,
  clientId,
  count,
  country,
  id,
  line,
  nothing,
  page,
  pageInput,
  purpose,
  shortText,
} from './schemas/values.ts';
import * as contacts from './schemas/contacts.ts';
import * as gateways from './schemas/gateways.ts';
import * as imports from './schemas/imports.ts';
import * as inbox from './schemas/inbox.ts';

const settings = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']),
  actor: shortText,
  /** How high the rows of a long list are. */
  density: z.enum(['comfortable', 'compact']),
  /** Long lists as plain tables of 50 rows a page. */
  simpleTable: z.boolean(),
});

/** Every call the renderer can make: THE border. Name = `area.verb`. Input and output are both parsed in main. */
export const calls = {
  'app.state': query(
    nothing,
    z.strictObject({
      workspace: gateways.workspaceInfo.nullable(),
      /** Why the workspace could not be opened, in words; null when there is none yet or it is open. */
      problem: z.strictObject({ code: shortText, what: line, notDone: line, next: line }).nullable(),
      suggestedCountry: country,
      suggestedZone: shortText,
      settings,
      secrets: z.strictObject({ available: z.boolean(), backend: shortText }),
      countries: z.array(z.strictObject({ code: country, name: shortText, callingCode: shortText })).max(300),
    }),
  ),
  'app.saveSettings': command(settings, settings),
  'workspace.create': command(
    z.strictObject({ business: shortText.min(1), country, zone: shortText }),
    gateways.workspaceInfo,
  ),
  'workspace.info': query(nothing, gateways.workspaceInfo),
  'home.summary': query(nothing, campaigns.homeSummary),

  ...contactCalls,
  'contacts.page': query(z.strictObject({ search: shortText, ...pageInput }), page(contacts.contactRow)),
  'contacts.get': query(z.strictObject({ id }), contacts.contactDetail),
  'contacts.fields': query(nothing, z.array(z.strictObject({ key: shortText, label: shortText, filled: count }))),

  'files.choose': command(nothing, imports.chosenFile.nullable()),
  /** A table somebody pasted, kept in a private file until it is imported. */
  'files.paste': command(z.strictObject({ text: z.string().min(1).max(20_000_000) }), imports.chosenFile),
  /** Opens an encrypted workbook for as long as its token is good; the password is held in memory and nowhere else. */
  'imports.unlock': command(
    z.strictObject({ token: imports.fileToken, password: z.string().min(1).max(255) }),
    nothing,
  ),
  'imports.describe': query(z.strictObject(imports.tableChoice), imports.description),
  'imports.check': command(imports.runInput, imports.checkReport),
  'imports.rows': query(imports.rowsInput, imports.rowsPage),
  /** Nobody looks at the rows any more. */
  'imports.forgetRows': command(nothing, nothing),
  'imports.run': command(imports.runInput, imports.importReport),
  'imports.pause': command(z.strictObject({ clientId }), nothing),
  'imports.resume': command(z.strictObject({ clientId }), nothing),
  'imports.cancel': command(z.strictObject({ clientId }), nothing),
  'imports.list': query(nothing, z.array(imports.importRow).max(200)),
  'imports.get': query(z.strictObject({ id }), imports.importReport),
  'imports.saveRejects': command(
    z.strictObject({ id, format: z.enum(['csv', 'xlsx']) }),
    z.strictObject({ savedAs: line.nullable() }),
  ),
  /** The rejected rows as a new import in the making. */
  'imports.mendRejects': command(z.strictObject({ id }), imports.mendable),
  /** An empty table with headings that the import knows. */
  'imports.saveTemplate': command(nothing, z.strictObject({ savedAs: line.nullable() })),
  'imports.undoCheck': query(z.strictObject({ id }), imports.undo),
  'imports.undo': command(z.strictObject({ id, by: shortText.min(1) }), imports.undo),
  'imports.statements': query(nothing, z.array(z.strictObject({ name: shortText, words: line }))),
  'imports.drafts': query(nothing, z.array(imports.draft).max(50)),
  'imports.saveDraft': command(
    z.strictObject({ token: imports.fileToken, step: shortText, answers: z.string().max(1_000_000), clientId }),
    imports.draft,
  ),
  'imports.openDraft': command(z.strictObject({ draftId: id }), imports.openedDraft),
  'imports.removeDraft': command(z.strictObject({ draftId: id }), nothing),

  'consent.grant': command(
    z.strictObject({ purpose, audience, wording: line, evidence: line, by: shortText, clientId }),
    z.strictObject({ matched: count, granted: count, already: count, blocked: count }),
  ),
  'blocklist.page': query(z.strictObject({ search: shortText, ...pageInput }), page(contacts.blockRow)),
  'blocklist.add': command(
    z.strictObject({ number: shortText, note: line, by: shortText }),
    z.strictObject({ e164: shortText, shown: shortText, added: z.boolean(), cancelled: count }),
  ),

  'audience.options': query(
    nothing,
    z.strictObject({
      all: count,
      imports: z.array(z.strictObject({ importId: id, fileName: line, atMs, people: count })).max(200),
      /** Lists with their size; a segment's size is asked by `audience.count`. */
      lists: z.array(z.strictObject({ listId: id, name: line, people: count })).max(2_000),
      segments: z.array(z.strictObject({ segmentId: id, name: line, words: z.string().max(60_000) })).max(2_000),
      tags: z.array(z.strictObject({ tag: shortText, people: count })).max(5_000),
    }),
  ),
  'audience.count': query(
    z.strictObject({ audience, purpose }),
    z.strictObject({ matched: count, mayText: count, reasons: z.array(campaigns.skipReason) }),
  ),
  'text.measure': query(
    z.strictObject({
      text: campaigns.messageText,
      purpose: purpose.nullable(),
      sender: shortText.nullable(),
      audience: audience.nullable(),
      /** Whose values the preview shows: a contact, or the n-th person of the audience. */
      previewContactId: id.nullable(),
      previewPosition: count.nullable(),
    }),
    campaigns.measure,
  ),
  'text.replaceSafely': query(
    z.strictObject({ text: campaigns.messageText, characters: z.array(shortText).max(200).nullable() }),
    z.strictObject({ text: campaigns.messageText }),
  ),

  'campaigns.list': query(z.strictObject(pageInput), page(campaigns.campaignRow)),
  'campaigns.save': command(z.strictObject({ id: id.nullable(), ...campaigns.draft }), campaigns.campaign),
  'campaigns.get': query(z.strictObject({ id }), campaigns.campaign),
  'campaigns.remove': command(z.strictObject({ id }), nothing),
  'campaigns.check': query(z.strictObject({ id, rehearseAtMs: atMs.nullable() }), campaigns.check),
  'campaigns.start': command(
    /** `rehearseAtMs`: the hour a rehearsal pretends it is; refused on a real gateway. */
    z.strictObject({ id, revision: count, expectedPeople: count, clientId, rehearseAtMs: atMs.nullable() }),
    campaigns.campaignRow,
  ),
  'campaigns.pause': command(z.strictObject({ id }), campaigns.campaignRow),
  'campaigns.resume': command(z.strictObject({ id }), campaigns.campaignRow),
  'campaigns.stop': command(z.strictObject({ id }), campaigns.campaignRow),
  'campaigns.people': query(
    z.strictObject({ id, filter: campaigns.personFilter, ...pageInput }),
    page(campaigns.personRow),
  ),
  'campaigns.skipReasons': query(z.strictObject({ id }), z.array(campaigns.skipReason)),
  'messages.timeline': query(z.strictObject({ messageId: id }), campaigns.messageTimeline),

  'gateways.list': query(nothing, z.array(gateways.gatewayRow).max(100)),
  'gateways.add': command(
    z.strictObject({
      name: shortText.min(1),
      kind: gateways.gatewayKind,
      url: shortText.nullable(),
      repliesUrl: shortText.nullable(),
      credential: z.string().max(500).nullable(),
    }),
    gateways.gatewayRow,
  ),
  'gateways.sheet': query(z.strictObject({ id }), gateways.sheet),
  'gateways.accept': command(z.strictObject({ id, digest: shortText, by: shortText.min(1) }), gateways.gatewayRow),
  /** Ends the use of a gateway until its sheet is accepted anew; `paused`: campaigns that were being sent through it. */
  'gateways.withdraw': command(
    z.strictObject({ id, by: shortText.min(1) }),
    z.strictObject({ gateway: gateways.gatewayRow, paused: count }),
  ),
  'privacy.disclosures': query(z.strictObject({ month: shortText.nullable() }), gateways.disclosures),
  'gateways.test': command(z.strictObject({ id }), z.array(gateways.connectionCheck).max(20)),
  'gateways.poll': command(nothing, z.strictObject({ texts: count, receipts: count, problems: z.array(line) })),
  'inbox.list': query(
    z.strictObject({ campaignId: id.nullable(), filter: inbox.inboxFilter, ...pageInput }),
    page(inbox.inboxRow),
  ),
  /** A person's decision about a reply that may be a stop. */
  'inbox.decide': command(inbox.decision, inbox.inboxRow),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Input<N extends CallName> = z.infer<Calls[N]['input']>;
export type Output<N extends CallName> = z.infer<Calls[N]['output']>;

/** One function per call: a missing or mistyped handler does not compile. */
export type Handlers<Names extends CallName = CallName> = {
  readonly [N in Names]: (input: Input<N>) => Promise<Output<N>>;
};
