import { AppError } from '#domain/kernel/errors.ts';
import { outcomeWords } from '#domain/consent/replies/reply-outcome.ts';
import type { ServiceContext } from '../context.ts';
import type { PageRequest } from '../storage-port.ts';
import type { InboxFilter, InboxRow, ReplyReview } from '../reply-port.ts';
import { shownTime } from '../words.ts';

function cancelledWords({ cancelled }: InboxRow): string {
  return cancelled > 0 ? `, ${cancelled} waiting ${cancelled === 1 ? 'text' : 'texts'} cancelled` : '';
}

function reviewWords(
  { decision, decidedBy, decisionReason, dueAtMs }: ReplyReview,
  row: InboxRow,
  zone: string,
): string {
  if (decision === null)
    return `No offers or news until you decide; without a decision by ${shownTime(dueAtMs, zone)} it counts as a stop`;
  if (decision === 'keep') return `Not an opt-out, decided ${decidedBy}: ${decisionReason}`;
  if (decision === 'overdue') return `Blocked for good: nobody decided in time${cancelledWords(row)}`;
  return decidedBy === 'the person'
    ? 'Settled: the person has asked to stop since'
    : `Blocked for good by ${decidedBy}: ${decisionReason}${cancelledWords(row)}`;
}

/** What a reply asks, and what was done about it where nothing else is to be said. */
function doneWords(row: InboxRow, zone: string): string {
  const { verdict, e164, effect, review } = row;
  if (review !== null) return reviewWords(review, row, zone);
  switch (verdict) {
    case 'stop':
    case 'review_if_marketing':
    case 'stop_scoped':
    case 'wrong_number':
      if (e164 === null) return 'Asked to stop, but the sender is no phone number';
      if (effect !== 'blocked') return 'Was blocked already';
      if (verdict === 'wrong_number') return `Blocked: somebody else has this number now${cancelledWords(row)}`;
      if (verdict === 'stop_scoped')
        return `Blocked for good: one list cannot be stopped alone yet${cancelledWords(row)}`;
      return `Blocked for good${cancelledWords(row)}`;
    case 'start':
      return effect === 'lifted'
        ? 'The block by their STOP is lifted; what they had agreed to before stands again'
        : 'Nothing lifted: there was no block by a STOP reply';
    case 'review':
      return e164 === null ? 'May be a stop, but the sender is no phone number' : 'Was blocked already';
    case 'help':
      return 'Answer who you are, how to reach you and how to stop';
    case 'source_request':
      return 'Answer who you are and where the number is from';
    case 'yes_if_open_request':
    case 'none':
      return 'Nothing to do';
  }
}

function replyView(row: InboxRow, zone: string) {
  const { id, from, e164, name, contactId, text, verdict, rule, reason, language, gateway, receivedAtMs } = row;
  return {
    id,
    from,
    shown: e164 ?? from,
    name,
    contactId,
    text,
    verdict,
    rule,
    reason,
    language,
    gateway,
    receivedAtMs,
    asks: outcomeWords[verdict],
    done: doneWords(row, zone),
    isBlocked: row.effect === 'blocked',
    /** When it counts as a stop; null when nothing waits for a decision. */
    decideByMs: row.review?.decision === null ? row.review.dueAtMs : null,
  };
}

/** Replies as they came, with what the app did about each. */
export function createInboxService({ storage, clock, emit }: ServiceContext) {
  const zone = async (): Promise<string> => (await storage.read.workspace({})).zone;
  return {
    async list(input: PageRequest & { readonly campaignId: number | null; readonly filter: InboxFilter }) {
      const { rows, next, total } = await storage.read.inbox(input);
      const place = await zone();
      return { rows: rows.map((row) => replyView(row, place)), next, total };
    },
    /**
     * A person's decision about a reply that may be a stop. `keep` needs the reason, because it lets advertising through
     * again. Throws `inbox.notFound`, `inbox.nothingToDecide`, `inbox.incomplete`.
     */
    async decide(input: {
      readonly id: number;
      readonly decision: 'stop' | 'keep';
      readonly by: string;
      readonly reason: string;
    }) {
      const by = input.by.trim();
      const reason = input.reason.trim() || (input.decision === 'stop' ? 'read as an opt-out' : '');
      if (by === '') throw new AppError('inbox.incomplete', { field: 'the name of the person who decides' });
      if (reason === '') throw new AppError('inbox.incomplete', { field: 'the reason why it is not an opt-out' });
      await storage.write.reviewDecide({ ...input, by, reason, nowMs: clock.nowMs() });
      emit('consent.changed', {});
      const row = await storage.read.inboxReply({ id: input.id });
      if (row === null) throw new AppError('inbox.notFound', { id: input.id });
      return replyView(row, await zone());
    },
  };
}
