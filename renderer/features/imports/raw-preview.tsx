import type { Output } from '#contract/contract.ts';
import { Card } from '../../ui/page.tsx';

/** The first rows exactly as they were read, to see at a glance whether they were read right. */
export function RawPreview({ description }: { readonly description: Output<'imports.describe'> }) {
  const rows = description.sample.slice(0, 8);
  return (
    <Card title="The first rows, as they are read" flush>
      {/* A region that scrolls must be reached by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="tablewrap" role="region" aria-label="First rows" tabIndex={0}>
        <table className="grid raw">
          <thead>
            <tr>
              {description.header.map((name, at) => (
                // Columns have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <th key={at} scope="col">
                  <bdi>{name || `Column ${at + 1}`}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={row} className="slim">
                {description.header.map((_, at) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={at} className="soft nowrap">
                    <bdi>{cells[at] ?? ''}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
