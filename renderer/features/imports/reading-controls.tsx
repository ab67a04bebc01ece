import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { useImportState } from '../../import-state.ts';
import { Select } from '../../ui/field.tsx';

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];
const delimiters = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Bar'],
] as const;

/** How the file is read; what was detected stands there already. */
export function ReadingControls({
  description,
  country,
}: {
  readonly description: Output<'imports.describe'>;
  readonly country: string;
}) {
  const read = useImportState((state) => state.read);
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const { encoding } = description;
  const known = encoding === null || encodings.includes(encoding) ? encodings : [encoding, ...encodings];
  return (
    <div className="import-controls">
      {description.sheets.length > 1 ? (
        <Select
          label="Sheet"
          value={description.sheet}
          onChange={(sheet) => read({ sheet })}
          options={description.sheets.map(({ name, hidden }) => ({
            value: name,
            label: hidden ? `${name} (hidden)` : name,
          }))}
        />
      ) : null}
      {description.kind === 'csv' ? (
        <>
          <Select
            label="Letters are written as"
            value={encoding}
            onChange={(next) => read({ encoding: next })}
            options={known.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <Select
            label="Columns end at"
            value={description.delimiter}
            onChange={(delimiter) => read({ delimiter })}
            options={delimiters.map(([value, label]) => ({ value, label }))}
          />
        </>
      ) : null}
      <Select
        label="Numbers without code are from"
        value={country}
        onChange={(next) => read({ country: next })}
        options={countries.map(({ code, name }) => ({ value: code, label: name }))}
        searchable
      />
    </div>
  );
}
