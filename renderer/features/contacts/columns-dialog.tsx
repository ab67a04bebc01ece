import { IconArrowDown, IconArrowUp, IconMinus, IconPlus } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fitWidth, shownWidth } from '../../ui/grid/grid-head.tsx';
import type { GridColumn } from '../../ui/grid/grid-row.tsx';
import { ListLook } from '../../ui/list-look.tsx';
import { firstColumns, useContacts } from './contacts-state.ts';
import type { GridPerson, ShownColumn } from './contacts-state.ts';

const stepPx = 20;

/** Which columns are shown, in which order and how wide: all of it with buttons. */
export function ColumnsDialog({
  all,
  onClose,
}: {
  readonly all: readonly GridColumn<GridPerson>[];
  readonly onClose: () => void;
}) {
  const { columns, setColumns } = useContacts();
  const [, go] = useLocation();
  const shown = columns.flatMap(({ key }) => all.find((one) => one.key === key) ?? []);
  const hidden = all.filter(({ key }) => !columns.some((one) => one.key === key));
  const move = (key: string, by: number): void => {
    const at = columns.findIndex((one) => one.key === key);
    const next: ShownColumn[] = [...columns];
    next.splice(at + by, 0, ...next.splice(at, 1));
    setColumns(next);
  };
  const widen = (column: GridColumn<GridPerson>, by: number): void =>
    setColumns(
      columns.map((one) =>
        one.key === column.key ? { ...one, px: fitWidth((one.px ?? shownWidth(one.key) ?? column.px) + by) } : one,
      ),
    );
  const toggle = (key: string): void =>
    setColumns(
      columns.some((one) => one.key === key)
        ? columns.filter((one) => one.key !== key)
        : [...columns, { key, px: null }],
    );
  return (
    <Dialog title="Columns and rows" onClose={onClose}>
      <p className="caption">
        Widths also follow a drag at the edge of a heading, or Shift with the left and right arrow on it.
      </p>
      <ul className="plain-list column-list">
        {[...shown, ...hidden].map((column, at) => {
          const isShown = at < shown.length;
          return (
            <li key={column.key} className="row tight">
              <label className="grow check-line">
                <input
                  type="checkbox"
                  checked={isShown}
                  disabled={isShown && shown.length === 1}
                  onChange={() => toggle(column.key)}
                />
                {column.title}
              </label>
              {isShown ? (
                <>
                  <IconButton label={`${column.title}: narrower`} onClick={() => widen(column, -stepPx)}>
                    <IconMinus size={16} />
                  </IconButton>
                  <IconButton label={`${column.title}: wider`} onClick={() => widen(column, stepPx)}>
                    <IconPlus size={16} />
                  </IconButton>
                  <IconButton
                    label={`${column.title}: to the left`}
                    disabled={at === 0}
                    onClick={() => move(column.key, -1)}
                  >
                    <IconArrowUp size={16} />
                  </IconButton>
                  <IconButton
                    label={`${column.title}: to the right`}
                    disabled={at === shown.length - 1}
                    onClick={() => move(column.key, 1)}
                  >
                    <IconArrowDown size={16} />
                  </IconButton>
                </>
              ) : null}
            </li>
          );
        })}
      </ul>
      <ListLook />
      <div className="row">
        <Button onClick={() => setColumns(firstColumns)}>As it was at first</Button>
        <Button kind="quiet" onClick={() => go('/contacts/fields')}>
          Manage fields
        </Button>
        <span className="grow" />
        <Button kind="main" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
