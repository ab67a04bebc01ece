import { gateWords } from '#domain/consent/gate-words.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { Audience } from '#domain/campaign/audience.ts';
import { ruleWords } from '#domain/contacts/print-rule.ts';
import type { GateFacts } from '#domain/consent/gate.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { parseTemplate, templateFields } from '#domain/text/template.ts';
import type { ServiceContext } from '../context.ts';
import type { GatewayService } from '../gateways/gateway-service.ts';
import type { Dispatcher } from '../sending/dispatcher.ts';
import type { CampaignDraft, CampaignRow, PageRequest, PersonFilter, Preflight } from '../storage-port.ts';
import { messageWords, shownNumber, shownPurpose, shownTime, skipReasonView } from '../words.ts';

/** A campaign as lists show it. */
export function campaignView(row: CampaignRow) {
  const {
    id,
    name,
    purpose,
    state,
    gateway,
    counts,
    replies,
    optOuts,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    pauseReason,
  } = row;
  const mode =
    row.gatewayKind === null ? null : row.gatewayKind === 'rehearsal' ? ('rehearsal' as const) : ('real' as const);
  return {
    id,
    name,
    purpose,
    state,
    gateway,
    mode,
    counts,
    replies,
    optOuts,
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    pauseReason,
  };
}

function fullView(row: CampaignRow) {
  const { name, purpose, gatewayId, sender, text, audience, revision, updatedAtMs } = row;
  return { name, purpose, gatewayId, sender, text, audience, row: campaignView(row), revision, updatedAtMs };
}

type Complete = CampaignRow & { readonly purpose: Purpose; readonly audience: Audience; readonly gatewayId: number };

