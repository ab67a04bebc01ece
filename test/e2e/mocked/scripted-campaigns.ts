import { parseTemplate, renderTemplate, templateFields } from '#domain/text/template.ts';
import { measureText } from '#domain/text/segments.ts';
import { replaceSafely } from '#domain/text/smart-quotes.ts';
import type { Handlers, Input, Output } from '#contract/contract.ts';
import { contentNotes } from '../../../main/services/text/content-notes.ts';
import { fileOf, nowMs, personAt } from './scripted-people.ts';
import { campaign, noCounts, skip } from './scripted-world.ts';
import type { Campaign, World } from './scripted-world.ts';

type PersonRow = Output<'campaigns.people'>['rows'][number];
type Filter = Input<'campaigns.people'>['filter'];

const known = ['first_name', 'last_name', 'branch', 'next_visit'];
const script: readonly (readonly [PersonRow['state'], string, Exclude<Filter, 'all'>])[] = [
  ['delivered', 'handset confirmed', 'delivered'],
  ['enroute', 'with the operator', 'onTheWay'],
  ['rejected', 'the gateway refused it: number not in service', 'failed'],
  ['skipped', 'Asked not to be texted', 'skipped'],
  ['uncertain', 'no clear answer from the gateway', 'uncertain'],
  ['queued', 'Not at this hour where the person lives', 'waiting'],
  ['delivered', 'handset confirmed', 'delivered'],
  ['delivered', 'handset confirmed', 'delivered'],
];

function peopleOf(filter: Filter): PersonRow[] {
  return Array.from({ length: 60 }, (_, at): PersonRow => {
    const [state, what] = script[at % script.length] ?? ['delivered', ''];
    const { id, name, shown } = personAt(at);
    return {
      messageId: 9000 + at,
      contactId: id,
      name,
      shown,
      state,
      parts: state === 'skipped' ? 0 : 1 + (at % 9 === 8 ? 1 : 0),
      code: state === 'rejected' ? '29' : null,
      what,
      updatedAtMs: nowMs - at * 700,
    };
  }).filter((_, at) => filter === 'all' || script[at % script.length]?.[2] === filter);
}

function measure(world: World, input: Input<'text.measure'>): Output<'text.measure'> {
  const template = parseTemplate(input.text);
  const fields = template.ok ? templateFields(template.value) : [];
  const person = input.previewPosition === null || input.audience === null ? null : fileOf(input.previewPosition);
  const text =
    template.ok && person
      ? renderTemplate(template.value, new Map(person.values.map(({ key, value }) => [key, value]))).text
      : input.text;
  const { encoding, units, parts, remaining, perPart } = measureText(text);
  const { purpose, sender } = input;
  return {
    syntaxError: template.ok ? null : { ...template.reason },
    unknownFields: fields.map(({ key }) => key).filter((key) => !known.includes(key)),
    fields: fields.map(({ key, fallback }) => ({ key, fallback, peopleWithout: key === 'first_name' ? 112 : 0 })),
    encoding,
    units,
    parts,
    remaining,
    perPart,
    forcing: measureText(input.text).forcing.map(({ character, codePoint, name, count, replacement }) => ({
      character,
      codePoint,
      name,
      count,
      replacement,
    })),
    partsIfReplaced: measureText(replaceSafely(text)).parts,
    preview: person ? { contactId: person.contact.id, name: person.contact.name, text, parts, encoding } : null,
    notes: purpose === null ? [] : contentNotes({ text, purpose, country: 'ZA', sender }, world.business),
  };
}

function check(world: World, id: number): Output<'campaigns.check'> {
  const own = world.campaigns.find(({ row }) => row.id === id);
  const gateway = world.gateways.find((row) => row.id === own?.gatewayId);
  const matched = world.people || 4918;
  const willGet = own?.audience?.kind === 'import' ? 412 : 4610;
  const { parts } = measureText(own?.text ?? '');
  return {
    matched: own?.audience?.kind === 'import' ? 420 : 4800,
    willGet,
    later: 212,
    nextOpenAtMs: nowMs + 9 * 3_600_000,
    reasons:
      own?.audience?.kind === 'import'
        ? [skip('SUPPRESSED', 5, 4), skip('NO_CONSENT', 3, 2)]
        : [skip('NO_CONSENT', 112, 2), skip('SUPPRESSED', 61, 4), skip('NUM_INVALID', 9, 11), skip('DUPLICATE', 8, 20)],
    holds: gateway && gateway.state !== 'ready' ? [skip('NO_GATEWAY_ACCEPTANCE', matched, 0, 'hold')] : [],
    parts: willGet * Math.max(1, parts) + 36,
    spread: [
      { parts: Math.max(1, parts), people: willGet - 36 },
      { parts: Math.max(1, parts) + 1, people: 36 },
    ],
    encodings: [
      { encoding: 'GSM-7', people: willGet - 37 },
      { encoding: 'UCS-2', people: 37 },
    ],
    longest: { contactId: 3, text: own?.text ?? '', parts: Math.max(1, parts) + 1 },
    notes: [],
  };
}

