import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { date } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Tone } from '../../ui/chip.tsx';
import { Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';

type Description = Output<'imports.describe'>;
type Column = Description['columns'][number];

const skip = '(skip)';
const confidenceWords: Readonly<Record<Column['confidence'], readonly [Tone, string]>> = {
  sure: ['ok', 'Sure'],
  likely: ['wait', 'Likely'],
  check: ['warn', 'Check'],
};
const ownFields: Readonly<Record<string, string>> = {
  mobile: 'Mobile number',
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'Email',
  opt_out: 'Opted out (adds to blocklist)',
};

function fieldOptions(description: Description): { value: string; label: string }[] {
  const labels = new Map(Object.entries(ownFields));
  for (const { key, label } of description.fields) if (!labels.has(key)) labels.set(key, label);
  for (const { field, column } of description.columns)
    if (field !== null && !labels.has(field)) labels.set(field, `New field: ${column || field}`);
  return [{ value: skip, label: 'Do not import' }, ...[...labels].map(([value, label]) => ({ value, label }))];
}

function Controls({ description, country }: { readonly description: Description; readonly country: string }) {
  const set = useImportState((state) => state.set);
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const separators = [',', ';', '\t', '|'].map((value) => ({
    value,
    label: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' }[value] ?? value,
  }));
  const change = (part: Parameters<typeof set>[0]): void => set({ ...part, mapping: null });
  return (
    <div className="row" style={{ alignItems: 'flex-end' }}>
      {description.sheets.length > 1 ? (
        <Select
          label="Sheet"
          value={description.sheet}
          onChange={(sheet) => change({ sheet })}
          options={description.sheets.map(({ name, hidden }) => ({
            value: name,
            label: hidden ? `${name} (hidden)` : name,
          }))}
        />
      ) : null}
      {description.kind === 'csv' ? (
        <>
          <Select
            label="Letters"
            value={description.encoding}
            onChange={(encoding) => change({ encoding })}
            options={['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'].map((value) => ({
              value,
              label: value.toUpperCase(),
            }))}
          />
          <Select
            label="Columns end at"
            value={description.delimiter}
            onChange={(delimiter) => change({ delimiter })}
            options={separators}
          />
        </>
      ) : null}
      <Select
        label="Numbers without country code are from"
        value={country}
        onChange={(next) => change({ country: next })}
        options={countries.map(({ code, name }) => ({ value: code, label: name }))}
        searchable
      />
    </div>
  );
}

/** Which column goes where: a guess with its reason, changed with one click. */
export function MatchStep({ description, country }: { readonly description: Description; readonly country: string }) {
  const { mapping, set } = useImportState();
  const chosen = new Map((mapping ?? description.columns).map(({ index, field }) => [index, field]));
  const options = fieldOptions(description);
  const pick = (index: number, value: string): void => {
    const field = value === skip ? null : value;
    // A field takes one column: choosing it here takes it away there.
    set({
      mapping: description.columns.map((column) => ({
        index: column.index,
        field:
          column.index === index
            ? field
            : field !== null && chosen.get(column.index) === field
              ? null
              : (chosen.get(column.index) ?? null),
      })),
    });
  };
  const hasMobile = [...chosen.values()].includes('mobile');
  return (
    <div className="stack">
      {description.importedBefore ? (
        <Note>
          This very file was imported on {date(description.importedBefore.atMs)}. Importing it again changes nothing
          that is already there.
        </Note>
      ) : null}
      <Controls description={description} country={country} />
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
                <tr key={column.index}>
                  <td className="strong">{column.column || `Column ${column.index + 1}`}</td>
                  <td className="soft" style={{ maxWidth: 260 }}>
                    <bdi>{column.samples.join(', ') || '–'}</bdi>
                  </td>
                  <td className="number">{Math.round(column.filled * 100)} %</td>
                  <td style={{ minWidth: 220 }}>
                    <Select
                      isLabelHidden
                      label={`${column.column} goes to`}
                      value={chosen.get(column.index) ?? skip}
                      onChange={(value) => pick(column.index, value)}
                      options={options}
                    />
                  </td>
                  <td>
                    <div className="row" style={{ gap: 8 }}>
                      <Chip tone={confidenceWords[column.confidence][0]}>{confidenceWords[column.confidence][1]}</Chip>
                      <span className="caption">{column.reason}</span>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      {hasMobile ? null : <Note tone="warn">Choose the column with the mobile numbers to go on.</Note>}
      <div className="row">
        <Button
          kind="main"
          disabled={!hasMobile}
          onClick={() =>
            set({
              step: 2,
              mapping: description.columns.map(({ index }) => ({ index, field: chosen.get(index) ?? null })),
            })
          }
        >
          Check the file
        </Button>
        <span className="caption">Nothing is kept yet</span>
      </div>
    </div>
  );
}
