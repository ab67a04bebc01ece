import { useEffect, useRef } from 'react';
import { useImportState } from '../../import-state.ts';

interface CellProps {
  readonly row: number;
  readonly column: number;
  readonly name: string;
  /** What stands there now. */
  readonly text: string;
}

/** One cell of the file, changed by typing in it; the change is taken when the cell is left. */
export function CellInput({ row, column, name, text }: CellProps) {
  const { answers, change } = useImportState();
  const edit = answers.edits.find((one) => one.row === row && one.column === column);
  const original = edit?.before ?? text;
  const keep = (value: string): void => {
    if (value === (edit?.value ?? text)) return;
    const others = answers.edits.filter((one) => one !== edit);
    change({ edits: value === original ? others : [...others, { row, column, value, before: original }] });
  };
  const shown = edit?.value ?? text;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Taken back from elsewhere; whoever types in the cell goes on typing.
    if (input.current && input.current !== document.activeElement) input.current.value = shown;
  }, [shown]);
  return (
    <input
      ref={input}
      className="cell"
      data-changed={edit !== undefined}
      aria-label={`${name}, row ${row}`}
      defaultValue={shown}
      spellCheck={false}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = shown;
        const isUp = event.key === 'ArrowUp';
        const isDown = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey);
        if (!isUp && !isDown) return;
        event.preventDefault();
        keep(event.currentTarget.value);
        cellBeside(event.currentTarget, isUp)?.focus();
      }}
    />
  );
}

/** As in a spreadsheet: the cell above or below, in the same column. */
function cellBeside(cell: HTMLInputElement, isUp: boolean): HTMLInputElement | undefined {
  const row = cell.closest('tr');
  const place = [...(row?.querySelectorAll('input.cell') ?? [])].indexOf(cell);
  const beside = isUp ? row?.previousElementSibling : row?.nextElementSibling;
  return beside?.querySelectorAll<HTMLInputElement>('input.cell')[place];
}
