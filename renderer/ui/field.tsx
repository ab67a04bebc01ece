import { useId } from 'react';
import { PasswordInput, Select as MantineSelect, TextInput, Textarea } from '@mantine/core';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly isHidden?: boolean;
  readonly lines?: number;
  readonly autoFocus?: boolean;
  /** Values to pick from; anything else may be typed too. */
  readonly suggestions?: readonly string[];
  readonly onEnter?: () => void;
  readonly kind?: 'text' | 'date' | 'number';
  readonly isLabelHidden?: boolean;
  /** Outside of dialogs, for a control the user has just opened. */
  readonly takesFocus?: boolean;
}

/** One line or a few lines of text, with its label above and its help below the label. */
export function Field({
  label,
  value,
  onChange,
  hint,
  error,
  placeholder,
  required,
  isHidden,
  lines,
  autoFocus,
  suggestions,
  onEnter,
  kind = 'text',
  isLabelHidden,
  takesFocus,
}: FieldProps) {
  const listId = useId();
  const shared = {
    ...(isLabelHidden ? { 'aria-label': label } : { label }),
    ...(kind === 'number' ? { inputMode: 'decimal' as const } : {}),
    value,
    description: hint,
    error: error ?? undefined,
    placeholder,
    withAsterisk: required ?? false,
    'data-autofocus': autoFocus ? true : undefined,
    autoFocus: takesFocus ?? false,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    ...(onEnter ? { onKeyDown: (event: { key: string }) => event.key === 'Enter' && onEnter() } : {}),
  };
  if (isHidden) return <PasswordInput {...shared} autoComplete="off" />;
  if (lines) return <Textarea {...shared} minRows={lines} autosize />;
  if (!suggestions) return <TextInput {...shared} type={kind === 'date' ? 'date' : 'text'} />;
  return (
    <>
      <TextInput {...shared} list={listId} autoComplete="off" />
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface SelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  /** Options, or groups of them under a heading. */
  readonly options: readonly (Option | { readonly group: string; readonly items: readonly Option[] })[];
  readonly hint?: string;
  readonly searchable?: boolean;
  readonly isLabelHidden?: boolean;
  readonly placeholder?: string;
  readonly error?: string | null;
  readonly takesFocus?: boolean;
}

/** A choice from a list. */
export function Select({
  label,
  value,
  onChange,
  options,
  hint,
  searchable,
  isLabelHidden,
  placeholder,
  error,
  takesFocus,
}: SelectProps) {
  return (
    <MantineSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      autoFocus={takesFocus ?? false}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      data={options.map((option) => ('group' in option ? { ...option, items: [...option.items] } : option))}
      description={hint}
      error={error ?? undefined}
      searchable={searchable ?? false}
      allowDeselect={false}
      placeholder={placeholder}
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={280}
    />
  );
}
