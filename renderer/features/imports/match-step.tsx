import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCheck, IconHelp } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { date } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Tone } from '../../ui/chip.tsx';
import { Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';
import { fieldOptions, leaveOut } from './column-fields.ts';
import { RawPreview } from './raw-preview.tsx';
import { ReadingControls } from './reading-controls.tsx';

type Description = Output<'imports.describe'>;
type Column = Description['columns'][number];

const size = 13;
const confidence: Readonly<Record<Column['confidence'], readonly [Tone, ReactNode, string]>> = {
  sure: ['ok', <IconCheck key="i" size={size} />, 'Sure'],
  likely: ['wait', <IconHelp key="i" size={size} />, 'Likely'],
  check: ['warn', <IconAlertTriangle key="i" size={size} />, 'Check'],
};

interface RowProps {
  readonly description: Description;
  readonly column: Column;
  readonly field: string | null;
  readonly onPick: (field: string | null) => void;
}

function ColumnRow({ description, column, field, onPick }: RowProps) {
  const [tone, icon, word] = confidence[column.confidence];
  const name = column.column || `Column ${column.index + 1}`;
  return (
    <tr className="slim">
      <td className="strong">
        <bdi>{name}</bdi>
      </td>
      <td className="soft">
        <div className="clip samples">
          <bdi>{column.samples.join(', ') || '–'}</bdi>
        </div>
      </td>
      <td className="number">{Math.round(column.filled * 100)} %</td>
      <td style={{ minWidth: 200 }}>
        <Select
          isLabelHidden
          label={`${name} goes to`}
          value={field ?? leaveOut}
          onChange={(value) => onPick(value === leaveOut ? null : value)}
          options={fieldOptions(description, column.index)}
        />
      </td>
      <td>
        <div className="reason">
          <Chip tone={tone} icon={icon}>
            {word}
          </Chip>
          <span className="caption">{column.reason}</span>
        </div>
      </td>
    </tr>
  );
}

function Matching({
  description,
  chosen,
}: {
  readonly description: Description;
  readonly chosen: ReadonlyMap<number, string | null>;
}) {
  const match = useImportState((state) => state.match);
  const pick = (index: number, field: string | null): void =>
    // A field takes one column: choosing it here takes it away there.
    match(
      description.columns.map((column) => {
        const old = chosen.get(column.index) ?? null;
        if (column.index === index) return { index, field };
        return { index: column.index, field: field !== null && old === field ? null : old };
      }),
    );
  return (
    <Card flush>
      <div className="tablewrap">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Column in the file</th>
              <th scope="col">Samples</th>
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
    </Card>
  );
}

/** Which column goes where: a guess with its reason, changed with one click. */
export function MatchStep({ description, country }: { readonly description: Description; readonly country: string }) {
  const { mapping, match, goTo } = useImportState();
  const chosen = new Map((mapping ?? description.columns).map(({ index, field }) => [index, field]));
  const hasMobile = [...chosen.values()].includes('mobile');
  const matched = [...chosen.values()].filter((field) => field !== null).length;
  const goOn = (): void => {
    match(description.columns.map(({ index }) => ({ index, field: chosen.get(index) ?? null })));
    goTo(2);
  };
  return (
    <div className="stack">
      {description.importedBefore ? (
        <Note>
          This very file was imported on {date(description.importedBefore.atMs)}. Importing it again changes nothing
          that is already there.
        </Note>
      ) : null}
      <ReadingControls description={description} country={country} />
      <Matching description={description} chosen={chosen} />
      {hasMobile ? null : <Note tone="warn">Choose the column with the mobile numbers to go on.</Note>}
      <div className="row">
        <Button kind="main" disabled={!hasMobile} onClick={goOn}>
          Check the file
        </Button>
        <span className="caption">
          {matched} of {description.columns.length} columns go somewhere. Nothing is kept yet.
        </span>
      </div>
      <RawPreview description={description} />
    </div>
  );
}
