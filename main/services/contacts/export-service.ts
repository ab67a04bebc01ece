import type { RuleField } from '#domain/contacts/rule.ts';
import type { ExportedRow, ExportFiles, ExportFormat, ExportPerson } from '../contact-port.ts';
import type { ServiceContext } from '../context.ts';
import { everybody, idsOf } from './targets.ts';
import type { Target } from './targets.ts';

const batch = 1_000;
const tellEvery = 20_000;

export interface ExportRequest {
  readonly path: string;
  readonly format: ExportFormat;
  /** Null = everybody. */
  readonly target: Target | null;
  readonly clientId: string;
}

function person({ id: _id, addedAtMs, ...row }: ExportedRow): ExportPerson {
  return { ...row, addedAt: new Date(addedAtMs).toISOString() };
}

/** Writes contacts to a file that our own import reads back. */
export function createExportService({ storage, emit }: ServiceContext, files: ExportFiles) {
  const running = new Map<string, AbortController>();

  async function* people(ids: Uint32Array, clientId: string): AsyncGenerator<ExportPerson> {
    for (let from = 0; from < ids.length; from += batch) {
      const rows = await storage.read.exportRows({ ids: ids.slice(from, from + batch) });
      for (const row of rows) yield person(row);
      if ((from + batch) % tellEvery === 0) {
        emit('contacts.progress', { clientId, done: from + batch, total: ids.length });
      }
    }
  }

  return {
    /** Throws `file.notWritable`, `export.cancelled`, `view.closed`; no file is left then. */
    async run({ path, format, target, clientId }: ExportRequest): Promise<{ people: number }> {
      const stop = new AbortController();
      running.set(clientId, stop);
      try {
        const ids = await idsOf(storage, target ?? { kind: 'rule', rule: everybody });
        const fields: readonly RuleField[] = (await storage.read.catalogue({})).fields;
        let count = 0;
        const counted = async function* (): AsyncGenerator<ExportPerson> {
          for await (const one of people(ids, clientId)) {
            count += 1;
            yield one;
          }
        };
        await files.write({ path, format, fields, people: counted(), signal: stop.signal });
        return { people: count };
      } finally {
        running.delete(clientId);
      }
    },
    cancel(clientId: string): void {
      running.get(clientId)?.abort();
    },
  };
}
