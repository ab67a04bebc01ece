import { userInfo } from 'node:os';
import { newestFirst } from '#domain/contacts/view.ts';
import type { ViewSort } from '#domain/contacts/view.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { Target } from '../services/contacts/targets.ts';
import type { Assent } from '../composition.ts';
import { flag } from './command.ts';
import type { Call } from './command.ts';

/** Who changes something in the shell: the name the computer knows. */
export function actor(): string {
  return userInfo().username;
}

/** The view that `--rule`, `--search`, `--sort` and `--down` ask for. */
export async function viewOf(call: Call, assent: Assent, search = flag(call, 'search') ?? '') {
  const rule = flag(call, 'rule');
  const filter = rule === null ? null : (await assent.rules.parse(rule)).rule;
  return assent.views.open({ filter, search, sort: sortOf(call), replaces: null });
}

function sortOf(call: Call): ViewSort {
  const by = flag(call, 'sort');
  if (by === null) return newestFirst;
  return { by, direction: flag(call, 'down') === null ? 'ascending' : 'descending' };
}

/** The id of the person with a number; throws `phone.invalid`, `contact.notFound`. */
export async function idOf(assent: Assent, number: string): Promise<number> {
  return (await assent.contacts.byNumber(number)).contact.id;
}

/** Whom a command is about: the person with this number, or everybody of `--rule`. */
export async function targetOf(call: Call, assent: Assent, number: string | undefined): Promise<Target> {
  const rule = flag(call, 'rule');
  if (number !== undefined) return { kind: 'ids', ids: [await idOf(assent, number)] };
  if (rule === null) throw new AppError('usage.missing', { what: 'NUMBER or --rule' });
  return { kind: 'rule', rule: (await assent.rules.parse(rule)).rule };
}

/** The `--set key=value` pairs of a call. */
export function valuesOf(call: Call): { key: string; value: string }[] {
  return (call.arguments.repeated.get('set') ?? []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new AppError('usage.badValue', { flag: '--set', value: pair, expected: 'field=value' });
    return { key: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

/** `--limit`, between 1 and `most`. */
export function limitOf(call: Call, most: number, usual: number): number {
  const text = flag(call, 'limit');
  if (text === null) return usual;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most) {
    throw new AppError('usage.badValue', {
      flag: '--limit',
      value: text,
      expected: `a whole number from 1 to ${most}`,
    });
  }
  return limit;
}
