import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { date, people, purposeWords } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';
import type { Draft } from './compose-draft.ts';
import { Reasons } from './reasons.tsx';

type Purpose = NonNullable<Draft['purpose']>;

/** What it is about, who it is for, and through which gateway. The purpose comes first: it decides who may be texted. */
export function AudienceStep({
  draft,
  onChange,
}: {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const [, go] = useLocation();
  const options = useCall('audience.options', {});
  const gateways = useCall('gateways.list', {});
  const { purpose, audience } = draft;
  const reach = useCall(
    'audience.count',
    { audience: audience ?? { kind: 'all' }, purpose: purpose ?? 'marketing' },
    { enabled: audience !== null && purpose !== null },
  );
  const chosen = audience === null ? null : audience.kind === 'all' ? 'all' : String(audience.importId);
  const choices = [
    { value: 'all', label: `Everybody (${people(options.data?.all ?? 0)})` },
    ...(options.data?.imports ?? []).map((row) => ({
      value: String(row.importId),
      label: `${row.fileName}, ${date(row.atMs)} (${people(row.people)})`,
    })),
  ];
  return (
    <div className="stack">
      <Card>
        <Field
          label="Name of this campaign"
          hint="Only you see it"
          placeholder="Autumn sale"
          value={draft.name}
          onChange={(name) => onChange({ name })}
          autoFocus
        />
      </Card>
      <Card title="What is it about?">
        {(Object.keys(purposeWords) as Purpose[]).map((key) => (
          <label key={key} className="choice">
            <input type="radio" name="purpose" checked={purpose === key} onChange={() => onChange({ purpose: key })} />
            <span>
              <span className="strong">{purposeWords[key][0]}</span>
              <br />
              <span className="caption">{purposeWords[key][1]}</span>
            </span>
          </label>
        ))}
      </Card>
      <Card title="Who is it for, and how does it go?">
        <Select
          label="People"
          value={chosen}
          placeholder="Choose the people"
          onChange={(value) =>
            onChange({ audience: value === 'all' ? { kind: 'all' } : { kind: 'import', importId: Number(value) } })
          }
          options={choices}
        />
        {gateways.data?.length === 0 ? (
          <Note>
            <p>There is no gateway yet. Add the rehearsal gateway first: it costs nothing and reaches nobody.</p>
            <Button onClick={() => go('/gateways')}>Add a gateway</Button>
          </Note>
        ) : (
          <Select
            label="Gateway"
            value={draft.gatewayId === null ? null : String(draft.gatewayId)}
            placeholder="Choose the gateway"
            onChange={(value) => onChange({ gatewayId: Number(value) })}
            options={(gateways.data ?? []).map(({ id, name, mode, state }) => ({
              value: String(id),
              label: `${name}${mode === 'rehearsal' ? ' – nothing leaves this computer' : ''}${state === 'ready' ? '' : ' – sheet not accepted yet'}`,
            }))}
          />
        )}
      </Card>
      {reach.data && reach.data.reasons.length > 0 ? (
        <Reasons
          title={`${people(reach.data.matched - reach.data.mayText)} may not be texted`}
          reasons={reach.data.reasons}
        />
      ) : null}
    </div>
  );
}
