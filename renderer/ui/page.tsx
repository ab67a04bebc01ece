import { IconCheck } from '@tabler/icons-react';
import { createContext, useContext, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The element of the top bar a page writes its title and actions into. */
export const TopBar = createContext<HTMLElement | null>(null);

interface PageProps {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Changes with the step of a job: the title takes the focus again. */
  readonly step?: string | number;
}

/** One screen: its title takes the focus when it opens, so that keyboard and screen reader know where they are. */
export function Page({ title, beside, actions, children, step }: PageProps) {
  const bar = useContext(TopBar);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Assent`;
  }, [title]);
  useEffect(() => {
    // Whoever types into the search of the top bar goes on typing.
    if (document.activeElement?.closest('.top-search')) return;
    heading.current?.focus({ preventScroll: true });
    document.querySelector('#main')?.scrollTo({ top: 0 });
  }, [bar, step]);
  return (
    <>
      {bar
        ? createPortal(
            <>
              <div className="top-title">
                <h1 ref={heading} tabIndex={-1}>
                  {title}
                </h1>
                {beside}
              </div>
              {actions}
            </>,
            bar,
          )
        : null}
      {children}
    </>
  );
}

interface CardProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The content goes to the card's edges, below a line: tables and lists. */
  readonly flush?: boolean;
}

/** A sheet of paper on the desk, with its heading. */
export function Card({ title, aside, children, flush }: CardProps) {
  return (
    <section className={flush ? 'card clipped flush' : 'card'} {...(title ? { 'aria-label': title } : {})}>
      {title ? (
        <div className="card-head">
          <h2 className="grow">{title}</h2>
          {aside}
        </div>
      ) : null}
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  );
}

/** Names and values under each other. */
export function Facts({
  rows,
  isLeft,
  isCode,
}: {
  readonly rows: readonly (readonly [string, ReactNode])[];
  readonly isLeft?: boolean;
  readonly isCode?: boolean;
}) {
  return (
    <dl className={isLeft ? 'facts left' : 'facts'}>
      {rows.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} isCode={isCode ?? false} />
      ))}
    </dl>
  );
}

function FactRow({
  name,
  value,
  isCode,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly isCode: boolean;
}) {
  return (
    <>
      <dt className={isCode ? 'code' : ''}>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface StepsProps {
  readonly names: readonly string[];
  readonly now: number;
  readonly reached: number;
  readonly onGo: (step: number) => void;
}

/** Where you are in a job of several steps; steps already reached can be gone back to. */
export function Steps({ names, now, reached, onGo }: StepsProps) {
  return (
    <ol className="steps" aria-label="Steps">
      {names.map((name, at) => (
        <li key={name}>
          <button
            type="button"
            className="step"
            data-state={at === now ? 'now' : at < now ? 'done' : 'later'}
            aria-current={at === now ? 'step' : undefined}
            disabled={at > reached}
            onClick={() => onGo(at)}
          >
            <span aria-hidden>{at < now ? <IconCheck size={14} stroke={2.25} /> : at + 1}</span>
            {name}
          </button>
        </li>
      ))}
    </ol>
  );
}
