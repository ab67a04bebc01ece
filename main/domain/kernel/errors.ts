/**
 * The catalogue of everything that can go wrong in a way the user can act on: code -> details.
 * A code is `area.reason`. Words for each stand in `error-words.ts`; a code without words does not compile.
 */
export interface ErrorDetails {
  'audience.unknown': { audience: string };
  'campaign.changed': { expected: number; found: number };
  'campaign.nobody': { matched: number };
  'campaign.notFound': { id: number };
  'campaign.realGateway': { name: string };
  'campaign.wrongState': { id: number; state: string; wanted: string };
  'bulk.cancelled': { done: number };
  'consent.incomplete': { field: string };
  'contact.exists': { number: string; name: string };
  'contact.notFound': { number: string };
  'export.cancelled': { people: number };
  'field.badValue': { label: string; value: string; expected: string };
  'field.badValues': { label: string; count: number; examples: readonly string[]; expected: string };
  'field.exists': { label: string };
  'field.inUse': { label: string; usedBy: readonly string[] };
  'field.unknown': { key: string };
  'file.changed': { fileName: string };
  'file.damaged': { fileName: string; detail: string };
  'file.empty': { fileName: string };
  'file.encrypted': { fileName: string };
  'file.lockedOtherwise': { fileName: string };
  'file.noRoom': { detail: string };
  'file.noNumberColumn': { fileName: string; columns: readonly string[] };
  'file.noSuchSheet': { fileName: string; sheet: string; sheets: readonly string[] };
  'file.notFound': { fileName: string };
  'file.notReadable': { fileName: string; detail: string };
  'file.notWritable': { fileName: string; detail: string };
  'file.tooLarge': { fileName: string; limit: string };
  'file.unknownColumn': { column: string; columns: readonly string[] };
  'file.wrongPassword': { fileName: string };
  'file.wrongType': { fileName: string; expected: string; found: string };
  'gateway.badAnswer': { gateway: string; detail: string };
  'gateway.credentials': { gateway: string; detail: string };
  'gateway.egressRefused': { gateway: string; detail: string };
  'gateway.exists': { name: string };
  'gateway.noBalance': { gateway: string; detail: string };
  'gateway.notAccepted': { name: string };
  'gateway.notFound': { name: string };
  'gateway.refused': { gateway: string; detail: string };
  'gateway.secretMissing': { name: string; source: string };
  'gateway.sheetChanged': { name: string };
  'gateway.timeout': { gateway: string; detail: string };
  'gateway.unreachable': { gateway: string; detail: string };
  'gateway.urlRefused': { url: string; detail: string };
  'import.cancelled': { rows: number };
  'import.noDraft': { id: number };
  'import.nothingToMend': { id: number };
  'import.notFound': { id: number };
  'import.permissionFile': { detail: string };
  'inbox.incomplete': { field: string };
  'inbox.notFound': { id: number };
  'inbox.nothingToDecide': { id: number; decision: string | null };
  'list.exists': { name: string };
  'list.inUse': { name: string; usedBy: readonly string[] };
  'list.notFound': { id: number };
  'import.refused': { statement: string };
  'import.undone': { id: number; atMs: number };
  'merge.badSyntax': { detail: string; position: number };
  'merge.unknownField': { field: string; known: readonly string[] };
  'phone.invalid': { number: string; reason: string };
  'rule.badSyntax': { detail: string; position: number };
  'rule.invalid': { detail: string };
  'secrets.unavailable': { backend: string };
  'sending.busy': { id: number };
  'storage.failed': { detail: string };
  'storage.full': { detail: string };
  'tag.inUse': { name: string; usedBy: readonly string[] };
  'tag.notFound': { name: string };
  'text.empty': Record<string, never>;
  'undo.gone': { token: string };
  'usage.badValue': { flag: string; value: string; expected: string };
  'usage.missing': { what: string };
  'usage.unknownCommand': { command: string };
  'usage.unknownFlag': { flag: string; command: string };
  'view.closed': { viewId: number };
  'view.superseded': Record<string, never>;
  'workspace.damaged': { path: string; detail: string };
  'workspace.exists': { path: string };
  'workspace.locked': { path: string; pid: number };
  'workspace.newer': { path: string; found: number; known: number };
  'workspace.notAWorkspace': { path: string };
  'workspace.notFound': { path: string };
  'workspace.readOnly': { path: string };
}

export type ErrorCode = keyof ErrorDetails;

/** A refusal with its code and details, thrown across more than one level and translated at the border. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];

  constructor(code: C, details: ErrorDetails[C], options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
