import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

type AppState = Output<'app.state'>;

function Mark() {
  return (
    <div className="row">
      <span className="brand-mark">
        <IconCheck size={18} stroke={2.5} />
      </span>
      <span className="strong">Assent</span>
    </div>
  );
}

/** First run: whose texts these are, and where. Nothing else is needed to begin. */
export function WelcomePage({ app }: { readonly app: AppState }) {
  const [business, setBusiness] = useState('');
  const [country, setCountry] = useState(app.suggestedCountry);
  const [zone, setZone] = useState(app.suggestedZone);
  const create = useCommand('workspace.create', ['app', 'workspace']);
  return (
    <main className="main">
      <form
        className="narrow stack"
        style={{ margin: '6vh auto 0', maxWidth: 520 }}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ business: business.trim(), country, zone });
        }}
      >
        <Mark />
        <h1 className="big">Texts people said yes to</h1>
        <p className="soft">
          Assent keeps your contacts, their permissions and every text on this computer. Nothing leaves it until you
          accept, gateway by gateway, exactly what may.
        </p>
        <Card>
          <Field
            label="Your business"
            hint="People see this name at the start of your offers"
            value={business}
            onChange={setBusiness}
            required
            autoFocus
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
          <Field label="Time zone" value={zone} onChange={setZone} />
          {create.error ? <Failure error={create.error} /> : null}
          <Button kind="main" tall wide submit busy={create.isPending} disabled={business.trim() === ''}>
            Make my workspace
          </Button>
        </Card>
      </form>
    </main>
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
    <main className="main">
      <div className="narrow stack" style={{ margin: '12vh auto 0', maxWidth: 520 }}>
        <Mark />
        <h1 className="big">Your workspace is not open</h1>
        <Card>
          <p className="strong">{problem.what}</p>
          <p>{problem.notDone}</p>
          <p>{problem.next}</p>
          <Button kind="main" onClick={onRetry}>
            Try again
          </Button>
          <p className="caption">Code {problem.code}</p>
        </Card>
      </div>
    </main>
  );
}
