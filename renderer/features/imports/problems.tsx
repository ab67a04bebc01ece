import type { Output } from '#contract/contract.ts';
import { people } from '../../format/format.ts';
import { Card } from '../../ui/page.tsx';

/** Rows that cannot be used, by what is wrong with them, with row numbers to look up. */
export function Problems({ problems }: { readonly problems: Output<'imports.check'>['problems'] }) {
  if (problems.length === 0) return null;
  return (
    <Card title="Rows that cannot be used">
      <ul className="plain-list stack-s">
        {problems.map(({ reason, words, count, examples }) => (
          <li key={reason}>
            <p>
              <b>{people(count)}</b>: {words}
            </p>
            <p className="caption">
              For example{' '}
              {examples.map(({ row, shown }, at) => (
                <span key={row}>
                  {at > 0 ? ', ' : ''}row {row} “<bdi>{shown}</bdi>”
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
