import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';

type Kind = 'rehearsal' | 'clickatell';

const kinds: readonly (readonly [Kind, string, string])[] = [
  [
    'rehearsal',
    'Rehearsal (recommended first)',
    'Runs on this computer: delays, failures, receipts and STOP replies. Nobody gets a text.',
  ],
  ['clickatell', 'Clickatell', 'Your own account at Clickatell, One API. Its key is kept in this computer’s keychain.'],
];

/** Adds a gateway and goes on to its sheet: nothing is sent to it before that is accepted. */
export function AddGateway({ onClose }: { readonly onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('rehearsal');
  const [name, setName] = useState('Rehearsal');
  const [url, setUrl] = useState('https://platform.clickatell.com');
  const [repliesUrl, setRepliesUrl] = useState('');
  const [credential, setCredential] = useState('');
  const add = useCommand('gateways.add', ['gateways', 'home']);
  const [, go] = useLocation();
  const pick = (next: Kind): void => {
    setKind(next);
    if (name === '' || name === 'Rehearsal' || name === 'Clickatell')
      setName(next === 'rehearsal' ? 'Rehearsal' : 'Clickatell');
  };
  const isReal = kind !== 'rehearsal';
  return (
    <Dialog title="Add a gateway" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const replies = repliesUrl.trim();
          add.mutate(
            {
              name: name.trim(),
              kind,
              url: isReal ? url.trim() : null,
              repliesUrl: isReal && replies !== '' ? replies : null,
              credential: isReal ? credential : null,
            },
            { onSuccess: (gateway) => go(`/gateways/${gateway.id}/sheet`) },
          );
        }}
      >
        <div className="stack-s">
          {kinds.map(([key, title, detail]) => (
            <label key={key} className="choice">
              <input type="radio" name="kind" checked={kind === key} onChange={() => pick(key)} />
              <span>
                <span className="strong">{title}</span>
                <br />
                <span className="caption">{detail}</span>
              </span>
            </label>
          ))}
        </div>
        <Field label="Name" value={name} onChange={setName} required />
        {isReal ? (
          <>
            <Field label="Address" value={url} onChange={setUrl} required />
            <Field
              label="API key"
              hint="Stored in the keychain; never shown again"
              value={credential}
              onChange={setCredential}
              isHidden
              required
            />
            <Field
              label="Address of a replies relay (may stay empty)"
              hint="Clickatell pushes replies to a public address of yours. Where a relay keeps them, Assent can fetch them, STOP among them."
              value={repliesUrl}
              onChange={setRepliesUrl}
            />
          </>
        ) : null}
        {add.error ? <Failure error={add.error} /> : null}
        <div className="row">
          <Button
            kind="main"
            submit
            busy={add.isPending}
            disabled={name.trim() === '' || (isReal && credential === '')}
          >
            Add and read its sheet
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
