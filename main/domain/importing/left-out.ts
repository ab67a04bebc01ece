import type { InvalidRow, RowOutcome } from './row-outcome.ts';

/** What the user leaves out: rows by their number, and every row that cannot be used for one of these reasons. */
export interface LeftOut {
  readonly rows: readonly number[];
  readonly reasons: readonly string[];
}

/**
 * Makes a row that was left out a rejected one with a reason of its own, so that every row of the file stays in a
 * count. A person under the age limit stays what they are: nothing of such a row may be kept for any other reason.
 */
export function createLeavingOut({ rows, reasons }: LeftOut): (outcome: RowOutcome) => RowOutcome {
  if (rows.length === 0 && reasons.length === 0) return (outcome) => outcome;
  const byHand = new Set(rows);
  const byReason = new Set(reasons);
  return (outcome) => {
    if (outcome.kind === 'invalid' && (!outcome.mayKeepCells || outcome.reason === 'leftOut')) return outcome;
    const isOut = byHand.has(outcome.rowNumber) || (outcome.kind === 'invalid' && byReason.has(outcome.reason));
    return isOut ? leftOutRow(outcome) : outcome;
  };
}

function leftOutRow(outcome: RowOutcome): InvalidRow {
  const { rowNumber } = outcome;
  const shown = outcome.kind === 'invalid' ? outcome.shown : (outcome.before ?? outcome.e164);
  return { kind: 'invalid', rowNumber, reason: 'leftOut', shown, repairKind: null, mayKeepCells: true };
}
