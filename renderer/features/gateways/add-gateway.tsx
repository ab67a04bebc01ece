import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';

type Kind = 'rehearsal' | 'clickatell';

const kinds = [
  {
    value: 'rehearsal' as const,
    title: 'Rehearsal (recommended first)',
    detail: 'Runs on this computer: delays, failures, receipts and STOP replies. Nobody gets a text.',
  },
  {
    value: 'clickatell' as const,
    title: 'Clickatell',
    detail: 'Your own account at Clickatell, One API. Its key is kept in this computer’s keychain.',
  },
];
const names: Readonly<Record<Kind, string>> = { rehearsal: 'Rehearsal', clickatell: 'Clickatell' };

interface Account {
  readonly url: string;
  readonly credential: string;
  readonly repliesUrl: string;
}

function AccountFields({
  account,
  onChange,
}: {
  readonly account: Account;
  readonly onChange: (part: Partial<Account>) => void;
}) {
  return (
    <>
      <Field label="Address" value={account.url} onChange={(url) => onChange({ url })} required />
      <Field
        label="API key"
        hint="Stored in the keychain; never shown again, only replaced"
        value={account.credential}
        onChange={(credential) => onChange({ credential })}
        isHidden
        required
      />
      <Field
        label="Address of a replies relay (may stay empty)"
        hint="Clickatell’s One API only pushes replies, to a public address of yours. Where a relay keeps them, Assent can fetch them, STOP among them. Without one, enter opt-outs by hand."
        value={account.repliesUrl}
        onChange={(repliesUrl) => onChange({ repliesUrl })}
      />
    </>
  );
}

/** Adds a gateway and goes on to its sheet: nothing is sent to it before that is accepted. */
export function AddGateway({ onClose }: { readonly onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('rehearsal');
  const [name, setName] = useState(names.rehearsal);
  const [account, setAccount] = useState<Account>({
    url: 'https://platform.clickatell.com',
    credential: '',
    repliesUrl: '',
  });
  const add = useCommand('gateways.add', ['gateways', 'home']);
  const [, go] = useLocation();
  const pick = (next: Kind): void => {
    setKind(next);
    if (name === '' || name === names[kind]) setName(names[next]);
  };
  const isReal = kind !== 'rehearsal';
  const submit = (): void => {
    const { url, credential, repliesUrl } = account;
    const replies = repliesUrl.trim() === '' ? null : repliesUrl.trim();
    const own = isReal
      ? { url: url.trim(), repliesUrl: replies, credential }
      : { url: null, repliesUrl: null, credential: null };
    add.mutate({ name: name.trim(), kind, ...own }, { onSuccess: (gateway) => go(`/gateways/${gateway.id}/sheet`) });
  };
  return (
    <Dialog title="Add a gateway" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Choices label="Kind of gateway" name="kind" value={kind} choices={kinds} onChange={pick} />
        <Field label="Name" value={name} onChange={setName} required />
        {isReal ? (
          <AccountFields account={account} onChange={(part) => setAccount((old) => ({ ...old, ...part }))} />
        ) : null}
        {add.error ? <Failure error={add.error} /> : null}
        <div className="row">
          <Button
            kind="main"
            submit
            busy={add.isPending}
            disabled={name.trim() === '' || (isReal && account.credential === '')}
          >
            Add and read its sheet
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
