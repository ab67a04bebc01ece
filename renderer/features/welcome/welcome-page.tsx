import { IconCheck, IconDeviceDesktop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

type AppState = Output<'app.state'>;

/** A page before there is a window to work in: the mark, one sentence, one card. */
function PlainPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Assent`;
    heading.current?.focus();
  }, [title]);
  return (
    <main className="main plain-page" id="main">
      <div className="stack">
        <div className="row">
          <span className="brand-mark">
            <IconCheck size={18} stroke={2.5} />
          </span>
          <span className="strong">Assent</span>
        </div>
        <h1 className="big" ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </main>
  );
}

const zones = Intl.supportedValuesOf('timeZone');

/** First run: whose texts these are, and where. Nothing else is needed to begin. */
export function WelcomePage({ app }: { readonly app: AppState }) {
  const [business, setBusiness] = useState('');
  const [country, setCountry] = useState(app.suggestedCountry);
  const [zone, setZone] = useState(app.suggestedZone);
  const create = useCommand('workspace.create', ['app', 'workspace']);
  return (
    <PlainPage title="Texts people said yes to">
      <p className="soft">
        Assent keeps your contacts, their permissions and every text on this computer. Nothing leaves it until you
        accept, gateway by gateway, exactly what may.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ business: business.trim(), country, zone: zone.trim() });
        }}
      >
        <Card>
          <Field
            label="Your business"
            hint="People see this name at the start of your offers"
            value={business}
            onChange={setBusiness}
            required
          />
          <Select
            label="Country"
            hint="How numbers without a country code are read"
            value={country}
            onChange={setCountry}
            options={app.countries.map(({ code, name, callingCode }) => ({
              value: code,
              label: `${name} (+${callingCode})`,
            }))}
            searchable
          />
          <Field
            label="Time zone"
            hint="Nobody is texted at night, by the clock where they live"
            value={zone}
            onChange={setZone}
            suggestions={zones}
          />
          {create.error ? <Failure error={create.error} /> : null}
          <Button kind="main" tall wide submit busy={create.isPending} disabled={business.trim() === ''}>
            Make my workspace
          </Button>
        </Card>
      </form>
      <p className="caption row tight">
        <IconDeviceDesktop size={15} /> Everything stays on this computer. No account, no cloud.
      </p>
    </PlainPage>
  );
}

/** The workspace cannot be opened: what, why nothing was touched, what to do. */
export function ProblemPage({
  problem,
  onRetry,
}: {
  readonly problem: NonNullable<AppState['problem']>;
  readonly onRetry: () => void;
}) {
  return (
    <PlainPage title="Your workspace is not open">
      <Card>
        <p className="strong" role="alert">
          {problem.what}
        </p>
        <p>{problem.notDone}</p>
        <p>{problem.next}</p>
        <div className="row">
          <Button kind="main" onClick={onRetry}>
            Try again
          </Button>
          <span className="caption">Code {problem.code}</span>
        </div>
      </Card>
    </PlainPage>
  );
}
