import { AppError } from '#domain/kernel/errors.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { ImportPermission } from '../import-port.ts';

/** What must be true before a file's people count as having agreed (consent.md 2.4), in the order they are asked. */
export const permissionStatements = [
  'agreedToUs',
  'notBought',
  'noneOptedOut',
  'noneUnderAge',
  'proofWithinDays',
] as const;

export type PermissionStatement = (typeof permissionStatements)[number];

/** The statements in words; each is ticked by itself, and none is ticked beforehand. */
export const statementWords: Readonly<Record<PermissionStatement, string>> = {
  agreedToUs: 'Each of these people agreed to texts from this business for this purpose.',
  notBought: 'The list was not bought, rented, scraped, or received from somebody else.',
  noneOptedOut: 'Nobody on it has said stop since.',
  noneUnderAge: 'Nobody on it is known to be under the age limit.',
  proofWithinDays: 'I can show the proof for any row within five days.',
};

/** A file whose people did not agree, or that was bought, may not be imported at all. */
const refusing: ReadonlySet<PermissionStatement> = new Set(['agreedToUs', 'notBought']);

/** What a named person states about the people of a file. `no` was said, `yes` was said, null was left open. */
export interface PermissionAnswers {
  readonly purpose: Purpose;
  readonly statements: Readonly<Record<PermissionStatement, 'yes' | 'no' | null>>;
  readonly method: string;
  readonly wording: string;
  readonly evidence: string;
  /** When people agreed. */
  readonly occurredAtMs: number | null;
  readonly by: string;
  readonly role: string;
}

/**
 * The permission an import may record, or null when something is missing: its people then stay unverified, which is
 * enough for their own orders and appointments and for nothing else. Throws `import.refused` for a "no" to whether
 * they agreed or whether the list was bought.
 */
export function permissionOf(
  answers: PermissionAnswers | null,
  nowMs: number,
  rows: ImportPermission['rows'] = null,
): ImportPermission | null {
  if (answers === null) return null;
  const refused = permissionStatements.find((name) => refusing.has(name) && answers.statements[name] === 'no');
  if (refused) throw new AppError('import.refused', { statement: statementWords[refused] });
  const { purpose, statements, method, wording, evidence, occurredAtMs, by, role } = answers;
  const isWhole = permissionStatements.every((name) => statements[name] === 'yes');
  const isFilled = [method, wording, evidence, by].every((text) => text.trim() !== '');
  // A column of dates says for each row when it was; without one, somebody must say it for all.
  const isDated = rows !== null || (occurredAtMs !== null && occurredAtMs <= nowMs);
  if (!isWhole || !isFilled || !isDated) return null;
  const whose = role.trim() === '' ? by : `${by}, ${role}`;
  return {
    purpose,
    method,
    wording,
    evidence: `${method}: ${evidence}`,
    occurredAtMs: occurredAtMs ?? nowMs,
    by: whose,
    rows,
  };
}
