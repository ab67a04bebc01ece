import type { E164 } from '#domain/kernel/ids.ts';
import type { ErrorCode } from '#domain/kernel/errors.ts';
import type { CheckedFiles, PeopleBatch, PeopleRequest } from './import-port.ts';

/** Wall clock and waiting, so that tests own the time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Where a credential is kept: `env:NAME` (shell) or `safe:NAME` (operating system's keychain). Never the credential itself. */
export type SecretRef = string;

export interface Secrets {
  /** Throws `gateway.secretMissing` when the reference names nothing. */
  read(ref: SecretRef): Promise<string>;
  /** Stores a credential and answers its reference; throws `secrets.unavailable` without a real keychain. */
  store(name: string, value: string): Promise<SecretRef>;
}

// ---- Files ---------------------------------------------------------------------------------------------------------

/** What a file turned out to be, whatever its name ends in; 'csv' is every text table. */
export type TableKind = 'csv' | 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'vcard';

/** Which table of which file to read; null means "decide by looking". */
export interface TableRequest {
  readonly path: string;
  readonly sheet: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** The 1-based row that names the columns (rows above it are no data); 0 says that no row does. */
  readonly headerRow: number | null;
  /** Opens a workbook that is encrypted; held in memory only. */
  readonly password?: string | null;
  /** ISO 3166 code of where the people live, if known: it tells apart encodings that both make sense. */
  readonly country?: string | null;
}

/** One way to read the bytes of a text file. */
export interface EncodingGuess {
  /** A name that `TableRequest.encoding` takes. */
  readonly encoding: string;
  readonly confidence: 'sure' | 'likely' | 'check';
  /** Why, in a few plain words. */
  readonly reason: string;
  /** A line of the file that has letters beyond A to Z, read this way; empty when there is none. */
  readonly sample: string;
}

/** A row as it stands in the file, with its 1-based number; wholly empty ones are left out. */
export interface RawRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** A sheet of a workbook; `rows` only where the file says it without being read through. */
export interface SheetSummary {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: number | null;
}

/** What a spreadsheet file turned out to be, with its header and first rows. */
export interface TableDescription {
  readonly kind: TableKind;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly SheetSummary[];
  /** Up to three ways to read a text file, best first; empty for workbooks. */
  readonly encodings: readonly EncodingGuess[];
  /** The 1-based row that names the columns; 0 when none does. */
  readonly headerRow: number;
  readonly header: readonly string[];
  /** Up to 20 data rows below the header, each as wide as the header. */
  readonly sample: readonly (readonly string[])[];
  /** The first 20 rows as they stand, titles and header included. */
  readonly rawRows: readonly RawRow[];
}

/** Rows in file order; `rowNumbers[i]` is the 1-based row (line record) of `rows[i]` in the file. Wholly empty rows are left out. */
export interface TableBatch {
  readonly rowNumbers: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** Share of the file's bytes read so far, 0 to 1. */
  readonly progress: number;
  /** Of the whole file, in the last batch (which may have no rows): equal to the description's, or the file has changed. */
  readonly sha256: string | null;
}

/** Reads spreadsheets without ever holding a whole one. Throws `file.*` errors. */
export interface Files extends CheckedFiles {
  describe(request: TableRequest): Promise<TableDescription>;
  /** People of a file under a plan, ready to be written. As `rows`: at most one batch is read ahead. */
  people(request: PeopleRequest, signal?: AbortSignal): AsyncIterable<PeopleBatch>;
  /** Ends early without error when the signal aborts. At most one batch is read ahead. */
  rows(request: TableRequest, signal?: AbortSignal): AsyncIterable<TableBatch>;
  close(): Promise<void>;
}

/** Tables that were pasted, each in a private file until it is imported or thrown away. */
export interface PastedTables {
  /** Answers its path. Throws `file.notWritable`. */
  keep(text: string): Promise<string>;
  /** A path for a file that we write ourselves, called about like this; `keep`'s rules hold for it too. */
  fresh(name: string): Promise<string>;
  /** Whether a file is one that `keep` made. */
  isOwn(path: string): boolean;
  /** Removes a file that `keep` made; leaves any other alone. */
  discard(path: string): Promise<void>;
}

/** Writes small tables, such as the rows an import could not take. Throws `file.notWritable`; nothing is left then. */
export interface TableFiles {
  write(input: {
    readonly path: string;
    readonly format: 'csv' | 'xlsx';
    readonly rows: readonly (readonly (string | number)[])[];
  }): Promise<void>;
}

