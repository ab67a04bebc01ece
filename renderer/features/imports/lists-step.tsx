import { useCall } from '../../api/client.ts';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Card } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';
import { NameList } from '../../ui/name-list.tsx';
import { WizardFoot } from './wizard-foot.tsx';

/** The day as files and tags write it. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Where everybody of this import is put, so that they are found again. */
export function ListsStep(_props: { readonly description: Description }) {
  const { answers, change, goTo } = useImportState();
  // Without them the names can still be typed.
  const lists = useCall('lists.list', {}).data ?? [];
  return (
    <div className="stack narrow">
      <Card title="Lists">
        <NameList
          label="Add everybody to a list"
          hint="A list that is not there yet is made."
          names={answers.lists}
          onChange={(names) => change({ lists: names })}
          suggestions={lists.filter(({ kind }) => kind === 'list').map(({ name }) => name)}
        />
      </Card>
      <Card title="Tags">
        <NameList
          label="Give everybody a tag"
          hint="Tags say something about a person, such as “regular”."
          names={answers.tags}
          onChange={(tags) => change({ tags })}
          proposal={`import ${today()}`}
        />
      </Card>
      <Note>Both may stay empty. You can always choose the people of this import by its name.</Note>
      <WizardFoot
        onBack={() => goTo('permission')}
        next={{ label: 'Look it over', onGo: () => goTo('import'), isReady: true }}
      >
        Nothing is kept yet.
      </WizardFoot>
    </div>
  );
}
