import { withoutReferenceChecks } from './database.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { audiencePerson, audienceSize, fieldsMissing } from './queries/audience.ts';
import {
  campaign,
  campaignMove,
  campaignPage,
  campaignRemove,
  campaignSave,
  campaignStart,
  campaignsIn,
} from './queries/campaigns.ts';
import { contactBulk } from './queries/contact-bulk.ts';
import { contactCreate, contactEdit, noteAdd, noteRemove } from './queries/contact-edits.ts';
import { contactExtras, ruleSize, savedViews, viewRemove, viewSave } from './queries/contact-extras.ts';
import { fieldAdd, fieldChange, fieldOrder, fieldRemove, managedFields } from './queries/contact-fields.ts';
import { contactMerge, merges } from './queries/contact-merge.ts';
import { contactApart, mergePairs } from './queries/contact-pairs.ts';
import { undoApply, undoForget } from './queries/contact-undo.ts';
import { catalogue, ruleIds } from './queries/filters.ts';
import { listChange, listCreate, listIds, listRemove, lists } from './queries/lists.ts';
import { tagRemove, tags } from './queries/tags.ts';
import { exportRows } from './queries/view-rows.ts';
import { viewClose, viewCount, viewIds, viewOpen, viewRows } from './queries/views.ts';
import { grantConsent, ledgerCheck } from './queries/ledger.ts';
import { suppressionOf } from './queries/suppression-of.ts';
import { blockPage, suppress } from './queries/suppressions.ts';
import { contactFile, contactPage, fields, workspace } from './queries/contacts.ts';
import { disclosedDays, disclosedTexts, firstDisclosure } from './queries/disclosures.ts';
import { gatewayAccept, gatewayAdd, gateways, gatewayWithdraw } from './queries/gateways.ts';
import { home } from './queries/home.ts';
import { importUndoCheck, undoImport } from './importing/undo-import.ts';
import { ImportSession } from './importing/import-session.ts';
import { fieldList } from './queries/fields.ts';
import { importDraft, importDraftRemove, importDrafts, importDraftSave } from './queries/import-drafts.ts';
import { columnMemory, importOf, importRejects, imports, numbersKnown, rememberColumns } from './queries/imports.ts';
import { inbox, inboxReply } from './queries/inbox.ts';
import { recordInbound } from './queries/replies.ts';
import { reviewDecide, reviewsOverdue } from './queries/reply-reviews.ts';
import { messageFile, people, skipReasons } from './queries/people.ts';
import { personDecision, preflight } from './queries/preflight.ts';
import { receipts, receiptsDue, receiptsOpen } from './queries/receipts.ts';
import { recover, tick } from './queries/tick.ts';
import type { StorageReads, StorageWrites } from '../services/storage-port.ts';

type Over<Db, Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (input: infer I) => infer O ? (db: Db, input: I) => O : never;
};

/** What a reading connection can be asked. */
export const reads: Over<ReadableDb, StorageReads> = Object.freeze({
  workspace,
  contactPage,
  contactFile,
  fields,
  fieldsMissing,
  audienceSize,
  audiencePerson,
  imports,
  importOf,
  importRejects,
  importUndoCheck,
  importDrafts,
  importDraft,
  columnMemory,
  numbersKnown,
  fieldList,
  blockPage,
  suppressionOf,
  gateways,
  disclosedDays,
  disclosedTexts,
  firstDisclosure,
  campaignPage,
  campaign,
  campaignsIn,
  preflight,
  personDecision,
  people,
  skipReasons,
  messageFile,
  inbox,
  inboxReply,
  receiptsDue,
  receiptsOpen,
  home,
  ledgerCheck,
  viewOpen,
  viewCount,
  viewRows,
  viewIds,
  viewClose,
  ruleSize,
  ruleIds,
  catalogue,
  tags,
  lists,
  listIds,
  contactExtras,
  mergePairs,
  merges,
  savedViews,
  managedFields,
  exportRows,
});

/** An import's calls share a transaction of their own (import-session.ts); undoing one has its own kind (database.ts). */
type ImportCall = 'importBegin' | 'importLoad' | 'importFinish' | 'importAbort' | 'importUndo';

/** What the writing connection can be told, each in one transaction. */
const writes: Over<WritableDb, Omit<StorageWrites, ImportCall>> = Object.freeze({
  importDraftSave,
  importDraftRemove,
  rememberColumns,
  grantConsent,
  block: suppress,
  gatewayAdd,
  gatewayAccept,
  gatewayWithdraw,
  campaignSave,
  campaignRemove,
  campaignStart,
  campaignMove,
  tick,
  receipts,
  inbound: recordInbound,
  reviewDecide,
  reviewsOverdue,
  recover,
  contactCreate,
  contactEdit,
  contactBulk,
  contactMerge,
  contactApart,
  undoApply,
  undoForget,
  noteAdd,
  noteRemove,
  listCreate,
  listChange,
  listRemove,
  tagRemove,
  viewSave,
  viewRemove,
  fieldAdd,
  fieldChange,
  fieldOrder,
  fieldRemove,
});

/** Everything that changes a workspace, on its one writing connection: a call is done whole or not at all. */
export function createWrites(db: WritableDb): StorageWrites {
  const session = new ImportSession(db);
  const alone = Object.entries(writes).map(([name, write]) => {
    const run = write as (db: WritableDb, input: unknown) => unknown;
    const call = (input: unknown): unknown => {
      session.giveWay();
      return db.transaction(() => run(db, input)).immediate();
    };
    return [name, call] as const;
  });
  return Object.freeze({
    ...(Object.fromEntries(alone) as Omit<StorageWrites, ImportCall>),
    importUndo(input) {
      session.giveWay();
      return withoutReferenceChecks(db, () => undoImport(db, input));
    },
    importBegin: (input) => session.begin(input),
    importLoad: (input) => session.load(input),
    importFinish: (input) => session.finish(input),
    importAbort: (input) => session.abort(input),
  } satisfies StorageWrites);
}
