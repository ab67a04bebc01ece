import type { Audience } from '#domain/campaign/audience.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { formatAudience } from '#domain/campaign/audience.ts';
import type { ContactService } from '../contacts/contact-service.ts';
import type { ServiceContext } from '../context.ts';
import type { PageRequest } from '../storage-port.ts';
import { shownNumber } from '../words.ts';

export interface GrantInput {
  readonly purpose: Purpose;
  readonly audience:
    Audience | { readonly kind: 'numbers'; readonly e164s: readonly string[]; readonly source: string };
  readonly wording: string;
  readonly evidence: string;
  readonly by: string;
}

function required(value: string, field: string): string {
  const trimmed = value.trim();
  if (trimmed === '') throw new AppError('consent.incomplete', { field });
  return trimmed;
}

/** Recording permission with its proof, and blocking people. */
export function createConsentService({ storage, clock, emit }: ServiceContext, contacts: ContactService) {
  return {
    /** A permission needs the words the person saw, the proof and the name of who records it; without one nothing is recorded. */
    async grant(input: GrantInput) {
      const wording = required(input.wording, 'the exact words people agreed to');
      const evidence = required(input.evidence, 'the proof: where and how they agreed');
      const by = required(input.by, 'the name of the person recording it');
      const { audience } = input;
      if (audience.kind === 'import' && !(await storage.read.importOf({ id: audience.importId }))) {
        throw new AppError('import.notFound', { id: audience.importId });
      }
      const sourceRef = audience.kind === 'numbers' ? audience.source : formatAudience(audience);
      const result = await storage.write.grantConsent({
        ...input,
        wording,
        evidence,
        by,
        sourceRef,
        method: 'paper',
        nowMs: clock.nowMs(),
      });
      emit('consent.changed', {});
      return result;
    },
    async block(input: { readonly number: string; readonly note: string; readonly by: string }) {
      const e164 = await contacts.parseNumber(input.number);
      const by = required(input.by, 'the name of the person blocking');
      const detail = input.note.trim() || 'blocked by hand';
      const { added, cancelled } = await storage.write.block({
        e164,
        reason: 'operator',
        detail,
        by,
        nowMs: clock.nowMs(),
      });
      emit('consent.changed', {});
      return { e164, shown: shownNumber(e164), added, cancelled };
    },
    async checkBlock(number: string) {
      const e164 = await contacts.parseNumber(number);
      return { e164, block: await storage.read.suppressionOf({ e164 }) };
    },
    async blocklist(input: PageRequest & { readonly search: string }) {
      const { rows, next, total } = await storage.read.blockPage(input);
      return { rows: rows.map((row) => ({ ...row, shown: shownNumber(row.e164) })), next, total };
    },
    verify: () => storage.read.ledgerCheck({}),
  };
}
