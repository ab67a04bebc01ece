import { argument, flag } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { table } from '../output.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { GatewayKind } from '../../services/ports.ts';

const kinds: readonly GatewayKind[] = ['clickatell', 'rehearsal'];

/** What a failed line of the connection test is called among the errors; the rest is not being reachable. */
const failureCodes: Readonly<Record<string, 'gateway.credentials' | 'gateway.badAnswer' | 'gateway.noBalance'>> = {
  Key: 'gateway.credentials',
  Protocol: 'gateway.badAnswer',
  Balance: 'gateway.noBalance',
};

async function add(call: Call): Promise<{ data: unknown; text: string }> {
  const kind = kinds.find((known) => known === argument(call, 0));
  if (!kind)
    throw new AppError('usage.badValue', { flag: 'KIND', value: argument(call, 0), expected: kinds.join(' or ') });
  const name = flag(call, 'name') ?? '';
  if (name.trim() === '') throw new AppError('usage.missing', { what: '--name' });
  const keyEnv = flag(call, 'key-env');
  if (kind === 'clickatell' && keyEnv === null)
    throw new AppError('usage.missing', { what: '--key-env, the name of the environment variable with the key' });
  const gateway = await (
    await call.open()
  ).gateways.add({
    name,
    kind,
    url: flag(call, 'url'),
    repliesUrl: flag(call, 'replies-url'),
    credential: null,
    secretRef: keyEnv === null ? null : `env:${keyEnv}`,
  });
  return { data: gateway, text: `Added ${name}. Read its sheet next: assent gateway sheet ${name}\n` };
}

export const gatewayCommands: readonly Command[] = [
  {
    name: 'gateway add',
    summary: 'add a gateway: clickatell or rehearsal',
    takes: ['KIND'],
    flags: { name: 'value', url: 'value', 'replies-url': 'value', 'key-env': 'value' },
    required: ['name'],
    run: add,
  },
  {
    name: 'gateway list',
    summary: 'the gateways and whether their sheets are accepted',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const rows = await (await call.open()).gateways.list();
      return { data: rows, text: table(rows, ['name', 'kind', 'state', 'url', 'acceptedBy']) };
    },
  },
  {
    name: 'gateway sheet',
    summary: 'what would leave this computer, and to whom',
    takes: ['NAME'],
    flags: {},
    required: [],
    async run(call) {
      const sheet = await (await call.open()).gateways.sheet({ name: argument(call, 0) });
      return { data: sheet, text: `${sheet.text}\n` };
    },
  },
  {
    name: 'gateway accept',
    summary: 'accept the sheet as it stands',
    takes: ['NAME'],
    flags: { by: 'value' },
    required: ['by'],
    async run(call) {
      const { gateways } = await call.open();
      const { gateway, digest } = await gateways.sheet({ name: argument(call, 0) });
      const accepted = await gateways.accept({ id: gateway.id, digest, by: flag(call, 'by') ?? '' });
      return { data: accepted, text: `${accepted.name} is accepted by ${accepted.acceptedBy}\n` };
    },
  },
  {
    name: 'gateway withdraw',
    summary: 'take the acceptance back: sending through it pauses at once',
    takes: ['NAME'],
    flags: { by: 'value' },
    required: ['by'],
    async run(call) {
      const { gateways, disclosures } = await call.open();
      const { id } = await gateways.get({ name: argument(call, 0) });
      const { gateway, paused } = await disclosures.withdraw({ id, by: flag(call, 'by') ?? '' });
      return {
        data: { ...gateway, paused },
        text: `${gateway.name} is not used any more; ${paused} campaigns paused\n`,
      };
    },
  },
  {
    name: 'privacy left',
    summary: 'what left this computer: by day, or for one number',
    takes: [],
    flags: { month: 'value', number: 'value' },
    required: [],
    async run(call) {
      const { disclosures } = await call.open();
      const number = flag(call, 'number');
      if (number !== null) {
        const data = await disclosures.number(number);
        const rows = data.texts.map(({ atMs, gatewayId, campaign, acceptedBy }) => ({
          left: new Date(atMs).toISOString(),
          gateway: data.gateways.find(({ id }) => id === gatewayId)?.name ?? '',
          campaign,
          acceptedBy,
        }));
        return { data, text: table(rows) };
      }
      const data = await disclosures.month(flag(call, 'month'));
      const rows = data.days.map(({ day, gatewayId, texts, people }) => ({
        day,
        gateway: data.gateways.find(({ id }) => id === gatewayId)?.name ?? '',
        texts,
        people,
      }));
      return { data, text: rows.length === 0 ? `Nothing left in ${data.month}\n` : table(rows) };
    },
  },
  {
    name: 'gateway test',
    summary: 'reach it, check the key, read the balance; sends no text',
    takes: ['NAME'],
    flags: {},
    required: [],
    async run(call) {
      const { gateways } = await call.open();
      const { id, name } = await gateways.get({ name: argument(call, 0) });
      const checks = await gateways.test(id);
      const failed = checks.find((check) => !check.ok);
      if (failed) {
        const code = failureCodes[failed.name] ?? 'gateway.unreachable';
        throw new AppError(code, { gateway: name, detail: `${failed.name}: ${failed.detail}` });
      }
      return { data: { gateway: name, checks }, text: table(checks) };
    },
  },
];
