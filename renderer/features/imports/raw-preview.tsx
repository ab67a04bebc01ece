import { count } from '../../format/format.ts';
import type { Description } from '../../import-answers.ts';
import { Card } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';

/** Columns that are drawn; a file may have a thousand. */
const shownColumns = 40;

/** The first rows exactly as they were read: what stands above the header is grey, the header is marked. */
export function RawPreview({ description }: { readonly description: Description }) {
  const { rawRows, headerRow } = description;
  const width = Math.min(shownColumns, Math.max(0, ...rawRows.map(({ cells }) => cells.length)));
  const places = Array.from({ length: width }, (_, at) => at);
  const hidden = Math.max(0, ...rawRows.map(({ cells }) => cells.length)) - width;
  return (
    <Card
      title={`The first ${rawRows.length} rows, as they are read`}
      flush
      aside={hidden > 0 ? <span className="caption">and {count(hidden)} more columns</span> : null}
    >
      <ScrollTable label="First rows" isShort>
        <table className="grid raw">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Row</th>
              {places.map((at) => (
                <th key={at} scope="col">
                  Column {at + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rawRows.map(({ rowNumber, cells }) => {
              const kind = rowNumber === headerRow ? 'header' : rowNumber < headerRow ? 'above' : 'data';
              return (
                <tr key={rowNumber} className="slim" data-kind={kind}>
                  <td className="number soft">
                    {rowNumber}
                    {kind === 'header' ? <span className="visually-hidden"> names the columns</span> : null}
                    {kind === 'above' ? <span className="visually-hidden"> is left out</span> : null}
                  </td>
                  {places.map((at) => (
                    <td key={at} className="nowrap">
                      <bdi className="raw-cell">{cells[at] ?? ''}</bdi>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollTable>
    </Card>
  );
}
