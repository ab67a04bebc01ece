/** A message row as the checker reads it from the database. */
export interface SentRow {
  readonly e164: string;
  readonly clientId: string;
  readonly state: string;
}

export interface SendFacts {
  readonly people: number;
  readonly kills: number;
  readonly rows: readonly SentRow[];
  /** Lines of the recorder's file: `CLIENT_ID NUMBER`. */
  readonly recorded: readonly string[];
}

const handedOver = new Set(['accepted', 'enroute', 'delivered', 'undelivered', 'expired']);
const settled = new Set([...handedOver, 'uncertain', 'rejected', 'skipped', 'cancelled']);

function twice(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** Compares what the gateway took with what the database says; each problem starts with its kind. Knows no product code. */
export function checkSend({ people, kills, rows, recorded }: SendFacts): readonly string[] {
  const problems: string[] = [];
  const entries = recorded.map((line) => line.split(' ') as [string, string]);
  const taken = new Set(entries.map(([clientId]) => clientId));
  const rowOf = new Map(rows.map((row) => [row.clientId, row]));
  if (rows.length !== people) problems.push(`lost: ${rows.length} rows for ${people} people`);
  for (const number of twice(rows.map((row) => row.e164))) problems.push(`twice: ${number} has two rows`);
  for (const clientId of twice(entries.map(([id]) => id))) problems.push(`twice: the gateway took ${clientId} again`);
  for (const number of twice(entries.map(([, to]) => to))) problems.push(`twice: the gateway took ${number} again`);
  for (const [clientId] of entries) {
    const state = rowOf.get(clientId)?.state ?? 'unknown';
    if (!handedOver.has(state) && state !== 'uncertain') problems.push(`lost: taken, but ${clientId} is ${state}`);
  }
  for (const { clientId, state } of rows) {
    if (handedOver.has(state) && !taken.has(clientId)) problems.push(`invented: ${clientId} is ${state}, never taken`);
    if (!settled.has(state)) problems.push(`open: ${clientId} is ${state}`);
  }
  const uncertain = rows.filter((row) => row.state === 'uncertain').length;
  if (uncertain > 64 * kills) problems.push(`doubt: ${uncertain} uncertain after ${kills} kills`);
  return problems;
}
