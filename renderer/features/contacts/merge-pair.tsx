import { useEffect, useRef, useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { call, newClientId, useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Failure, Loading, Note } from '../../ui/states.tsx';
import { betterSide, blockedSide, mergeInput, mergeLines, otherSide } from './merge-choice.ts';
import type { PersonFile, Side, Two } from './merge-choice.ts';
import { useUndo } from '../../window-undo.ts';
import { MergeTable } from './merge-table.tsx';
import { offerUndo } from './use-bulk.ts';

export type MergePair = Output<'contacts.pairs'>[number];

interface PairProps {
  readonly pair: MergePair;
  /** Decided one way or the other: it is not asked about again. */
  readonly onDone: () => void;
  /** To the next one; null when there is no other. */
  readonly onSkip: (() => void) | null;
}

const counted = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** What the one who stays has afterwards, besides the values. */
function Joined({ two }: { readonly two: Two }) {
  const both = (names: (file: PersonFile) => readonly string[]): string =>
    [...new Set([...names(two.first), ...names(two.second)])].join(', ') || 'None';
  const notes = two.first.notes.length + two.second.notes.length;
  const rows = [
    ['Tags', both(({ tags }) => tags)],
    ['Lists', both(({ lists }) => lists.map(({ name }) => name))],
    ['Notes', notes === 0 ? 'None' : counted(notes, 'note', 'notes')],
  ] as const;
  return (
    <section aria-label="What joins" className="merge-joined">
      <h3>Joined from both</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Stop = 'both' | 'one';

/** One of the two numbers said stop: whether the person meant the other one too is asked, never guessed. */
function StopQuestion({
  blocked,
  other,
  value,
  onChange,
}: {
  readonly blocked: PersonFile;
  readonly other: PersonFile;
  readonly value: Stop | null;
  readonly onChange: (value: Stop) => void;
}) {
  return (
    <>
      <Note tone="warn">
        <p className="strong">
          <bdi dir="ltr">{blocked.contact.shown}</bdi> is blocked: {blocked.contact.textable.reason}.
        </p>
        <p>If this is one person, they may not want texts on their other number either.</p>
      </Note>
      <Choices<Stop>
        label="Does the block count for both numbers?"
        name="merge-stop"
        value={value}
        onChange={onChange}
        isPaired
        choices={[
          {
            value: 'both',
            title: `Block ${other.contact.shown} too`,
            detail: 'Nobody texts this person again. A block is for good: undoing the merge does not lift it.',
          },
          {
            value: 'one',
            title: 'Leave the other number as it is',
            detail: 'They asked about one number only, and you know it.',
          },
        ]}
      />
    </>
  );
}

const nameOf = ({ contact }: PersonFile): string => contact.name || contact.shown;

function Decide({ pair, two, onDone, onSkip }: PairProps & { readonly two: Two }) {
  const fields = useCall('fields.list', {}).data ?? [];
  const [keep, setKeep] = useState<Side>(() => betterSide(two));
  const [picked, setPicked] = useState<ReadonlyMap<string, Side>>(new Map());
  const [stop, setStop] = useState<Stop | null>(null);
  const [busy, setBusy] = useState<'merge' | 'apart' | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const blocked = blockedSide(two);
  const lines = mergeLines(two, fields);
  const act = async (what: 'merge' | 'apart', work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      await work();
      onDone();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setBusy(null);
    }
  };
  const merge = async (): Promise<void> => {
    // The block first: whatever fails after it, nobody is texted who said stop.
    if (blocked !== null && stop === 'both') {
      const ids = [two[otherSide(blocked)].contact.id];
      const note = `the same person as ${two[blocked].contact.shown}`;
      await call('contacts.bulk', {
        target: { kind: 'ids', ids },
        action: { kind: 'block', note },
        clientId: newClientId(),
      });
    }
    const input = mergeInput(two, lines, keep, picked);
    const { undo } = await call('contacts.merge', input);
    offerUndo(`${nameOf(two[otherSide(keep)])} merged into ${input.name || two[keep].contact.shown}`, undo, true);
  };
  const setApart = async (): Promise<void> => {
    const ids = { firstId: pair.first.id, secondId: pair.second.id };
    await call('contacts.setApart', { ...ids, isApart: true });
    useUndo.getState().offer({
      words: `${nameOf(two.first)} and ${nameOf(two.second)} stay two people`,
      undo: () => call('contacts.setApart', { ...ids, isApart: false }),
      forget: async () => undefined,
    });
  };
  return (
    <>
      <MergeTable
        two={two}
        lines={lines}
        keep={keep}
        picked={picked}
        onKeep={setKeep}
        onPick={(key, side) => setPicked((old) => new Map(old).set(key, side))}
      />
      <Joined two={two} />
      {blocked === null ? (
        <p className="caption">
          Permission and blocks belong to the number they were given for: they are not copied to the number that stays.
        </p>
      ) : (
        <StopQuestion blocked={two[blocked]} other={two[otherSide(blocked)]} value={stop} onChange={setStop} />
      )}
      {error ? <Failure error={error} /> : null}
      <div className="row merge-foot">
        <Button
          kind="main"
          busy={busy === 'merge'}
          disabled={busy !== null || (blocked !== null && stop === null)}
          onClick={() => void act('merge', merge)}
        >
          Merge into one person
        </Button>
        <Button busy={busy === 'apart'} disabled={busy !== null} onClick={() => void act('apart', setApart)}>
          They are two people
        </Button>
        {onSkip ? (
          <Button kind="quiet" onClick={onSkip}>
            Skip for now
          </Button>
        ) : null}
        <span className="caption grow merge-undo">A merge can be undone for 30 days.</span>
      </div>
    </>
  );
}

/** Two people who may be one: side by side, what stays of each, and what to do with them. */
export function MergePairCard({ pair, onDone, onSkip }: PairProps) {
  const first = useCall('contacts.file', { id: pair.first.id }, { fresh: true });
  const second = useCall('contacts.file', { id: pair.second.id }, { fresh: true });
  const heading = useRef<HTMLHeadingElement>(null);
  const [isFirst] = useState(() => document.activeElement?.tagName === 'H1');
  useEffect(() => {
    // The next pair after a decision: who cannot see it change is told by the focus. A page just opened keeps its title.
    if (!isFirst) heading.current?.focus({ preventScroll: true });
  }, [isFirst]);
  const failed = [first, second].find(({ error }) => error !== null);
  const two = first.data && second.data ? { first: first.data, second: second.data } : null;
  return (
    <section className="card merge-card" aria-label="Are these the same person?">
      <div className="card-head">
        <h2 ref={heading} tabIndex={-1} className="grow">
          Are these the same person?
        </h2>
        <Chip tone="plain">{pair.reason}</Chip>
      </div>
      <div className="card-body">
        {failed?.error ? (
          <Failure
            error={failed.error}
            onRetry={() => {
              void first.refetch();
              void second.refetch();
            }}
          />
        ) : two ? (
          <Decide pair={pair} two={two} onDone={onDone} onSkip={onSkip} />
        ) : (
          <Loading rows={7} />
        )}
      </div>
    </section>
  );
}