/** Campaigns, their texts and their people, as main would answer. */
export function campaignHandlers(world: World, emitChanged: (id: number) => void) {
  const own = (id: number): Campaign => {
    const found = world.campaigns.find(({ row }) => row.id === id);
    if (!found) throw new Error(`no campaign ${id}`);
    return found;
  };
  const move = (id: number, part: Partial<Campaign['row']>): Campaign['row'] => {
    const next = campaign(id, own(id).name, { ...own(id).row, ...part }, own(id));
    world.campaigns = world.campaigns.map((old) =>
      old.row.id === id ? { ...next, row: { ...own(id).row, ...part } } : old,
    );
    emitChanged(id);
    return own(id).row;
  };
  return {
    'audience.options': async () => ({
      all: world.people,
      imports: world.imports.map(({ importId, fileName, atMs, created, updated }) => ({
        importId,
        fileName,
        atMs,
        people: created + updated,
      })),
      lists: world.people === 0 ? [] : [{ listId: 1, name: 'Book club', people: 214 }],
      segments:
        world.people === 0 ? [] : [{ segmentId: 3, name: 'South Africans with permission', words: 'country is ZA' }],
      tags: world.people === 0 ? [] : [{ tag: 'vip', people: 1 }],
    }),
    'audience.count': async ({ audience, purpose }) => {
      const matched = audience.kind === 'all' ? Math.min(4800, world.people) : 420;
      const reasons =
        purpose === 'transactional'
          ? [skip('SUPPRESSED', 61, 4)]
          : [
              skip('NO_CONSENT', audience.kind === 'all' ? 112 : 3, 2),
              skip('SUPPRESSED', audience.kind === 'all' ? 78 : 5, 4),
            ];
      return { matched, mayText: matched - reasons.reduce((sum, { count }) => sum + count, 0), reasons };
    },
    'text.measure': async (input) => measure(world, input),
    'text.replaceSafely': async ({ text, characters }) => ({
      text: characters === null ? replaceSafely(text) : replaceSafely(text, characters),
    }),
    'campaigns.list': async () => ({
      rows: world.campaigns.map(({ row }) => row),
      next: null,
      total: world.campaigns.length,
    }),
    'campaigns.save': async ({ id, ...draft }) => {
      const known = id === null ? undefined : world.campaigns.find(({ row }) => row.id === id);
      const next = known
        ? {
            ...known,
            ...draft,
            revision: known.revision + 1,
            updatedAtMs: Date.now(),
            row: { ...known.row, name: draft.name, purpose: draft.purpose },
          }
        : campaign(
            100 + world.campaigns.length,
            draft.name,
            { gateway: null, mode: null },
            { ...draft, revision: 1, updatedAtMs: Date.now() },
          );
      world.campaigns = known ? world.campaigns.map((old) => (old === known ? next : old)) : [next, ...world.campaigns];
      return next;
    },
    'campaigns.get': async ({ id }) => own(id),
    'campaigns.remove': async ({ id }) => {
      world.campaigns = world.campaigns.filter(({ row }) => row.id !== id);
      return {};
    },
    'campaigns.check': async ({ id }) => check(world, id),
    'campaigns.start': async ({ id, expectedPeople }) => {
      const { matched, willGet } = check(world, id);
      if (willGet !== expectedPeople) throw new Error('the audience changed');
      const gateway = world.gateways.find((row) => row.id === own(id).gatewayId);
      return move(id, {
        state: 'sending',
        startedAtMs: Date.now(),
        gateway: gateway?.name ?? null,
        mode: gateway?.mode ?? null,
        counts: { ...noCounts, matched, waiting: willGet, skipped: matched - willGet },
      });
    },
    'campaigns.pause': async ({ id }) => move(id, { state: 'paused' }),
    'campaigns.resume': async ({ id }) => move(id, { state: 'sending', pauseReason: null }),
    'campaigns.stop': async ({ id }) => move(id, { state: 'stopped', finishedAtMs: Date.now() }),
    'campaigns.people': async ({ filter, after, limit }) => {
      const all = peopleOf(filter);
      const from = Number(after ?? 0);
      const to = from + Math.min(limit, 25);
      return { rows: all.slice(from, to), next: to < all.length ? String(to) : null, total: all.length };
    },
    'campaigns.skipReasons': async () => [
      skip('NO_CONSENT', 112, 2),
      skip('SUPPRESSED', 69, 4),
      skip('NUM_INVALID', 9, 11),
    ],
    'messages.timeline': async ({ messageId }) => {
      const row = peopleOf('all').find((found) => found.messageId === messageId) ?? peopleOf('all')[0];
      if (!row) throw new Error('no such message');
      return {
        messageId,
        to: row.shown.replaceAll(' ', ''),
        shown: row.shown,
        text: `Hi ${row.name.split(' ')[0] ?? ''}, Blue Crane here. It's our autumn sale: 20 % off every colour until Sunday. Reply STOP to opt out`,
        gatewayMessageId: 'a5d2c6e0-7f0e-4c4e-9a43-6f1b2d0c9e11',
        state: row.state,
        events: [
          {
            atMs: nowMs - 5000,
            title: 'Allowed by the gate',
            detail: 'when the campaign started · rules gate-2026-11-24',
          },
          { atMs: nowMs - 3000, title: 'Allowed by the gate', detail: 'just before it left · rules gate-2026-11-24' },
          { atMs: nowMs - 2900, title: 'the gateway has it', detail: 'accepted' },
          { atMs: nowMs - 900, title: row.what, detail: 'receipt RECEIVED_BY_RECIPIENT' },
        ],
      };
    },
  } satisfies Partial<Handlers>;
}
