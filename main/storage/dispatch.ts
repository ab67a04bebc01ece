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
import { fieldAdd, fieldChange, fieldRemove, managedFields } from './queries/contact-fields.ts';
import { contactMerge } from './queries/contact-merge.ts';
import { mergePairs } from './queries/contact-pairs.ts';
import { undoApply, undoForget } from './queries/contact-undo.ts';
import { catalogue, ruleIds } from './queries/filters.ts';
import { listChange, listCreate, listIds, listRemove, lists } from './queries/lists.ts';
import { tagRemove, tags } from './queries/tags.ts';
import { exportRows } from './queries/view-rows.ts';
import { viewClose, viewCount, viewIds, viewOpen, viewRows } from './queries/views.ts';
import { blockPage, grantConsent, ledgerCheck, suppress, suppressionOf } from './queries/consent.ts';
import { contactExport, contactFile, contactPage, fields, workspace } from './queries/contacts.ts';
import { gatewayAccept, gatewayAdd, gateways } from './queries/gateways.ts';
import { home } from './queries/home.ts';
import {
  importAbort,
  importBegin,
  importFinish,
  importOf,
  importRejects,
  importStage,
  imports,
} from './queries/imports.ts';
import { inbox, recordInbound } from './queries/inbox.ts';
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
  contactExport,
  fields,
  fieldsMissing,
  audienceSize,
  audiencePerson,
  imports,
  importOf,
  importRejects,
  blockPage,
  suppressionOf,
  gateways,
  campaignPage,
  campaign,
  campaignsIn,
  preflight,
  personDecision,
  people,
  skipReasons,
  messageFile,
  inbox,
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
  savedViews,
  managedFields,
  exportRows,
});

/** What the writing connection can be told; the worker runs each in one transaction. */
export const writes: Over<WritableDb, StorageWrites> = Object.freeze({
  importBegin,
  importStage,
  importFinish,
  importAbort,
  grantConsent,
  block: suppress,
  gatewayAdd,
  gatewayAccept,
  campaignSave,
  campaignRemove,
  campaignStart,
  campaignMove,
  tick,
  receipts,
  inbound: recordInbound,
  recover,
  contactCreate,
  contactEdit,
  contactBulk,
  contactMerge,
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
  fieldRemove,
});
