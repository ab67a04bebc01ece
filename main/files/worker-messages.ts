import type { TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import type { ErrorCode } from '#domain/kernel/errors.ts';

/** What one worker is started for; it serves this one task and ends. */
export interface WorkerTask {
  readonly task: 'describe' | 'rows';
  readonly request: TableRequest;
}

/** From the worker. Errors travel as code and details, since a thrown class does not survive the crossing. */
export type WorkerAnswer =
  | { readonly kind: 'description'; readonly description: TableDescription }
  | { readonly kind: 'batch'; readonly batch: TableBatch }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly details: unknown };

/** To the worker: the last batch was taken, make the next one. The first batch needs no asking. */
export interface WorkerAsk {
  readonly kind: 'next';
}
