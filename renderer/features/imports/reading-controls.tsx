import { count } from '../../format/format.ts';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Select } from '../../ui/field.tsx';
import { encodingOptions } from './encoding-names.ts';

const delimiters = [
  { value: ',', label: 'Comma  ,' },
  { value: ';', label: 'Semicolon  ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar  |' },
];

type Sheet = Description['sheets'][number];

function sheetLabel({ name, hidden, rows }: Sheet): string {
  const notes = [hidden ? 'hidden' : '', rows === null ? '' : `${count(rows)} rows`].filter((note) => note !== '');
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}

function headerOptions({ rawRows, headerRow }: Description): { value: string; label: string }[] {
  const rows = [...new Set([...rawRows.map(({ rowNumber }) => rowNumber), headerRow])].filter((row) => row > 0);
  return [
    { value: '0', label: 'No row names the columns' },
    ...rows.toSorted((a, b) => a - b).map((row) => ({ value: String(row), label: `Row ${row}` })),
  ];
}

/** How the file is read; what was detected stands there already. */
export function ReadingControls({ description }: { readonly description: Description }) {
  const read = useImportState((state) => state.read);
  const { encoding, delimiter, sheet, sheets, headerRow } = description;
  return (
    <div className="import-controls">
      {sheets.length > 1 ? (
        <Select
          label="Sheet"
          value={sheet}
          onChange={(next) => read({ sheet: next, headerRow: null })}
          options={sheets.map((one) => ({ value: one.name, label: sheetLabel(one) }))}
        />
      ) : null}
      {encoding === null ? null : (
        <Select
          label="Letters are written as"
          value={encoding}
          onChange={(next) => read({ encoding: next })}
          options={encodingOptions(encoding)}
          searchable
        />
      )}
      {delimiter === null ? null : (
        <Select
          label="Columns end at"
          value={delimiter}
          onChange={(next) => read({ delimiter: next, headerRow: null })}
          options={
            delimiters.some(({ value }) => value === delimiter)
              ? delimiters
              : [{ value: delimiter, label: delimiter }, ...delimiters]
          }
        />
      )}
      <Select
        label="Names of the columns"
        value={String(headerRow)}
        onChange={(next) => read({ headerRow: Number(next) })}
        options={headerOptions(description)}
      />
    </div>
  );
}
