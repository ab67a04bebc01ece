import { useState } from 'react';
import { useCall } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Ready } from '../../ui/states.tsx';
import { useContacts } from './contacts-state.ts';
import type { Group } from './contacts-state.ts';
import { RuleEditor } from './rule-editor.tsx';
import type { Subjects } from './rule-editor.tsx';
import { finished, fresh, useRuleSize } from './rules.ts';

/** How many a rule finds, and a few of them. */
export function RuleSize({ rule }: { readonly rule: Group | null }) {
  const found = useRuleSize(rule);
  if (rule === null) return <p className="small soft">Finish a condition to see who it finds.</p>;
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  const names = (found.data?.samples ?? []).map(({ name, shown }) => name || shown);
  return (
    <div className="rule-size">
      <p className="small strong" role="status">
        {found.data ? `${people(found.data.size)} now` : 'Counting …'}
      </p>
      <p className="caption">
        <bdi>{names.length === 0 ? 'Nobody fulfils it at present.' : names.join(', ')}</bdi>
      </p>
    </div>
  );
}

function Editing({ subjects, onClose }: { readonly subjects: Subjects; readonly onClose: () => void }) {
  const { filter, setFilter } = useContacts();
  const [first] = subjects;
  const [rule, setRule] = useState<Group>(filter ?? { match: 'all', rules: first ? [fresh(first)] : [] });
  const ready = finished(rule, subjects);
  return (
    <>
      <RuleEditor rule={rule} subjects={subjects} onChange={setRule} />
      <RuleSize rule={ready} />
      <div className="row">
        <Button
          onClick={() => {
            setFilter(null);
            onClose();
          }}
        >
          Show everybody
        </Button>
        <Button
          kind="main"
          disabled={ready === null}
          onClick={() => {
            setFilter(ready);
            onClose();
          }}
        >
          Show these people
        </Button>
      </div>
    </>
  );
}

/** The filter of the list of contacts. */
export function FilterDialog({ onClose }: { readonly onClose: () => void }) {
  const subjects = useCall('filters.subjects', {});
  return (
    <Dialog title="Filter people" onClose={onClose} isWide>
      <Ready query={subjects} rows={3}>
        {(rows) => <Editing subjects={rows} onClose={onClose} />}
      </Ready>
    </Dialog>
  );
}
