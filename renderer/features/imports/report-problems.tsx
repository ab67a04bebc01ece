import type { Output } from '#contract/contract.ts';
import { count, fieldName } from '../../format/format.ts';
import { Card } from '../../ui/page.tsx';

/** What was put right and what was left out, as the import kept it. */
export function ReportProblems({ report }: { readonly report: Output<'imports.get'> }) {
  const { problems, repairs, badValues } = report;
  const lines = [
    ...repairs.map(({ kind, words, count: n, examples }) => ({
      key: kind,
      what: words,
      n,
      example: examples[0] ? `${examples[0].shown} → ${examples[0].became}` : '',
      done: 'put right',
    })),
    ...badValues.map(({ field, count: n, examples }) => ({
      key: `value-${field}`,
      what: `Did not fit the field “${fieldName(field)}”`,
      n,
      example: examples[0]?.shown ?? '',
      done: 'value left out',
    })),
    ...problems.map(({ reason, words, count: n, examples }) => ({
      key: reason,
      what: words,
      n,
      example: examples[0]?.shown || '(empty)',
      done: 'row not imported',
    })),
  ];
  if (lines.length === 0) return null;
  return (
    <Card title="Put right and left out" flush>
      <div className="tablewrap">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col">What was found</th>
              <th scope="col">For example</th>
              <th scope="col">What was done</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, what, n, example, done }) => (
              <tr key={key} className="slim">
                <td className="number strong">{count(n)}</td>
                <td>{what}</td>
                <td className="soft breaks">
                  <bdi>{example}</bdi>
                </td>
                <td className="soft nowrap">{done}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
