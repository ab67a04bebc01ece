import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { RehearsalChip } from '../../ui/chip.tsx';
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

function Accept({ sheet }: { readonly sheet: Sheet }) {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const accept = useCommand('gateways.accept', ['gateways', 'home', 'campaigns']);
  const [typedBy, setBy] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  const { gateway } = sheet;
  const by = typedBy ?? actor;
  if (gateway.state === 'ready') {
    return (
      <Note tone="ok">
        <p className="strong">
          Accepted by {gateway.acceptedBy} on {time(gateway.acceptedAtMs)}.
        </p>
        <p>It is asked again when anything on this sheet changes.</p>
      </Note>
    );
  }
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
