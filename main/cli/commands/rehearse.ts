import { once } from 'node:events';
import { AppError } from '#domain/kernel/errors.ts';
import { startRehearsal } from '../../gateways/rehearsal/rehearsal-server.ts';
import { flag } from '../command.ts';
import type { Command } from '../command.ts';

function whole(text: string | null, name: string, otherwise: number): number {
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text))
    throw new AppError('usage.badValue', { flag: name, value: text, expected: 'a whole number' });
  return Number(text);
}

export const rehearseCommands: readonly Command[] = [
  {
    name: 'rehearse serve',
    summary: 'run the rehearsal gateway alone, until Ctrl+C',
    takes: [],
    flags: { protocol: 'value', port: 'value', key: 'value', seed: 'value' },
    required: ['protocol', 'port'],
    async run(call) {
      const protocol = flag(call, 'protocol') ?? '';
      if (protocol !== 'one-api')
        throw new AppError('usage.badValue', { flag: '--protocol', value: protocol, expected: 'one-api' });
      const port = whole(flag(call, 'port'), '--port', 0);
      if (port > 65_535)
        throw new AppError('usage.badValue', { flag: '--port', value: String(port), expected: 'a port, 0 to 65535' });
      const server = await startRehearsal({
        port,
        apiKey: flag(call, 'key') ?? 'rehearsal',
        seed: flag(call, 'seed') ?? 'assent',
      });
      const listening = { protocol, url: server.url, repliesUrl: server.repliesUrl };
      await call.print(
        call.arguments.flags.has('json')
          ? JSON.stringify({ ok: true, data: listening })
          : `Listening on ${server.url} (replies at ${server.repliesUrl})`,
      );
      if (!call.signal.aborted) await once(call.signal, 'abort');
      await server.close();
      return null;
    },
  },
];
