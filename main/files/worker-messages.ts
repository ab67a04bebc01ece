import type { CheckedBatch, PeopleBatch, PeopleRequest } from '../services/import-port.ts';
import type { TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import type { ErrorCode } from '#domain/kernel/errors.ts';

/** What one worker is started for; it serves this one task and ends. */
export type WorkerTask =
  | { readonly task: 'describe' | 'rows'; readonly request: TableRequest }
  | { readonly task: 'people'; readonly request: PeopleRequest }
  | { readonly task: 'checked'; readonly request: PeopleRequest };

/** The file a task is about. */
export function pathOf(task: WorkerTask): string {
  return 'table' in task.request ? task.request.table.path : task.request.path;
}

/** From the worker. Errors travel as code and details, since a thrown class does not survive the crossing. */
export type WorkerAnswer =
  | { readonly kind: 'description'; readonly description: TableDescription }
  | { readonly kind: 'batch'; readonly batch: TableBatch }
  | { readonly kind: 'people'; readonly batch: PeopleBatch }
  | { readonly kind: 'checked'; readonly batch: CheckedBatch }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly details: unknown };

/** Whether more answers follow this one. */
export function isBatch(answer: WorkerAnswer): answer is Extract<WorkerAnswer, { readonly batch: unknown }> {
  return 'batch' in answer;
}

/** To the worker: the last batch was taken, make the next one. The first batch needs no asking. */
export interface WorkerAsk {
  readonly kind: 'next';
}
