import type { Output } from '#contract/contract.ts';
import { count } from '../../format/format.ts';
import { Card } from '../../ui/page.tsx';

/** Rows that cannot be used, by what is wrong with them, with row numbers to look up. */
export function Problems({ problems }: { readonly problems: Output<'imports.check'>['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Card title="Rows that cannot be used" flush>
      <div className="tablewrap">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col">What is wrong</th>
              <th scope="col">For example</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ reason, words, count: n, examples }) => (
              <tr key={reason}>
                <td className="number strong">{count(n)}</td>
                <td>{words}</td>
                <td className="soft">
                  {examples.slice(0, 3).map(({ row, shown }) => (
                    <div key={row} className="nowrap">
                      row {row}: <bdi>{shown === '' ? '(empty)' : `“${shown}”`}</bdi>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
