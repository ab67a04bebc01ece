import type { CallName, Input, Output } from '#contract/contract.ts';
import type { EventData, EventName } from '#contract/events.ts';
import type { Reply } from '#contract/errors.ts';

/** All the renderer can do with the rest of the world. */
export interface AssentApi {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void;
  /** Hands dropped files to main; answers tokens, never paths. Files that are no real files are left out. */
  dropFiles(files: readonly File[]): Promise<{ readonly token: string; readonly fileName: string }[]>;
}

declare global {
  interface Window {
    readonly api: AssentApi;
  }
}
