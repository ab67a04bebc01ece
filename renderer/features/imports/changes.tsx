import { count, fieldName, people } from '../../format/format.ts';
import type { CheckReport } from '../../import-check.ts';
import { Card } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';

/** Some of the people who are here already, with what would change in them. */
export function Changes({ report }: { readonly report: CheckReport }) {
  const { changed, updated } = report;
  const rows = changed.flatMap(({ rowNumber, name, e164, changes }) =>
    changes.map((one, at) => ({ ...one, rowNumber, who: name === '' ? e164 : name, isFirst: at === 0 })),
  );
  return (
    <Card
      title={`${people(updated)} would change`}
      flush
      aside={changed.length < updated ? <span className="caption">{count(changed.length)} of them shown</span> : null}
    >
      <ScrollTable label="What would change" isShort>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Field</th>
              <th scope="col">Now</th>
              <th scope="col">After the import</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ rowNumber, who, field, before, after, isFirst }) => (
              <tr key={`${rowNumber}-${field}`} className="slim">
                <td className="strong">
                  <bdi className={isFirst ? '' : 'visually-hidden'}>{who}</bdi>
                </td>
                <td className="soft field-name">{fieldName(field)}</td>
                <td className="soft">
                  <bdi>{before ?? '(empty)'}</bdi>
                </td>
                <td className="strong">
                  <bdi>{after ?? '(empty)'}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </Card>
  );
}
