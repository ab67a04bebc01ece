import { AppError } from '#domain/kernel/errors.ts';
import { zoneOffsetMs } from '#domain/kernel/zone-offset.ts';
import type { ContactService } from '../contacts/contact-service.ts';
import type { Dispatcher } from '../sending/dispatcher.ts';
import type { ServiceContext } from '../context.ts';
import type { GatewayService } from './gateway-service.ts';
import { shownNumber } from '../words.ts';

const dayMs = 86_400_000;

/** The first instants of a month and of the next, in UTC; throws `usage.badValue` for anything but `2026-11`. */
function monthBounds(month: string): { readonly fromMs: number; readonly toMs: number } {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match)
    throw new AppError('usage.badValue', { flag: 'month', value: month, expected: 'a month such as 2026-11' });
  const [year, number] = [Number(match[1]), Number(match[2])];
  return { fromMs: Date.UTC(year, number - 1, 1), toMs: Date.UTC(year, number, 1) };
}

/** What left this computer, when and to whom, and ending it (consent.md 6). */
export function createDisclosureService(
  { storage, clock, emit }: ServiceContext,
  gateways: GatewayService,
  contacts: ContactService,
  dispatcher: Dispatcher,
) {
  async function recipients() {
    const sheets = await Promise.all((await gateways.list()).map(({ id }) => gateways.sheet({ id })));
    return sheets.map(({ gateway, hosts, fields, legalEntity }) => ({
      id: gateway.id,
      name: gateway.name,
      mode: gateway.mode,
      legalEntity,
      hosts: hosts.map(({ origin }) => origin),
      fields: fields.map(({ name, meaning }) => ({ name, meaning })),
    }));
  }

  return {
    /**
     * Takes the acceptance of a gateway's sheet back. Nothing more leaves through it from then on: what was being sent pauses,
     * texts on the wire get their answer, and replies are no longer fetched. Answers how many campaigns were paused.
     */
    async withdraw(input: { readonly id: number; readonly by: string }) {
      const { gateway, paused } = await gateways.withdraw(input);
      await Promise.all(paused.map((id) => dispatcher.hold(id)));
      for (const id of paused) emit('campaigns.changed', { id });
      return { gateway, paused: paused.length };
    },
    /** Texts of one month by day and gateway; `month` null is this month. Days are those of the workspace's zone. */
    async month(month: string | null) {
      const { zone } = await storage.read.workspace({});
      const offsetMs = zoneOffsetMs(clock.nowMs(), zone);
      const here = new Date(clock.nowMs() + offsetMs).toISOString().slice(0, 7);
      const { fromMs, toMs } = monthBounds(month ?? here);
      const days = await storage.read.disclosedDays({ fromMs: fromMs - offsetMs, toMs: toMs - offsetMs, offsetMs });
      const firstMs = await storage.read.firstDisclosure({});
      return {
        month: month ?? here,
        firstMonth: firstMs === null ? null : new Date(firstMs + offsetMs).toISOString().slice(0, 7),
        previous: new Date(fromMs - dayMs).toISOString().slice(0, 7),
        next: (month ?? here) < here ? new Date(toMs).toISOString().slice(0, 7) : null,
        days,
        gateways: await recipients(),
      };
    },
    /** Every text to one number that left, with who got it and under which accepted sheet. */
    async number(number: string) {
      const e164 = await contacts.parseNumber(number);
      const texts = await storage.read.disclosedTexts({ e164 });
      return { e164, shown: shownNumber(e164), texts, gateways: await recipients() };
    },
  };
}
