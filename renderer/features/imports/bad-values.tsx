import { count, fieldName } from '../../format/format.ts';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';

/** Values that are no number, date or yes-or-no where one was promised: they are left out, their people stay. */
export function BadValues({ report }: { readonly report: CheckReport }) {
  const { answers, change } = useImportState();
  if (report.badValues.length === 0) return null;
  const asText = (field: string): void =>
    change({
      fieldTypes: [...answers.fieldTypes.filter(({ key }) => key !== field), { key: field, type: 'text' }],
    });
  return (
    <Card title="Values that do not fit their field" flush>
      <ul className="plain-list problem-list">
        {report.badValues.map(({ field, count: n, examples }) => (
          <li key={field}>
            <div className="problem-words">
              <p className="strong">
                {count(n)} in “{fieldName(field)}”
              </p>
              <p className="caption">
                {examples
                  .slice(0, 3)
                  .map(({ row, shown }) => `row ${row}: ${shown}`)
                  .join(', ')}
                . The values are left out; the people stay.
              </p>
            </div>
            <Button onClick={() => asText(field)}>Keep the field as text</Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
