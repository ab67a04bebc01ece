import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';

/** A choice being edited; `before` is what it was called, null for a new one. */
export interface Option {
  readonly id: number;
  readonly before: string | null;
  readonly now: string;
}

export function optionsFrom(names: readonly string[]): readonly Option[] {
  return names.map((name, id) => ({ id, before: name, now: name }));
}

/** Choices that are still there under another name. */
export function renamesOf(options: readonly Option[]): { readonly from: string; readonly to: string }[] {
  return options.flatMap(({ before, now }) => {
    const to = now.trim();
    return before === null || to === '' || to === before ? [] : [{ from: before, to }];
  });
}

interface OptionListProps {
  readonly options: readonly Option[];
  readonly onChange: (options: readonly Option[]) => void;
}

/** The words of a choice, each to be renamed, moved or taken away; Enter adds another. */
export function OptionList({ options, onChange }: OptionListProps) {
  const list = useRef<HTMLUListElement>(null);
  const add = (): void => {
    onChange([...options, { id: Math.max(-1, ...options.map(({ id }) => id)) + 1, before: null, now: '' }]);
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  const move = (at: number, by: number): void => {
    const next = [...options];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  return (
    <fieldset className="option-list">
      <legend>Choices</legend>
      <ul ref={list} className="plain-list">
        {options.map(({ id, now }, at) => {
          const name = now.trim() || `choice ${at + 1}`;
          return (
            <li key={id} className="row tight">
              <input
                className="option-name"
                aria-label={`Choice ${at + 1}`}
                value={now}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  onChange(options.map((one) => (one.id === id ? { ...one, now: value } : one)));
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  add();
                }}
              />
              <IconButton label={`${name}: earlier`} disabled={at === 0} onClick={() => move(at, -1)}>
                <IconArrowUp size={16} />
              </IconButton>
              <IconButton label={`${name}: later`} disabled={at === options.length - 1} onClick={() => move(at, 1)}>
                <IconArrowDown size={16} />
              </IconButton>
              <IconButton label={`Take away ${name}`} onClick={() => onChange(options.filter((one) => one.id !== id))}>
                <IconX size={16} />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <Button kind="quiet" icon={<IconPlus size={16} />} onClick={add}>
        Add a choice
      </Button>
    </fieldset>
  );
}
