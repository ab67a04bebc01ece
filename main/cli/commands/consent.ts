import { resolve, basename } from 'node:path';
import { argument, audienceOf, flag, purposeOf } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { numbersInFile } from '../../services/importing/numbers-in-file.ts';
import type { GrantInput } from '../../services/consent/consent-service.ts';

async function audience(call: Call): Promise<GrantInput['audience']> {
  const text = flag(call, 'audience') ?? '';
  if (text === 'all' || text.startsWith('import:')) return audienceOf(text);
  const assent = await call.open();
  const path = resolve(text);
  const { country } = await assent.workspace();
  const { e164s, invalid, sha256 } = await numbersInFile(assent.files, path, country);
  if (invalid > 0) call.progress(`${invalid} rows of ${basename(path)} have no usable number and were left out`);
  return { kind: 'numbers', e164s, source: `${basename(path)} sha256:${sha256}` };
}

export const consentCommands: readonly Command[] = [
  {
    name: 'consent grant',
    summary: 'record permission with its proof',
    takes: [],
    flags: { purpose: 'value', audience: 'value', wording: 'value', evidence: 'value', by: 'value' },
    required: ['purpose', 'audience', 'wording', 'evidence', 'by'],
    async run(call) {
      const purpose = purposeOf(flag(call, 'purpose') ?? '');
      const assent = await call.open();
      const result = await assent.consent.grant({
        purpose,
        audience: await audience(call),
        wording: flag(call, 'wording') ?? '',
        evidence: flag(call, 'evidence') ?? '',
        by: flag(call, 'by') ?? '',
      });
      return { data: result, text: facts(result) };
    },
  },
  {
    name: 'consent why',
    summary: 'may I text this number for this purpose, and why?',
    takes: ['NUMBER'],
    flags: { purpose: 'value' },
    required: ['purpose'],
    async run(call) {
      const assent = await call.open();
      const result = await assent.contacts.why(argument(call, 0), purposeOf(flag(call, 'purpose') ?? ''));
      return {
        data: result,
        text: `${result.answer}\n${result.proof}\n${result.next === null ? '' : `${result.next}\n`}`,
      };
    },
  },
  {
    name: 'consent verify',
    summary: 'walk the whole hash chain of the ledger',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const result = await (await call.open()).consent.verify();
      if (!result.ok)
        throw new AppError('workspace.damaged', {
          path: call.folder,
          detail: `the consent ledger is broken at event ${result.brokenAt}`,
        });
      return { data: result, text: `Verified ${result.events} events\n` };
    },
  },
  {
    name: 'block add',
    summary: 'block a number for good',
    takes: ['NUMBER'],
    flags: { note: 'value', by: 'value' },
    required: [],
    async run(call) {
      const assent = await call.open();
      const result = await assent.consent.block({
        number: argument(call, 0),
        note: flag(call, 'note') ?? '',
        by: flag(call, 'by') ?? 'the shell',
      });
      return {
        data: result,
        text: result.added ? `${result.e164} is blocked\n` : `${result.e164} was blocked already\n`,
      };
    },
  },
  {
    name: 'block list',
    summary: 'who is blocked, since when and why',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const assent = await call.open();
      const rows = [];
      for (let after: string | null = null; ;) {
        const page = await assent.consent.blocklist({ search: '', after, limit: 200 });
        rows.push(...page.rows);
        after = page.next;
        if (after === null) break;
      }
      const shown = rows.map(({ e164, name, reason, detail, atMs }) => ({
        number: e164,
        name,
        reason,
        since: new Date(atMs).toISOString().slice(0, 16),
        detail,
      }));
      return { data: { total: rows.length, rows }, text: table(shown) };
    },
  },
  {
    name: 'block check',
    summary: 'is this number blocked?',
    takes: ['NUMBER'],
    flags: {},
    required: [],
    async run(call) {
      const { e164, block } = await (await call.open()).consent.checkBlock(argument(call, 0));
      const data = { e164, blocked: block !== null, ...block };
      const since = block === null ? '' : ` since ${new Date(block.atMs).toISOString().slice(0, 16)}: ${block.detail}`;
      return { data, text: `${e164} is ${block === null ? 'not blocked' : `blocked${since}`}\n` };
    },
  },
];
