import { basename, extname, resolve } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import type { ExportFormat } from '../../services/contact-port.ts';
import { newClientId } from '../../composition.ts';
import { argument } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { viewOf } from '../people.ts';

const formats: Readonly<Record<string, ExportFormat>> = {
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.vcf': 'vcard',
  '.json': 'json',
};

async function exportFile(call: Call): Promise<Answer> {
  const path = resolve(argument(call, 0));
  const format = formats[extname(path).toLowerCase()];
  if (format === undefined) {
    throw new AppError('usage.badValue', {
      flag: 'FILE',
      value: basename(path),
      expected: 'a name that ends in .csv, .xlsx, .vcf or .json',
    });
  }
  const assent = await call.open();
  const { viewId } = await viewOf(call, assent);
  const clientId = newClientId();
  call.signal.addEventListener('abort', () => assent.exports.cancel(clientId));
  const { people } = await assent.exports.run({ path, format, target: { kind: 'view', viewId }, clientId });
  return { data: { file: path, people }, text: `Wrote ${people} people to ${path}\n` };
}

export const contactFileCommands: readonly Command[] = [
  {
    name: 'contacts export',
    summary: 'write everybody, or those of a rule, to FILE.csv, .xlsx, .vcf or .json',
    takes: ['FILE'],
    flags: { rule: 'value', search: 'value', sort: 'value', down: 'switch' },
    required: [],
    run: exportFile,
  },
];
