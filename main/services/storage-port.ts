import type { Audience } from '#domain/campaign/audience.ts';
import type { CampaignState } from '#domain/campaign/campaign-state.ts';
import type { GateCode, GateOutcome } from '#domain/consent/gate-codes.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { MessageState } from '#domain/message/message-state.ts';
import type { ConsentEventRow, ConsentReads, ConsentWrites } from './consent-port.ts';
import type { ContactReads, ContactWrites } from './contact-port.ts';
import type {
  ImportBegin,
  ImportDraft,
  ImportFinish,
  ImportOutcome,
  ImportReject,
  ImportRow,
  PeopleBatch,
  UndoOutcome,
} from './import-port.ts';
import type { GatewayReads, GatewayWrites } from './gateway-port.ts';
import type { GatewayKind } from './ports.ts';
import type { InboxFilter, InboxRow, ReplyWrites } from './reply-port.ts';
import type { SendingReads, SendingWrites } from './sending-port.ts';
import type { Suppression, SuppressionReads, SuppressionWrites } from './suppression-port.ts';

// The Storage port. One call is one transaction; nothing is held open across an await, so another engine than SQLite
// can stand behind it. Reads never change anything; writes either happen whole or not at all.

export interface PageRequest {
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: Row[];
  readonly next: string | null;
  readonly total: number;
}

export interface WorkspaceRow {
  readonly workspaceId: string;
  readonly business: string;
  readonly country: string;
  readonly zone: string;
  readonly createdAtMs: number;
  readonly schemaVersion: number;
  readonly contacts: number;
  readonly messages: number;
  readonly blocked: number;
  readonly bytes: number;
}

export interface ContactRow {
  readonly id: number;
  readonly e164: string;
  readonly country: string | null;
  readonly numberType: string;
  readonly isTextable: boolean;
  readonly name: string;
  readonly suppression: Suppression | null;
  readonly grantedPurposes: readonly Purpose[];
  /** True while a reply of theirs that may be a stop waits for a decision. */
  readonly isReviewPending: boolean;
  readonly lastMessageAtMs: number | null;
  readonly addedAtMs: number;
}

export interface ContactFile {
  readonly contact: ContactRow;
  readonly values: readonly (readonly [string, string])[];
  readonly consents: readonly {
    readonly purpose: Purpose;
    readonly state: 'granted' | 'withdrawn';
    readonly event: ConsentEventRow;
  }[];
  readonly events: readonly ConsentEventRow[];
  readonly imports: readonly {
    readonly importId: number;
    readonly fileName: string;
    readonly row: number;
    readonly atMs: number;
    readonly outcome: string;
  }[];
  readonly messages: readonly MessageRow[];
  readonly inbound: readonly InboxRow[];
}

export type FieldType = 'text' | 'number' | 'date' | 'choice' | 'yesNo';

/** A field of the contacts: its values stand at `position` of each contact's values. */
export interface ContactField {
  readonly position: number;
  readonly key: string;
  readonly label: string;
  readonly type: FieldType;
  /** What a choice can be; empty for other types. */
  readonly options: readonly string[];
}

export interface CampaignDraft {
  readonly name: string;
  readonly purpose: Purpose | null;
  readonly gatewayId: number | null;
  readonly sender: string | null;
  readonly text: string;
  readonly audience: Audience | null;
}

export interface CampaignCounts {
  readonly matched: number;
  readonly waiting: number;
  readonly submitting: number;
  readonly accepted: number;
  readonly enroute: number;
  readonly delivered: number;
  readonly failed: number;
  readonly uncertain: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly parts: number;
}

