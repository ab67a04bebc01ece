import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { audienceOf, choiceOf, everyAudience } from '../../format/audience.ts';
import { count, people, purposeChoices, purposeWords } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Note, Ready } from '../../ui/states.tsx';
import type { Draft } from './compose-draft.ts';
import { Reasons } from './reasons.tsx';
import { useReach } from './summary.tsx';

interface StepProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function NoGateway() {
  const [, go] = useLocation();
  return (
    <div className="note">
      <p className="grow">
        There is no gateway yet. Add the rehearsal gateway first: it costs nothing and reaches nobody.
      </p>
      <Button onClick={() => go('/gateways')}>Add a gateway</Button>
    </div>
  );
}

type GatewayRow = Output<'gateways.list'>[number];

const gatewayChoice = ({ id, name, mode, state }: GatewayRow): { value: string; label: string } => ({
  value: String(id),
  label: `${name}${mode === 'rehearsal' ? ' – nothing leaves this computer' : ''}${state === 'ready' ? '' : ' – sheet not accepted yet'}`,
});

function Gateway({ gateways, draft, onChange }: StepProps & { readonly gateways: readonly GatewayRow[] }) {
  if (gateways.length === 0) return <NoGateway />;
  const chosen = gateways.find(({ id }) => id === draft.gatewayId);
  return (
    <div className="stack-s">
      <Select
        label="Gateway"
        value={draft.gatewayId === null ? null : String(draft.gatewayId)}
        placeholder="Choose the gateway"
        onChange={(value) => onChange({ gatewayId: Number(value) })}
        options={gateways.map(gatewayChoice)}
      />
      {chosen && chosen.state !== 'ready' ? (
        <p className="caption">
          Nothing goes through {chosen.name} before you have read and accepted its disclosure sheet.
        </p>
      ) : null}
    </div>
  );
}

function Reach({ draft }: { readonly draft: Draft }) {
  const reach = useReach(draft);
  if (draft.audience === null || draft.purpose === null || !reach.data) return null;
  const { matched, mayText, reasons } = reach.data;
  return (
    <>
      <Card>
        <p role="status">
          <b className="ok">{count(mayText)}</b> of {people(matched)} may be texted for{' '}
          <b>{purposeWords[draft.purpose][0]}</b>.
        </p>
        <Progress
          label={`${count(mayText)} of ${count(matched)} may be texted`}
          total={matched}
          segments={[{ tone: 'accent', count: mayText }]}
        />
      </Card>
      {reasons.length > 0 ? <Reasons title={`${people(matched - mayText)} may not`} reasons={reasons} /> : null}
    </>
  );
}

/** What it is about, who it is for, and through which gateway. The purpose comes first: it decides who may be texted. */
export function AudienceStep({ draft, onChange }: StepProps) {
  const options = useCall('audience.options', {});
  const gateways = useCall('gateways.list', {});
  return (
    <div className="stack">
      <Card>
        <Field
          label="Name of this campaign"
          hint="Only you see it"
          placeholder="Autumn sale"
          value={draft.name}
          onChange={(name) => onChange({ name })}
        />
      </Card>
      <Card title="What is it about?">
        <p className="small soft">
          This decides who may be texted: every purpose needs its own permission, and none stands for another.
        </p>
        <Choices
          label="What is it about?"
          name="purpose"
          isPaired
          value={draft.purpose}
          choices={purposeChoices}
          onChange={(purpose) => onChange({ purpose })}
        />
      </Card>
      <Card title="Who is it for, and how does it go?">
        <Ready query={options} rows={1}>
          {(lists) => (
            <Select
              label="People"
              value={choiceOf(draft.audience)}
              searchable
              placeholder="Choose the people"
              onChange={(value) => onChange({ audience: audienceOf(value) })}
              options={everyAudience(lists)}
            />
          )}
        </Ready>
        {options.data?.all === 0 ? <Note tone="warn">There is nobody yet. Import your people first.</Note> : null}
        <Ready query={gateways} rows={1}>
          {(rows) => <Gateway gateways={rows} draft={draft} onChange={onChange} />}
        </Ready>
      </Card>
      <Reach draft={draft} />
    </div>
  );
}
