import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { AppError } from '#domain/kernel/errors.ts';
import { purposeOf } from './command.ts';
import { permissionStatements } from '../services/importing/permission-answers.ts';
import type { PermissionAnswers, PermissionStatement } from '../services/importing/permission-answers.ts';

/** What each statement is called in the file. */
const statementKeys: Readonly<Record<PermissionStatement, string>> = {
  agreedToUs: 'agreed_to_us',
  notBought: 'not_bought',
  noneOptedOut: 'none_opted_out',
  noneUnderAge: 'none_under_age',
  proofWithinDays: 'proof_within_five_days',
};

const textKeys = ['purpose', 'method', 'date', 'wording', 'evidence', 'by', 'role'] as const;

/**
 * What a named person states about the people of an import, as YAML: `purpose`, `method`, `date` (2026-06-01),
 * `wording`, `evidence`, `by`, `role`, and `statements` with a yes or no for each of the five. Throws
 * `import.permissionFile` for a file that says anything else; nothing is taken for granted.
 */
export async function readPermissionFile(path: string): Promise<PermissionAnswers> {
  const refused = (detail: string, cause?: unknown): AppError =>
    new AppError('import.permissionFile', { detail }, { cause });
  let content: unknown;
  try {
    content = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error), error);
  }
  const values = recordOf(content);
  if (values === null) throw refused('it is no list of names and values');
  const unknown = [...values.keys()].find((key) => key !== 'statements' && !textKeys.some((name) => name === key));
  if (unknown !== undefined) throw refused(`“${unknown}” is not one of ${textKeys.join(', ')}, statements`);
  const text = (key: (typeof textKeys)[number]): string => {
    const value = values.get(key) ?? '';
    if (typeof value !== 'string') throw refused(`“${key}” must be text`);
    return value.trim();
  };
  return {
    purpose: purposeOf(text('purpose')),
    statements: statementsOf(recordOf(values.get('statements') ?? {}), refused),
    method: text('method'),
    wording: text('wording'),
    evidence: text('evidence'),
    occurredAtMs: dateOf(text('date'), refused),
    by: text('by'),
    role: text('role'),
  };
}

function recordOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
}

function statementsOf(
  given: ReadonlyMap<string, unknown> | null,
  refused: (detail: string) => AppError,
): PermissionAnswers['statements'] {
  if (given === null) throw refused('“statements” must be a list of names with yes or no');
  const known = Object.values(statementKeys);
  const unknown = [...given.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) throw refused(`there is no statement “${unknown}”; there are ${known.join(', ')}`);
  const answer = (name: PermissionStatement): 'yes' | 'no' | null => {
    const value = given.get(statementKeys[name]);
    if (value === undefined || value === null) return null;
    if (value === true || value === 'yes') return 'yes';
    if (value === false || value === 'no') return 'no';
    throw refused(`“${statementKeys[name]}” must be yes or no`);
  };
  const answers = permissionStatements.map((name) => [name, answer(name)] as const);
  return Object.fromEntries(answers) as PermissionAnswers['statements'];
}

function dateOf(text: string, refused: (detail: string) => AppError): number | null {
  if (text === '') return null;
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(atMs)) throw refused(`“date” must be written like 2026-06-01, not “${text.slice(0, 40)}”`);
  return atMs;
}
