import type { WireError } from '#contract/errors.ts';

// What the main thread and the engine thread say to each other. Both directions ask and answer by id.

export interface EngineData {
  readonly folder: string;
  readonly appVersion: string;
  readonly storageWorker: string;
  readonly filesWorker: string;
  /** How many people surely reply STOP in a rehearsal; for practice and tests. */
  readonly rehearsalStops: number;
}

/** A plain outcome that survives the thread border: errors keep their code, details and words. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError | null; readonly message: string };

export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'nativeAnswer'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'close' };

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'native'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'event'; readonly name: string; readonly data: unknown }
  | { readonly kind: 'closed' };
