import { Link } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { count } from '../../format/format.ts';
import { Card } from '../../ui/page.tsx';

type Reason = Output<'campaigns.check'>['reasons'][number];

/** What the gate notes beside its reason, in words; what only repeats the reason is left out. */
const detailWords: Readonly<Record<string, string>> = {
  keyword: 'STOP',
  carrier: 'opted out at the gateway',
  import: 'opted out in a file',
  operator: '',
  none: '',
};

/** Where a reason can be dealt with. */
const places: Readonly<Partial<Record<Reason['code'], string>>> = {
  NO_CONSENT: '/permission',
  REVIEW_PENDING: '/inbox/review',
};

function WayOn({ reason }: { readonly reason: Reason }) {
  const place = places[reason.code];
  if (place === undefined) return reason.action;
  return (
    <Link href={place} className="link">
      {reason.action}
    </Link>
  );
}

function Detail({ detail }: { readonly detail: string | null }) {
  const words = detailWords[detail ?? ''] ?? detail ?? '';
  return words === '' ? null : <span className="caption"> {words}</span>;
}

/** Who will not get it: the reason, how many, what would change it, a few of them to look at. */
export function Reasons({ title, reasons }: { readonly title: string; readonly reasons: readonly Reason[] }) {
  return (
    <Card title={title} flush>
      <div className="tablewrap">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col" className="number">
                People
              </th>
              <th scope="col">Why</th>
              <th scope="col">What would change it</th>
              <th scope="col">For example</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map((reason) => (
              <tr key={reason.code}>
                <td className="number strong">{count(reason.count)}</td>
                <td>{reason.words}</td>
                <td className="soft">
                  <WayOn reason={reason} />
                </td>
                <td className="soft">
                  {reason.examples.slice(0, 2).map(({ contactId, name, shown, detail }) => (
                    <div key={contactId}>
                      <Link href={`/contacts/${contactId}`} className="link example">
                        <bdi>{name || shown}</bdi>
                      </Link>
                      <Detail detail={detail} />
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
