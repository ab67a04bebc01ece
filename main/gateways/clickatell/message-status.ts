import type { Receipt, ReceiptStatus } from '../../services/ports.ts';
import { asInstant, asRecord, oneLine, own } from '../json-reading.ts';
import type { JsonRecord } from '../json-reading.ts';

/** The One API's status names (D-STAT). EMULATED is the sandbox's final status: no handset was involved. */
const byName: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['UNKNOWN', 'unknown'],
  ['QUEUED', 'pending'],
  ['SCHEDULED', 'pending'],
  ['SENT_TO_SUPPLIER', 'enroute'],
  ['DEVICE_ACK', 'delivered'],
  ['READ', 'delivered'],
  ['EXPIRED', 'expired'],
  ['STOPPED_BY_USER', 'cancelled'],
  ['STOPPED_BY_ADMIN', 'cancelled'],
  ['DELIVERY_FAILURE', 'failed'],
  ['ROUTING_ERROR', 'failed'],
  ['EMULATED', 'delivered'],
  ['INSUFFICIENT_ACCOUNT_BALANCE', 'failed'],
  ['RECIPIENT_DOES_NOT_EXIST', 'failed'],
]);

const byCode: ReadonlyMap<number, ReceiptStatus> = new Map([
  [1, 'unknown'],
  [2, 'pending'],
  [3, 'pending'],
  [4, 'enroute'],
  [5, 'delivered'],
  [6, 'delivered'],
  [20, 'expired'],
  [21, 'cancelled'],
  [22, 'cancelled'],
  [23, 'failed'],
  [24, 'delivered'],
  [25, 'failed'],
  [26, 'failed'],
  [27, 'failed'],
  [28, 'failed'],
  [29, 'failed'],
  [100, 'failed'],
]);

function isFailureCode(code: number): boolean {
  return code === 60 || code === 61 || (code >= 80 && code <= 85) || code >= 130;
}

/**
 * A receipt's meaning from the gateway's word and, in callbacks, its number. Names nobody has published yet are
 * `pending`: a guess would end the life of a message (gateways.md 1a).
 */
export function receiptStatus(name: string | null, code: number | null): ReceiptStatus {
  const word = (name ?? '')
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  const known = byName.get(word) ?? (code === null ? undefined : byCode.get(code));
  if (known !== undefined) return known;
  if (word.startsWith('VOLUME_LIMIT')) return 'failed';
  return code !== null && isFailureCode(code) ? 'failed' : 'pending';
}

/** Reads `{status, statusCode?, timestamp}` as status answers and callbacks carry it. */
export function readReceipt(gatewayMessageId: string, record: JsonRecord): Receipt {
  const name = own(record, 'status');
  const code = own(record, 'statusCode');
  const word = typeof name === 'string' ? oneLine(name) : null;
  const number = typeof code === 'number' && Number.isInteger(code) ? code : null;
  return {
    gatewayMessageId,
    status: receiptStatus(word, number),
    gatewayStatus: word ?? (number === null ? 'no status' : `status ${number}`),
    atMs: asInstant(own(record, 'timestamp')),
  };
}

/** The answer to `GET /v1/message/{id}`; without the channel's key the gateway does not know the id. */
export function readStatusAnswer(gatewayMessageId: string, body: unknown): Receipt {
  const sms = asRecord(own(asRecord(body), 'sms'));
  if (sms === null) return { gatewayMessageId, status: 'unknown', gatewayStatus: 'UNKNOWN', atMs: null };
  return readReceipt(gatewayMessageId, sms);
}
