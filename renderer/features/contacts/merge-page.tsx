import { IconArrowLeft, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { MergePairCard } from './merge-pair.tsx';
import type { MergePair } from './merge-pair.tsx';
import { MergesDone } from './merges-done.tsx';

const keyOf = ({ first, second }: MergePair): string => `${first.id}/${second.id}`;
/** Main offers this many at a time, the most alike first. */
const mostOffered = 200;

interface PairListProps {
  readonly pairs: readonly MergePair[];
  readonly now: string;
  readonly onChoose: (key: string) => void;
}

function PairList({ pairs, now, onChoose }: PairListProps) {
  return (
    <nav className="card merge-list" aria-label="People who may be one">
      <ul className="plain-list">
        {pairs.map((pair) => {
          const key = keyOf(pair);
          const [name, other] = [pair.first.name || pair.first.shown, pair.second.name || pair.second.shown];
          return (
            <li key={key}>
              <button
                type="button"
                className="merge-item"
                aria-current={key === now ? 'true' : undefined}
                onClick={() => onChoose(key)}
              >
                <bdi className="strong clip">{name}</bdi>
                <bdi className="small clip">{other === name ? pair.second.shown : other}</bdi>
                <span className="caption">{pair.reason}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {pairs.length >= mostOffered ? (
        <p className="caption merge-more">The {count(mostOffered)} most alike. More come as you go through these.</p>
      ) : null}
    </nav>
  );
}

function Nobody() {
  const [, go] = useLocation();
  return (
    <Card>
      <Empty
        title="Nobody seems to be here twice"
        icon={<IconUsersGroup size={28} stroke={1.5} />}
        action={<Button onClick={() => go('/contacts')}>Back to everybody</Button>}
      >
        No two people share an e-mail address or a name, in any order of its words. Look again after an import.
      </Empty>
    </Card>
  );
}

/** Pairs decided since main was asked last; another answer of main begins anew. */
interface Decided {
  readonly of: Output<'contacts.pairs'>;
  readonly keys: ReadonlySet<string>;
}
const nobody: ReadonlySet<string> = new Set();

/** The pairs that wait and the one that is looked at; what was just decided is gone before main has looked again. */
function Pairs({ all }: { readonly all: Output<'contacts.pairs'> }) {
  const [decided, setDecided] = useState<Decided>({ of: all, keys: nobody });
  const [chosen, setChosen] = useState<string | null>(null);
  const gone = decided.of === all ? decided.keys : nobody;
  const pairs = all.filter((pair) => !gone.has(keyOf(pair)));
  const at = Math.max(
    0,
    pairs.findIndex((pair) => keyOf(pair) === chosen),
  );
  const pair = pairs[at];
  if (!pair) return <Nobody />;
  const next = pairs[at + 1] ?? pairs[0];
  const goNext = (): void => setChosen(next && next !== pair ? keyOf(next) : null);
  return (
    <div className="merge">
      <PairList pairs={pairs} now={keyOf(pair)} onChoose={setChosen} />
      <MergePairCard
        key={keyOf(pair)}
        pair={pair}
        onDone={() => {
          goNext();
          setDecided({ of: all, keys: new Set([...gone, keyOf(pair)]) });
        }}
        onSkip={pairs.length > 1 ? goNext : null}
      />
    </div>
  );
}

/** As many pairs as main tells at once; with that many there may be more. */
const mostPairs = 200;

function pairsLeft(size: number): string {
  if (size === 0) return '';
  if (size >= mostPairs) return `the first ${count(size)} pairs to look at`;
  return `${count(size)} ${size === 1 ? 'pair' : 'pairs'} to look at`;
}

/** People who may be here twice, pair by pair; and the merges of the last month, which can still be taken apart. */
export function MergePage() {
  const pairs = useCall('contacts.pairs', {}, { fresh: true });
  const [, go] = useLocation();
  const size = pairs.data?.length ?? 0;
  return (
    <Page
      title="People here twice"
      beside={
        <span className="soft small clip" role="status">
          {pairsLeft(size)}
        </span>
      }
      actions={
        <IconButton label="Back to everybody" onClick={() => go('/contacts')}>
          <IconArrowLeft size={18} />
        </IconButton>
      }
    >
      <div className="stack merge-page">
        <Ready query={pairs} rows={8}>
          {(all) => <Pairs all={all} />}
        </Ready>
        <MergesDone />
      </div>
    </Page>
  );
}