export interface CampaignRow extends CampaignDraft {
  readonly id: number;
  readonly state: CampaignState;
  readonly revision: number;
  readonly gateway: string | null;
  readonly gatewayKind: GatewayKind | null;
  readonly rehearseOffsetMs: number;
  readonly pauseReason: string | null;
  readonly counts: CampaignCounts;
  readonly replies: number;
  readonly optOuts: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

export interface SkipReason {
  readonly code: GateCode;
  readonly outcome: GateOutcome;
  readonly count: number;
  readonly examples: readonly {
    readonly contactId: number;
    readonly name: string;
    readonly e164: string;
    readonly detail: string | null;
  }[];
}

/** What a whole audience looks like to the gate and on the bill. */
export interface Preflight {
  readonly matched: number;
  readonly willGet: number;
  readonly later: number;
  readonly nextOpenAtMs: number | null;
  readonly reasons: readonly SkipReason[];
  readonly holds: readonly SkipReason[];
  readonly parts: number;
  readonly spread: readonly { readonly parts: number; readonly people: number }[];
  readonly encodings: readonly { readonly encoding: 'GSM-7' | 'UCS-2'; readonly people: number }[];
  readonly longest: { readonly contactId: number; readonly text: string; readonly parts: number } | null;
  /** Of `willGet`: people whose only ground is that an import recorded them. */
  readonly onRelationship: number;
}

export interface PreflightRequest {
  readonly draft: CampaignDraft & { readonly purpose: Purpose; readonly audience: Audience };
  readonly gateway: 'accepted' | 'notAccepted' | 'sheetChanged';
  readonly atMs: number;
}

export interface MessageRow {
  readonly messageId: number;
  readonly campaignId: number;
  readonly campaign: string;
  readonly contactId: number | null;
  readonly name: string;
  readonly e164: string;
  readonly state: MessageState;
  readonly parts: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly code: string | null;
  readonly detail: string | null;
  readonly gatewayMessageId: string | null;
  readonly notBeforeMs: number;
  readonly submittedAtMs: number | null;
  readonly updatedAtMs: number;
}

export interface MessageFile {
  readonly message: MessageRow;
  readonly text: string;
  readonly events: readonly {
    readonly atMs: number;
    readonly event: string;
    readonly toState: MessageState;
    readonly detail: string;
  }[];
  readonly decisions: readonly {
    readonly atMs: number;
    readonly stage: 'build' | 'dispatch';
    readonly allowed: boolean;
    readonly code: string | null;
    readonly ruleSet: string;
  }[];
}

export type PersonFilter = 'all' | 'waiting' | 'onTheWay' | 'delivered' | 'failed' | 'uncertain' | 'skipped';

export interface HomeFigures {
  readonly contacts: number;
  readonly gateways: number;
  readonly acceptedGateways: number;
  readonly uncertain: readonly { readonly campaignId: number; readonly name: string; readonly count: number }[];
  readonly paused: readonly {
    readonly campaignId: number;
    readonly name: string;
    readonly reason: string | null;
    readonly count: number;
  }[];
  readonly days: readonly {
    readonly day: string;
    readonly delivered: number;
    readonly failed: number;
    readonly other: number;
  }[];
  readonly optedOut: number;
  readonly replies: number;
  /** Replies that wait for a decision, and when the first of them counts as a stop. */
  readonly reviews: number;
  readonly reviewDueAtMs: number | null;
}

/** Questions. */
export interface StorageReads extends ConsentReads, ContactReads, GatewayReads, SendingReads, SuppressionReads {
  workspace(input: Record<string, never>): WorkspaceRow;
  contactPage(input: PageRequest & { readonly search: string }): Page<ContactRow>;
  contactFile(input: { readonly id: number } | { readonly e164: string }): ContactFile | null;
  fields(input: Record<string, never>): { readonly key: string; readonly label: string; readonly filled: number }[];
  fieldsMissing(input: {
    readonly audience: Audience;
    readonly keys: readonly string[];
  }): readonly { readonly key: string; readonly peopleWithout: number }[];
  audienceSize(input: { readonly audience: Audience }): number;
  audiencePerson(input: { readonly audience: Audience; readonly position: number } | { readonly contactId: number }): {
    readonly contactId: number;
    readonly name: string;
    readonly values: readonly (readonly [string, string])[];
  } | null;
  imports(input: Record<string, never>): (ImportRow & { readonly people: number })[];
  importOf(
    input: { readonly id: number } | { readonly sha256: string } | { readonly clientId: string },
  ): ImportRow | null;
  importRejects(input: { readonly id: number; readonly limit: number }): readonly ImportReject[];
  importUndoCheck(input: { readonly id: number }): UndoOutcome;
  importDrafts(input: Record<string, never>): ImportDraft[];
  importDraft(input: { readonly id: number }): ImportDraft | null;
  /** For each number (E.164 digits) 0 = not here, 1 = a contact, 2 = on the blocklist. */
  numbersKnown(input: { readonly numbers: Float64Array }): Uint8Array;
  columnMemory(input: { readonly fingerprint: string }): (string | null)[] | null;
  fieldList(input: Record<string, never>): ContactField[];
  campaignPage(input: PageRequest): Page<CampaignRow>;
  campaign(input: { readonly id: number }): CampaignRow | null;
  campaignsIn(input: { readonly states: readonly CampaignState[] }): CampaignRow[];
  preflight(input: PreflightRequest): Preflight;
  people(input: PageRequest & { readonly campaignId: number; readonly filter: PersonFilter }): Page<MessageRow>;
  skipReasons(input: { readonly campaignId: number }): SkipReason[];
  messageFile(input: { readonly messageId: number }): MessageFile | null;
  inbox(input: PageRequest & { readonly campaignId: number | null; readonly filter: InboxFilter }): Page<InboxRow>;
  inboxReply(input: { readonly id: number }): InboxRow | null;
  home(input: { readonly nowMs: number; readonly zone: string }): HomeFigures;
}

/** Changes; each is one transaction. */
export interface StorageWrites
  extends ConsentWrites, ContactWrites, GatewayWrites, SendingWrites, ReplyWrites, SuppressionWrites {
  importBegin(input: ImportBegin): null;
  /** Takes people of the file; the workspace does not change before `importFinish`. */
  importLoad(input: { readonly clientId: string; readonly batch: PeopleBatch }): null;
  importFinish(input: ImportFinish): ImportOutcome;
  importAbort(input: { readonly clientId: string }): null;
  importUndo(input: { readonly id: number; readonly by: string; readonly nowMs: number }): UndoOutcome;
  importDraftSave(input: Omit<ImportDraft, 'draftId' | 'updatedAtMs'> & { readonly nowMs: number }): number;
  importDraftRemove(input: { readonly id: number } | { readonly clientId: string }): ImportDraft | null;
  rememberColumns(input: {
    readonly fingerprint: string;
    readonly mapping: readonly (string | null)[];
    readonly nowMs: number;
  }): null;
  campaignSave(input: { readonly id: number | null; readonly draft: CampaignDraft; readonly nowMs: number }): number;
  campaignRemove(input: { readonly id: number }): null;
  /** T0 of the send design: every message row of a campaign and `draft -> sending`, all or nothing. */
  campaignStart(input: {
    readonly id: number;
    readonly revision: number;
    readonly expectedPeople: number;
    readonly clientId: string;
    readonly rehearseOffsetMs: number;
    readonly gateway: 'accepted' | 'notAccepted' | 'sheetChanged';
    readonly nowMs: number;
  }): null;
  campaignMove(input: {
    readonly id: number;
    readonly event: 'pause' | 'resume' | 'finish' | 'stop';
    readonly reason: string | null;
    readonly nowMs: number;
  }): null;
}

type Asynchronous<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (input: infer I) => infer O ? (input: I) => Promise<O> : never;
};

/** Storage as its users see it. Throws `storage.*` and `workspace.*`. */
export interface Storage {
  readonly read: Asynchronous<StorageReads>;
  readonly write: Asynchronous<StorageWrites>;
  close(): Promise<void>;
}
