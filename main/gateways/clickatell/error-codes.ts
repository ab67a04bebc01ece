import type { ErrorCode } from '#domain/kernel/errors.ts';

/** What a refusal code means for the text it came with. */
export type Verdict = 'rejected' | 'optedOut' | 'retry' | 'uncertain' | { readonly stop: ErrorCode };

interface ErrorMeaning {
  readonly text: string;
  readonly verdict: Verdict;
}

const credentials: Verdict = { stop: 'gateway.credentials' };
const noBalance: Verdict = { stop: 'gateway.noBalance' };
/** The account, integration or sender is refused: every further text would fare the same. */
const refused: Verdict = { stop: 'gateway.refused' };
/** The gateway does not know what we ask for: the address is not that of a One API. */
const badAnswer: Verdict = { stop: 'gateway.badAnswer' };

/** The One API's error codes (D-ERR, C-ERR). 18 and 19 may come after acceptance; no idempotency key is documented. */
const errorCodes: ReadonlyMap<number, ErrorMeaning> = new Map([
  [1, { text: 'Invalid or missing integration API Key', verdict: credentials }],
  [2, { text: 'Account is not active', verdict: refused }],
  [3, { text: 'Integration is not active', verdict: refused }],
  [7, { text: 'Originating IP address not approved', verdict: credentials }],
  [18, { text: 'Internal error', verdict: 'uncertain' }],
  [19, { text: 'Internal error, please retry', verdict: 'uncertain' }],
  [20, { text: 'Insufficient account balance', verdict: noBalance }],
  [21, { text: 'Payload data is malformed', verdict: 'rejected' }],
  [22, { text: 'Maximum messages per request exceeded', verdict: 'rejected' }],
  [23, { text: 'Invalid or missing parameter', verdict: 'rejected' }],
  [24, { text: 'Maximum message content size exceeded', verdict: 'rejected' }],
  [25, { text: 'Invalid recipient address', verdict: 'rejected' }],
  [26, { text: 'Recipient opted out', verdict: 'optedOut' }],
  [27, { text: 'Recipient not available on channel', verdict: 'rejected' }],
  [28, { text: 'Recipient not available on sandbox', verdict: 'rejected' }],
  [30, { text: 'Content type not supported', verdict: 'rejected' }],
  [31, { text: 'Media file size exceeds limit', verdict: 'rejected' }],
  [32, { text: 'Payload size exceeds limit', verdict: 'rejected' }],
  [33, { text: 'Media item not found', verdict: 'rejected' }],
  [38, { text: 'Channel or feature not active on integration', verdict: refused }],
  [39, { text: 'Channel not available on integration', verdict: refused }],
  [40, { text: 'Character set not supported', verdict: 'rejected' }],
  [41, { text: 'Resource does not exist', verdict: badAnswer }],
  [42, { text: 'HTTP method not supported', verdict: badAnswer }],
  [43, { text: 'Rate limit', verdict: 'retry' }],
  [44, { text: 'FROM number is suspended', verdict: refused }],
  [45, { text: 'FROM number not related to integration', verdict: refused }],
  [46, { text: 'Demo access has expired', verdict: refused }],
  [100, { text: 'Maximum message parts exceeded', verdict: 'rejected' }],
  [101, { text: 'Destination does not support two-way', verdict: 'rejected' }],
  [110, { text: 'USA: must use a two-way integration', verdict: refused }],
  [111, { text: 'USA: must enable STOP/SUBSCRIBE commands', verdict: refused }],
] satisfies [number, ErrorMeaning][]);

/** The meaning of a code; undefined for one that is not in the published table. */
export function errorMeaning(code: number): ErrorMeaning | undefined {
  return errorCodes.get(code);
}
