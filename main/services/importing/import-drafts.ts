import { AppError } from '#domain/kernel/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { ImportDraft } from '../import-port.ts';

/** Imports being prepared: where the file is and every answer so far, so that a crash at any step loses none. */
export function createImportDrafts({ storage, pasted, clock }: ServiceContext) {
  async function forget(input: { readonly id: number } | { readonly clientId: string }): Promise<void> {
    const draft = await storage.write.importDraftRemove(input);
    if (draft?.isOwnFile) await pasted.discard(draft.path);
  }
  return {
    list: () => storage.read.importDrafts({}),
    async open(id: number): Promise<ImportDraft> {
      const draft = await storage.read.importDraft({ id });
      if (!draft) throw new AppError('import.noDraft', { id });
      return draft;
    },
    async save(draft: Omit<ImportDraft, 'draftId' | 'updatedAtMs'>) {
      const nowMs = clock.nowMs();
      const draftId = await storage.write.importDraftSave({ ...draft, nowMs });
      return { draftId, fileName: draft.fileName, step: draft.step, updatedAtMs: nowMs };
    },
    /** Throws the draft away, and the file with it when it is one of ours. */
    remove: (id: number) => forget({ id }),
    /** The import was done: nothing is left to prepare. */
    done: (clientId: string) => forget({ clientId }),
  };
}