/** Drafting, checking, starting and steering campaigns, and reading what became of them. */
export function createCampaignService(
  { storage, clock, emit }: ServiceContext,
  gatewayService: GatewayService,
  dispatcher: Dispatcher,
) {
  async function find(id: number): Promise<CampaignRow> {
    const row = await storage.read.campaign({ id });
    if (!row) throw new AppError('campaign.notFound', { id });
    return row;
  }

  function complete(row: CampaignRow): Complete {
    const { purpose, audience, gatewayId } = row;
    if (purpose === null) throw new AppError('usage.missing', { what: 'a purpose' });
    if (audience === null) throw new AppError('usage.missing', { what: 'an audience' });
    if (gatewayId === null) throw new AppError('usage.missing', { what: 'a gateway' });
    if (row.text.trim() === '') throw new AppError('text.empty', {});
    return { ...row, purpose, audience, gatewayId };
  }

  /** Fields nobody has would leave everybody out: that is an error of the text, told before anything else. */
  async function expectKnownFields(text: string): Promise<void> {
    const template = parseTemplate(text);
    if (!template.ok) throw new AppError('merge.badSyntax', template.reason);
    const known = (await storage.read.fields({})).map((field) => field.key);
    const unknown = templateFields(template.value).find((field) => !known.includes(field.key));
    if (unknown) throw new AppError('merge.unknownField', { field: unknown.key, known });
  }

  async function standing(gatewayId: number): Promise<GateFacts['gateway']> {
    return gatewayService.standing(await gatewayService.find({ id: gatewayId }));
  }

  async function look(row: Complete, rehearseAtMs: number | null): Promise<Preflight> {
    await expectKnownFields(row.text);
    const atMs = rehearseAtMs ?? clock.nowMs();
    return storage.read.preflight({ draft: row, gateway: await standing(row.gatewayId), atMs });
  }

  async function notesFor(row: Complete, result: Preflight, rehearseAtMs: number | null): Promise<string[]> {
    const { zone } = await storage.read.workspace({});
    const notes: string[] = [];
    if (row.purpose === 'transactional' && result.onRelationship > 0) {
      notes.push(
        `${result.onRelationship} of them are known from an import only. That is the recorded relationship for ${shownPurpose('transactional').toLowerCase()}; it allows nothing else.`,
      );
    }
    if (result.later > 0) {
      const opens =
        result.nextOpenAtMs === null ? '' : `; the first window opens ${shownTime(result.nextOpenAtMs, zone)}`;
      const why = result.holds.find(({ code }) => code === 'QUIET_HOURS')?.examples[0]?.detail;
      notes.push(`${result.later} may not be texted at this hour${opens}.${why ? ` ${why}.` : ''}`);
    }
    if (rehearseAtMs !== null) notes.push(`Rehearsed as if it were ${shownTime(rehearseAtMs, zone)}.`);
    return notes;
  }

  function expectRehearsal(row: CampaignRow, rehearseAtMs: number | null): void {
    if (rehearseAtMs !== null && row.gatewayKind !== 'rehearsal')
      throw new AppError('campaign.realGateway', { name: row.gateway ?? '' });
  }

  async function after(id: number) {
    emit('campaigns.changed', { id });
    return campaignView(await find(id));
  }

  return {
    async list(input: PageRequest) {
      const { rows, next, total } = await storage.read.campaignPage(input);
      return { rows: rows.map(campaignView), next, total };
    },
    get: async (id: number) => fullView(await find(id)),
    async save(id: number | null, draft: CampaignDraft) {
      if (draft.gatewayId !== null) await gatewayService.find({ id: draft.gatewayId });
      const saved = await storage.write.campaignSave({ id, draft, nowMs: clock.nowMs() });
      emit('campaigns.changed', { id: saved });
      return fullView(await find(saved));
    },
    async remove(id: number): Promise<void> {
      await storage.write.campaignRemove({ id });
      emit('campaigns.changed', { id });
    },
    /** Who will get it, who will not and why, and what it takes. Changes nothing. */
    async check(id: number, rehearseAtMs: number | null = null) {
      const row = complete(await find(id));
      expectRehearsal(row, rehearseAtMs);
      const result = await look(row, rehearseAtMs);
      const { onRelationship: _counted, reasons, holds, ...figures } = result;
      return {
        ...figures,
        reasons: reasons.map(skipReasonView),
        holds: holds.map(skipReasonView),
        notes: await notesFor(row, result, rehearseAtMs),
      };
    },
    /** Queues everybody and starts sending; refused when the audience or the draft changed since it was looked at. */
    async start(input: {
      readonly id: number;
      readonly revision: number;
      readonly expectedPeople: number;
      readonly clientId: string;
      readonly rehearseAtMs: number | null;
    }) {
      const row = complete(await find(input.id));
      expectRehearsal(row, input.rehearseAtMs);
      await expectKnownFields(row.text);
      await gatewayService.connect(row.gatewayId);
      const nowMs = clock.nowMs();
      const rehearseOffsetMs = input.rehearseAtMs === null ? 0 : input.rehearseAtMs - nowMs;
      const { id, revision, expectedPeople, clientId } = input;
      await storage.write.campaignStart({
        id,
        revision,
        expectedPeople,
        clientId,
        rehearseOffsetMs,
        gateway: await standing(row.gatewayId),
        nowMs,
      });
      dispatcher.run(id).catch(() => undefined); // The dispatcher has paused the campaign with the reason; the page shows it.
      return after(id);
    },
    async pause(id: number, reason: string | null = null) {
      await storage.write.campaignMove({ id, event: 'pause', reason, nowMs: clock.nowMs() });
      await dispatcher.hold(id);
      return after(id);
    },
    async resume(id: number) {
      const row = complete(await find(id));
      await gatewayService.connect(row.gatewayId);
      await storage.write.campaignMove({ id, event: 'resume', reason: null, nowMs: clock.nowMs() });
      dispatcher.run(id).catch(() => undefined); // As in start.
      return after(id);
    },
    async stop(id: number) {
      await storage.write.campaignMove({ id, event: 'stop', reason: null, nowMs: clock.nowMs() });
      await dispatcher.hold(id);
      return after(id);
    },
    async people(input: PageRequest & { readonly id: number; readonly filter: PersonFilter }) {
      await find(input.id);
      const { rows, next, total } = await storage.read.people({ ...input, campaignId: input.id });
      const view = rows.map((row) => ({
        messageId: row.messageId,
        contactId: row.contactId,
        name: row.name,
        shown: shownNumber(row.e164),
        state: row.state,
        parts: row.parts,
        code: row.code,
        what: messageWords(row),
        updatedAtMs: row.updatedAtMs,
      }));
      return { rows: view, next, total };
    },
    async messages(id: number, input: PageRequest) {
      await find(id);
      return storage.read.people({ ...input, campaignId: id, filter: 'all' });
    },
    async skipReasons(id: number) {
      return (await storage.read.skipReasons({ campaignId: id })).map(skipReasonView);
    },
    async timeline(messageId: number) {
      const file = await storage.read.messageFile({ messageId });
      if (!file)
        throw new AppError('usage.badValue', {
          flag: 'message',
          value: String(messageId),
          expected: 'the number of a message',
        });
      const { message } = file;
      const gate = file.decisions.map((decision) => ({
        atMs: decision.atMs,
        title: decision.allowed ? 'Allowed by the gate' : gateWords[decision.code as keyof typeof gateWords].words,
        detail: `${decision.stage === 'build' ? 'when the campaign started' : 'just before it left'} · rules ${decision.ruleSet}`,
      }));
      const steps = file.events.map((event) => ({
        atMs: event.atMs,
        title: messageWords({ state: event.toState, code: null, detail: null }),
        detail: event.detail,
      }));
      return {
        messageId,
        to: message.e164,
        shown: shownNumber(message.e164),
        text: file.text,
        gatewayMessageId: message.gatewayMessageId,
        state: message.state,
        events: [...gate, ...steps].toSorted((a, b) => a.atMs - b.atMs),
      };
    },
    /** How many of an audience may be texted for a purpose, whatever the text. */
    async audienceCount(audience: Audience, purpose: Purpose) {
      const { business } = await storage.read.workspace({});
      const draft = {
        name: '',
        purpose,
        gatewayId: null,
        sender: null,
        text: `${business}: example. Reply STOP to opt out`,
        audience,
      };
      const result = await storage.read.preflight({ draft, gateway: 'accepted', atMs: clock.nowMs() });
      return { matched: result.matched, mayText: result.willGet, reasons: result.reasons.map(skipReasonView) };
    },
    async audienceOptions() {
      const imports = await storage.read.imports({});
      const all = await storage.read.audienceSize({ audience: { kind: 'all' } });
      const [lists, catalogue, tags] = await Promise.all([
        storage.read.lists({}),
        storage.read.catalogue({}),
        storage.read.tags({}),
      ]);
      return {
        all,
        imports: imports.map(({ importId, fileName, atMs, people }) => ({ importId, fileName, atMs, people })),
        lists: lists.flatMap(({ id, name, kind, size }) =>
          kind === 'list' ? [{ listId: id, name, people: size ?? 0 }] : [],
        ),
        segments: lists.flatMap(({ id, name, rule }) =>
          rule === null ? [] : [{ segmentId: id, name, words: ruleWords(rule, catalogue) }],
        ),
        tags: tags.map(({ name, people }) => ({ tag: name, people })),
      };
    },
  };
}
