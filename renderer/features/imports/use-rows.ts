import { useCall } from '../../api/client.ts';
import type { Description } from '../../import-answers.ts';
import type { CounterId } from './counters.tsx';
import { useCheckRequest } from './use-request.ts';

/** Rows on one page of the list of rows. */
export const pageRows = 100;

/** Which rows of the file somebody looks at. */
export interface RowsView {
  readonly counter: CounterId;
  /** Of the rejected rows only those with this reason. */
  readonly reason: string | null;
  readonly from: number;
}

/**
 * The rows of the file behind a counter, asked once the check is done. While other answers are checked, or another page
 * is on its way, `data` is what was there before; `isCurrent` says whether it is what was asked for.
 */
export function useRows(description: Description, { counter, reason, from }: RowsView, isReady: boolean) {
  const request = useCheckRequest(description, false);
  const asked = { heap: counter === 'all' ? null : counter, reason, from, limit: pageRows };
  const query = useCall('imports.rows', { ...request, ...asked }, { enabled: isReady, keep: true });
  const { data } = query;
  const isCurrent = data?.heap === asked.heap && data.reason === reason && data.from === from;
  return { query, data, isCurrent };
}
