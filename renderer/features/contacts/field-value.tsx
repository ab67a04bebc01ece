import type { Output } from '#contract/contract.ts';
import { Field, Select } from '../../ui/field.tsx';

export type FieldRow = Output<'fields.list'>[number];

interface FieldValueProps {
  readonly field: Pick<FieldRow, 'type' | 'options'>;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
  /** Opened by the user: the control takes the focus. */
  readonly takesFocus?: boolean;
}

const nothing = { value: '', label: 'Nothing' };

/** The control for a value of a field, by its type; empty means no value. */
export function FieldValue({ field, label, value, onChange, isLabelHidden, takesFocus }: FieldValueProps) {
  const shared = { label, value, onChange, isLabelHidden: isLabelHidden ?? false, takesFocus: takesFocus ?? false };
  if (field.type === 'yesNo')
    return <Select {...shared} options={[nothing, { value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]} />;
  if (field.type === 'choice')
    return <Select {...shared} options={[nothing, ...field.options.map((one) => ({ value: one, label: one }))]} />;
  return <Field {...shared} kind={field.type} />;
}
