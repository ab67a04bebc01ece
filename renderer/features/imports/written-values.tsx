import type { Description, ImportAnswers } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { commaDecimals, dateDoubt, readAs } from '../../import-written.ts';
import { Card } from '../../ui/page.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Toggle } from '../../ui/toggle.tsx';

type DateOrder = NonNullable<ImportAnswers['dateOrder']>;

const words: Readonly<Record<DateOrder, string>> = { dmy: 'Day first', mdy: 'Month first', ymd: 'Year first' };

/** Asks, with an example of the file, what could be read in two ways; nothing where nothing is in doubt. */
export function WrittenValues({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  const doubt = dateDoubt(description);
  const comma = commaDecimals(description);
  if (doubt === null && comma === null) return null;
  const orders: readonly DateOrder[] = doubt?.isShort ? ['dmy', 'mdy', 'ymd'] : ['dmy', 'mdy'];
  return (
    <Card title="Dates and amounts">
      {doubt === null ? null : (
        <div className="stack-s">
          <p className="small">
            In the column <bdi className="strong">{doubt.column}</bdi>, what is{' '}
            <bdi className="strong">{doubt.example}</bdi>?
          </p>
          <Choices
            label={`What ${doubt.example} means`}
            name="date-order"
            isPaired
            value={answers.dateOrder ?? doubt.likely}
            onChange={(dateOrder) => change({ dateOrder })}
            choices={orders.map((value) => ({
              value,
              title: readAs(doubt.example, value),
              detail: words[value],
            }))}
          />
        </div>
      )}
      {comma === null ? null : (
        <Toggle
          label="A comma stands before the decimals"
          detail={`So ${comma} is read as an amount with decimals.`}
          isOn={answers.decimalComma ?? true}
          onChange={(decimalComma) => change({ decimalComma })}
        />
      )}
    </Card>
  );
}
