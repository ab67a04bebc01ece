import { nameOrderOf, targetsOf } from '../../import-answers.ts';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';

type Order = ReturnType<typeof nameOrderOf>;

const options: readonly { value: Order; label: string }[] = [
  { value: 'firstLast', label: 'First name, then last name' },
  { value: 'lastFirst', label: 'Last name, then first name' },
  { value: 'whole', label: 'Keep the name whole' },
];

const previewRows = 4;

/** How names look when they are taken apart as proposed. */
function Preview({ preview }: { readonly preview: NonNullable<Description['nameOrder']>['preview'] }) {
  return (
    <table className="grid small-grid">
      <thead>
        <tr>
          <th scope="col">In the file</th>
          <th scope="col">First name</th>
          <th scope="col">Last name</th>
        </tr>
      </thead>
      <tbody>
        {preview.slice(0, previewRows).map(({ name, first, last }) => (
          <tr key={name} className="slim">
            <td>
              <bdi>{name}</bdi>
            </td>
            <td>
              <bdi>{first ?? '–'}</bdi>
            </td>
            <td>
              <bdi>{last ?? '–'}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A full name in one column: how it is taken apart, so that a text can say “Hi Thandi”. */
export function NameOrderCard({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  if (!targetsOf(description, answers).some(({ field }) => field === 'full_name')) return null;
  const order = nameOrderOf(description, answers);
  const guess = description.nameOrder;
  return (
    <Card title="Names in one column">
      <Select
        label="The order of a name"
        {...(guess === null ? {} : { hint: `Found: ${guess.reason}` })}
        value={order}
        options={options}
        onChange={(next) => change({ nameOrder: options.find(({ value }) => value === next)?.value ?? 'whole' })}
      />
      {guess !== null && guess.order === order && guess.preview.length > 0 ? <Preview preview={guess.preview} /> : null}
      {order === 'whole' ? (
        <p className="caption">A text can then only use the whole name: “Hi Thandi Mokoena”.</p>
      ) : null}
    </Card>
  );
}
