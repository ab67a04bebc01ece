import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCheck, IconHelp } from '@tabler/icons-react';
import type { Column, Description } from '../../import-answers.ts';
import type { targetsOf } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Tone } from '../../ui/chip.tsx';
import { Select } from '../../ui/field.tsx';
import { columnName, fieldLabel, fieldOptions, isNewField, leaveOut } from './column-fields.ts';

const size = 13;
const confidence: Readonly<Record<Column['confidence'], readonly [Tone, ReactNode, string]>> = {
  sure: ['ok', <IconCheck key="i" size={size} />, 'Sure'],
  likely: ['wait', <IconHelp key="i" size={size} />, 'Likely'],
  check: ['warn', <IconAlertTriangle key="i" size={size} />, 'Check'],
};

type FieldType = Description['fields'][number]['type'];

const typeOptions: readonly { value: FieldType; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'date', label: 'Date' },
  { value: 'choice', label: 'One of a few' },
  { value: 'yesNo', label: 'Yes or no' },
];

/** What the new field will hold; everything can be text. */
function TypeSelect({ name, field }: { readonly name: string; readonly field: string }) {
  const { answers, change } = useImportState();
  const type = answers.fieldTypes.find(({ key }) => key === field)?.type ?? 'text';
  return (
    <Select
      isLabelHidden
      label={`${name} is kept as`}
      value={type}
      options={typeOptions}
      onChange={(next) =>
        change({
          fieldTypes: [
            ...answers.fieldTypes.filter(({ key }) => key !== field),
            { key: field, type: typeOptions.find(({ value }) => value === next)?.value ?? 'text' },
          ],
        })
      }
    />
  );
}

function Why({
  column,
  field,
  onPick,
}: {
  readonly column: Column;
  readonly field: string | null;
  readonly onPick: (field: string) => void;
}) {
  if (field !== column.field) return <span className="caption">chosen by you</span>;
  const [tone, icon, word] = confidence[column.confidence];
  const { offer } = column;
  return (
    <div className="reason">
      <Chip tone={tone} icon={icon}>
        {word}
      </Chip>
      <span className="caption">{column.reason}</span>
      {offer !== null && field === null ? (
        <Button onClick={() => onPick(offer)}>Keep as {fieldLabel(offer, []).toLowerCase()}</Button>
      ) : null}
    </div>
  );
}

interface RowProps {
  readonly description: Description;
  readonly column: Column;
  readonly field: string | null;
  readonly onPick: (field: string | null) => void;
}

function ColumnRow({ description, column, field, onPick }: RowProps) {
  const name = columnName(column);
  const isNew = field !== null && isNewField(field, description.fields);
  return (
    <tr className="slim" data-off={field === null}>
      <th scope="row" className="strong">
        <bdi>{name}</bdi>
      </th>
      <td className="soft">
        <div className="clip samples">
          <bdi>{column.samples.join(' · ') || '–'}</bdi>
        </div>
      </td>
      <td className="number">{Math.round(column.filled * 100)} %</td>
      <td className="goes-to">
        <Select
          isLabelHidden
          searchable
          label={`${name} goes to`}
          value={field ?? leaveOut}
          onChange={(value) => onPick(value === leaveOut ? null : value)}
          options={fieldOptions(description, column, field)}
        />
        {isNew ? <TypeSelect name={name} field={field} /> : null}
      </td>
      <td>
        <Why column={column} field={field} onPick={onPick} />
      </td>
    </tr>
  );
}

/** One row for each column of the file: its values, and where it goes. */
export function MatchTable({
  description,
  targets,
}: {
  readonly description: Description;
  readonly targets: ReturnType<typeof targetsOf>;
}) {
  const change = useImportState((state) => state.change);
  const chosen = new Map(targets.map(({ index, field }) => [index, field]));
  const pick = (picked: number, field: string | null): void =>
    change({ columns: targets.map(({ index, field: old }) => ({ index, field: index === picked ? field : old })) });
  return (
    <div className="tablewrap">
      <table className="grid match">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Some of its values</th>
            <th scope="col" className="number">
              Filled
            </th>
            <th scope="col">Goes to</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {description.columns.map((column) => (
            <ColumnRow
              key={column.index}
              description={description}
              column={column}
              field={chosen.get(column.index) ?? null}
              onPick={(field) => pick(column.index, field)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
