import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { RehearsalChip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';

type Sheet = Output<'gateways.sheet'>;

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="dotted-list small stack-s" style={{ gap: 4 }}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Paths({ paths }: { readonly paths: readonly string[] }) {
  return paths.map((path) => (
    <div key={path} className="code">
      {path}
    </div>
  ));
}

interface WithdrawProps {
  readonly gateway: Sheet['gateway'];
  readonly by: string;
  readonly onClose: () => void;
}

/** Ending the use of a gateway: what happens is said before, and the safe button has the focus. */
function Withdraw({ gateway, by: actor, onClose }: WithdrawProps) {
  const withdraw = useCommand('gateways.withdraw', ['gateways', 'home', 'campaigns']);
  const [by, setBy] = useState(actor);
  return (
    <Dialog title={`Stop using ${gateway.name}?`} onClose={onClose}>
      <div className="stack-s">
        <p>From this moment nothing leaves through it:</p>
        <ul className="dotted-list small stack-s" style={{ gap: 4 }}>
          <li>campaigns that are being sent through it pause; nobody is lost</li>
          <li>texts already on the wire keep the answer they get</li>
          <li>replies and receipts are no longer fetched, a STOP among them</li>
        </ul>
        <p className="small soft">What left until now stays on record. Accepting the sheet anew ends this.</p>
        <Field label="Your name" value={by} onChange={setBy} required />
        {withdraw.error ? <Failure error={withdraw.error} /> : null}
        <div className="row">
          <Button autoFocus onClick={onClose}>
            Keep using it
          </Button>
          <Button
            kind="danger"
            busy={withdraw.isPending}
            disabled={by.trim() === ''}
            onClick={() => withdraw.mutate({ id: gateway.id, by: by.trim() }, { onSuccess: onClose })}
          >
            Withdraw my acceptance
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Accepted({ gateway, by }: { readonly gateway: Sheet['gateway']; readonly by: string }) {
  const [isLeaving, setLeaving] = useState(false);
  return (
    <>
      <Note tone="ok">
        <p className="strong">
          Accepted by {gateway.acceptedBy} on {time(gateway.acceptedAtMs)}.
        </p>
        <p>It is asked again when anything on this sheet changes, and after twelve months.</p>
      </Note>
      <div>
        <Button onClick={() => setLeaving(true)}>Withdraw the acceptance</Button>
      </div>
      {isLeaving ? <Withdraw gateway={gateway} by={by} onClose={() => setLeaving(false)} /> : null}
    </>
  );
}

function Accept({ sheet }: { readonly sheet: Sheet }) {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const accept = useCommand('gateways.accept', ['gateways', 'home', 'campaigns']);
  const [typedBy, setBy] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  const { gateway } = sheet;
  const by = typedBy ?? actor;
  if (gateway.state === 'ready') return <Accepted gateway={gateway} by={by} />;
  return (
    <Card title={gateway.state === 'sheetChanged' ? 'Accept the changed sheet' : 'Accept'}>
      <form
        className="stack-s"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate({ id: gateway.id, digest: sheet.digest, by: by.trim() }, { onSuccess: () => go('/gateways') });
        }}
      >
        <Field label="Your name" value={by} onChange={setBy} required />
        <Field label={`Type the gateway’s name: ${gateway.name}`} value={typed} onChange={setTyped} required />
        {accept.error ? <Failure error={accept.error} /> : null}
        <Button wide onClick={() => go('/gateways')}>
          Cancel, send nothing
        </Button>
        <Button
          kind="main"
          wide
          submit
          busy={accept.isPending}
          disabled={by.trim() === '' || typed.trim() !== gateway.name}
        >
          I accept this sheet
        </Button>
      </form>
    </Card>
  );
}

function Leaves({ sheet }: { readonly sheet: Sheet }) {
  return (
    <>
      <Card title="Where it goes">
        <Facts
          isLeft
          isCode
          rows={sheet.hosts.map(({ origin, paths }) => [origin, <Paths key={origin} paths={paths} />] as const)}
        />
      </Card>
      <Card title="What leaves this computer">
        <p className="small soft">With every text, and nothing beside it:</p>
        <Facts isLeft isCode rows={sheet.fields.map(({ name, meaning }) => [name, meaning] as const)} />
        <h3>In the head of each request</h3>
        <Facts isLeft isCode rows={sheet.headers.map(({ name, meaning }) => [name, meaning] as const)} />
      </Card>
      <Card title="What never leaves">
        <List items={sheet.notSent} />
      </Card>
    </>
  );
}

function Recipient({ sheet }: { readonly sheet: Sheet }) {
  return (
    <Card title="Who they are and what they may do">
      <Facts
        isLeft
        rows={[
          ['Company', sheet.legalEntity],
          ['Country', sheet.country],
          ['How long they keep it', sheet.retention],
          ['Their terms', <bdi key="t">{sheet.termsUrl ?? 'not known'}</bdi>],
          ['Opting out', sheet.optOutBehaviour],
        ]}
      />
      <h3>They may</h3>
      <List items={sheet.whatTheyMayDo} />
    </Card>
  );
}

/** What would leave this computer, to whom, and what they may do with it. The engine sends nothing that is not on it. */
export function SheetPage({ id }: { readonly id: number }) {
  const query = useCall('gateways.sheet', { id }, { fresh: true });
  const gateway = query.data?.gateway;
  return (
    <Page
      title="Disclosure sheet"
      beside={
        gateway ? (
          <>
            <span className="caption">{gateway.name}</span>
            {gateway.mode === 'rehearsal' ? <RehearsalChip /> : null}
          </>
        ) : null
      }
    >
      <Ready query={query}>
        {(sheet) => (
          <div className="columns">
            <div className="stack">
              <Leaves sheet={sheet} />
              <Recipient sheet={sheet} />
            </div>
            <div className="stack beside">
              <Accept sheet={sheet} />
              <Note>Assent refuses to send this gateway any field or address that is not on this sheet.</Note>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
