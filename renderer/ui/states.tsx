import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { CallError } from '../api/client.ts';
import { Button } from './button.tsx';

/** Grey bars where rows will be, only when loading takes long enough to be noticed. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className="stack-s" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  );
}

/** Nothing here yet: one sentence why, and what to do next. */
export function Empty({
  title,
  icon,
  children,
  action,
}: {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon}
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

/** What happened, what was not done, what to do. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const words =
    error instanceof CallError
      ? error.wire.words
      : {
          what: 'Something unexpected happened.',
          notDone: 'Nothing was changed.',
          next: 'Try again; if it happens again, restart Assent.',
        };
  return (
    <div className="note" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} />
      <div className="grow">
        <p className="strong">{words.what}</p>
        <p>
          {words.notDone} {words.next}
        </p>
      </div>
      {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
    </div>
  );
}

export function Note({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'warn' | 'ok' | 'bad';
  readonly children: ReactNode;
}) {
  return (
    <div className="note" data-tone={tone}>
      {tone === 'warn' || tone === 'bad' ? <IconAlertTriangle size={18} /> : <IconInfoCircle size={18} />}
      <div className="grow">{children}</div>
    </div>
  );
}

/** What a view waits for: a query, or a list read page by page. */
interface Loadable<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** The four states of a view over one query: loading, failed, (empty is the caller's) and ready. */
export function Ready<T>({
  query,
  children,
  rows,
}: {
  readonly query: Loadable<T>;
  readonly children: (data: T) => ReactNode;
  readonly rows?: number;
}) {
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading {...(rows === undefined ? {} : { rows })} />;
  return <>{children(query.data)}</>;
}
