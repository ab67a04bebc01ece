import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';

type Sheet = Output<'gateways.sheet'>;

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul style={{ paddingLeft: 18 }}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Accept({ sheet }: { readonly sheet: Sheet }) {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const accept = useCommand('gateways.accept', ['gateways', 'home', 'campaigns']);
  const [by, setBy] = useState(actor);
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  const { gateway } = sheet;
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
    <Card title="Accept">
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

/** What would leave this computer, to whom, and what they may do with it. The engine sends nothing that is not on it. */
export function SheetPage({ id }: { readonly id: number }) {
  const query = useCall('gateways.sheet', { id });
  return (
    <Page
      title="Disclosure sheet"
      beside={query.data ? <span className="caption">{query.data.gateway.name}</span> : null}
    >
      <Ready query={query}>
        {(sheet) => (
          <div className="columns">
            <div className="stack">
              <Card title="Where it goes">
                <Facts isLeft rows={sheet.hosts.map(({ origin, paths }) => [origin, paths.join(', ')] as const)} />
              </Card>
              <Card title="What leaves this computer">
                <Facts
                  isLeft
                  rows={[...sheet.fields, ...sheet.headers].map(({ name, meaning }) => [name, meaning] as const)}
                />
              </Card>
              <Card title="What never leaves">
                <List items={sheet.notSent} />
              </Card>
              <Card title="Who they are and what they may do">
                <Facts
                  isLeft
                  rows={[
                    ['Company', sheet.legalEntity],
                    ['Country', sheet.country],
                    ['How long they keep it', sheet.retention],
                    ['Their terms', sheet.termsUrl ?? 'not known'],
                    ['Opting out', sheet.optOutBehaviour],
                  ]}
                />
                <List items={sheet.whatTheyMayDo} />
              </Card>
            </div>
            <div className="stack">
              <Accept sheet={sheet} />
              <Note>Assent refuses to send this gateway any field or address that is not on this sheet.</Note>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
