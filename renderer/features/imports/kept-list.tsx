import type { Output } from '#contract/contract.ts';
import { Link } from 'wouter';

type Kept = Output<'imports.undo'>['examples'];

/** Why a person cannot be taken away again. */
const reasons: Readonly<Record<Kept[number]['reason'], string>> = {
  messaged: 'got a text since',
  edited: 'was changed since',
  granted: 'has a permission recorded since',
  replied: 'replied since',
};

/** People who stay when an import is undone, each with the reason. */
export function KeptList({ kept }: { readonly kept: Kept }) {
  if (kept.length === 0) return null;
  return (
    <div className="stack-s">
      <p className="small strong">Who stays, and why</p>
      <ul className="plain-list kept-list">
        {kept.map(({ contactId, e164, name, reason }) => (
          <li key={contactId}>
            <Link href={`/contacts/${contactId}`} className="link">
              <bdi>{name === '' ? e164 : name}</bdi>
            </Link>{' '}
            <span className="soft">{reasons[reason]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
