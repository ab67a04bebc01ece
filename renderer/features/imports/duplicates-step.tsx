import { people } from '../../format/format.ts';
import { targetsOf } from '../../import-answers.ts';
import type { Description, Policy } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Choices } from '../../ui/choices.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Note } from '../../ui/states.tsx';
import { Tick } from '../../ui/toggle.tsx';
import { Changes } from './changes.tsx';
import { CheckGate } from './check-gate.tsx';
import { fieldLabel } from './column-fields.ts';
import { useWizardCheck } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';

type Known = Policy['existing'] | 'newOnly';

const knownChoices: readonly { value: Known; title: string; detail: string }[] = [
  {
    value: 'fillEmpty',
    title: 'Fill what is empty',
    detail: 'What you have stays; the file adds what is missing.',
  },
  {
    value: 'overwrite',
    title: 'Take over from the file',
    detail: 'The file replaces what you have, in the fields you choose.',
  },
  {
    value: 'skip',
    title: 'Leave them as they are',
    detail: 'Nothing in them changes; lists, tags and permission of this import still count for them.',
  },
  {
    value: 'newOnly',
    title: 'New people only',
    detail: 'Whoever is here already takes no part in this import.',
  },
];

const inFileChoices: readonly { value: Policy['inFile']; title: string; detail: string }[] = [
  { value: 'first', title: 'The first row counts', detail: 'Later rows with the same number are left out.' },
  { value: 'last', title: 'The last row counts', detail: 'For files that grow at the end.' },
  { value: 'merge', title: 'Put them together', detail: 'Empty cells are filled from the other rows.' },
];

/** Fields that a column of the file fills; roles are no fields. */
function fieldsOf(description: Description, answers: Parameters<typeof targetsOf>[1]): readonly string[] {
  const roles = new Set(['mobile', 'opt_out', 'age_check', 'tags']);
  const fields = targetsOf(description, answers).flatMap(({ field }) =>
    field === null || roles.has(field) || field.startsWith('permission_') ? [] : [field],
  );
  return [
    ...new Set(fields.flatMap((field) => (field === 'full_name' ? ['full_name', 'first_name', 'last_name'] : field))),
  ];
}

/** Which fields the file may replace; all of them until somebody chooses. */
function Overwritten({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  const { policy } = answers;
  const fields = fieldsOf(description, answers);
  const chosen = new Set(policy.overwrite ?? fields);
  return (
    <fieldset className="ticks">
      <legend className="small strong">Replace these fields</legend>
      {fields.map((field) => (
        <Tick
          key={field}
          label={fieldLabel(field, description.fields)}
          isOn={chosen.has(field)}
          onChange={(isOn) =>
            change({
              policy: { ...policy, overwrite: fields.filter((one) => (one === field ? isOn : chosen.has(one))) },
            })
          }
        />
      ))}
    </fieldset>
  );
}

/** People who are here already, and numbers that stand in the file more than once. */
export function DuplicatesStep({ description }: { readonly description: Description }) {
  const { answers, change, goTo } = useImportState();
  const { policy } = answers;
  const check = useWizardCheck(description, false);
  const known: Known = policy.newOnly ? 'newOnly' : policy.existing;
  const choose = (value: Known): void =>
    change({
      policy: { ...policy, existing: value === 'newOnly' ? 'skip' : value, newOnly: value === 'newOnly' },
    });
  return (
    <div className="stack">
      <div className="columns even">
        <Card title="People who are here already">
          <Choices
            label="People who are here already"
            name="known"
            value={known}
            onChange={choose}
            choices={knownChoices}
          />
          {known === 'overwrite' ? <Overwritten description={description} /> : null}
        </Card>
        <div className="stack">
          <Card title="A number more than once in the file">
            <Choices
              label="A number more than once in the file"
              name="in-file"
              value={policy.inFile}
              onChange={(inFile) => change({ policy: { ...policy, inFile } })}
              choices={inFileChoices}
            />
          </Card>
          <Note>
            Several people may share one number, such as a family. They become one household: all names are kept, and
            the number gets one text.
          </Note>
        </div>
      </div>
      <CheckGate check={check}>
        {(report) =>
          report.changed.length > 0 ? (
            <Changes report={report} />
          ) : (
            <Card>
              <Empty title="Nobody you have would change">
                {people(report.created)} are new, and {people(report.unchanged)} are here already just as the file has
                them.
              </Empty>
            </Card>
          )
        }
      </CheckGate>
      <WizardFoot
        onBack={() => goTo('check')}
        next={{ label: 'Go on', onGo: () => goTo('permission'), isReady: check.isCurrent }}
      >
        No choice here changes a permission or lifts a block.
      </WizardFoot>
    </div>
  );
}