// ---- Gateways ------------------------------------------------------------------------------------------------------

/** One text to hand over. `clientId` is ours (32 hex digits), fixed for the message's life. */
export interface OutboundText {
  readonly clientId: string;
  readonly to: E164;
  readonly text: string;
  readonly sender: string | null;
}

/** What became of a submission. Only the adapter knows the wire; the engine knows only these five. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly gatewayMessageId: string }
  /** Permanent for this text. `optedOut` = the gateway says the person opted out there. */
  | { readonly kind: 'rejected'; readonly code: string; readonly reason: string; readonly optedOut: boolean }
  /** Proven not accepted; may be tried again, not before `afterMs`. */
  | { readonly kind: 'retry'; readonly code: string; readonly reason: string; readonly afterMs: number | null }
  /** Proven not accepted, and the next one would fare the same: key, balance, wrong host. The campaign stops. */
  | { readonly kind: 'stop'; readonly error: ErrorCode; readonly reason: string }
  /** The bytes may have arrived; never sent again by itself. */
  | { readonly kind: 'uncertain'; readonly code: string; readonly reason: string };

/** A receipt's meaning. `unknown` = the gateway does not know this id (yet). */
export type ReceiptStatus = 'unknown' | 'pending' | 'enroute' | 'delivered' | 'failed' | 'expired' | 'cancelled';

export interface Receipt {
  readonly gatewayMessageId: string;
  readonly status: ReceiptStatus;
  /** The gateway's own word, for the timeline. */
  readonly gatewayStatus: string;
  readonly atMs: number | null;
}

export interface InboundText {
  /** The gateway's id, unique per gateway: the key that makes a second copy harmless. */
  readonly gatewayMessageId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly receivedAtMs: number;
}

/** Replies and pushed receipts since a cursor; `cursor` is opaque and kept by the caller. */
export interface InboundPage {
  readonly texts: readonly InboundText[];
  readonly receipts: readonly Receipt[];
  readonly cursor: string;
}

/** One line of "Test connection": what was tried and how it went. */
export interface ConnectionCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly tookMs: number;
}

/** Field names a gateway may be sent, with their meaning; the sheet is printed from it and the HTTP layer enforces it. */
export interface GatewayManifest {
  readonly kind: string;
  readonly title: string;
  readonly hosts: readonly { readonly origin: string; readonly paths: readonly string[] }[];
  readonly fields: readonly { readonly name: string; readonly meaning: string }[];
  readonly headers: readonly { readonly name: string; readonly meaning: string }[];
  readonly notSent: readonly string[];
  readonly legalEntity: string;
  readonly country: string;
  readonly retention: string;
  readonly termsUrl: string | null;
  readonly whatTheyMayDo: readonly string[];
  readonly optOutBehaviour: string;
}

/** How a gateway is reached, as data; kept in the workspace without its credential. */
export interface GatewayConfig {
  readonly name: string;
  readonly kind: GatewayKind;
  /** Base URL; null for the built-in rehearsal, which listens on a port of its own choice. */
  readonly url: string | null;
  /** Where replies can be fetched (a relay), or null when the gateway only pushes them. */
  readonly repliesUrl: string | null;
  readonly secretRef: SecretRef | null;
}

export type GatewayKind = 'clickatell' | 'rehearsal';

export interface Gateway {
  readonly manifest: GatewayManifest;
  /** True when `inbound` can be polled. */
  readonly canPollReplies: boolean;
  /** Never throws for what the gateway does; throws `gateway.egressRefused` when asked to send what the sheet does not list. */
  submit(text: OutboundText, signal?: AbortSignal): Promise<SubmitOutcome>;
  /** Throws `gateway.*` when the gateway cannot be asked. */
  status(gatewayMessageId: string, signal?: AbortSignal): Promise<Receipt>;
  inbound(cursor: string | null, signal?: AbortSignal): Promise<InboundPage>;
  /** Sends no text. */
  test(signal?: AbortSignal): Promise<readonly ConnectionCheck[]>;
  close(): Promise<void>;
}

/** Makes gateways by kind. The manifest is available before any credential is. */
export interface Gateways {
  manifest(config: GatewayConfig): GatewayManifest;
  /** SHA-256 (hex) of the manifest: what an acceptance is bound to. */
  digest(config: GatewayConfig): string;
  /** The disclosure sheet as plain text, printed from the manifest. */
  sheet(config: GatewayConfig): string;
  open(config: GatewayConfig, secrets: Secrets): Promise<Gateway>;
  close(): Promise<void>;
}
