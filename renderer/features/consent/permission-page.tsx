import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Input, Output } from '#contract/contract.ts';
import { newClientId, useCall, useCommand } from '../../api/client.ts';
import { audienceOf, everyAudience } from '../../format/audience.ts';
import { people, purposeChoices } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';

type Grant = Input<'consent.grant'>;

function Recorded({ result }: { readonly result: Output<'consent.grant'> }) {
  const [, go] = useLocation();
  return (
    <div className="note" data-tone="ok">
      <div className="grow">
        <p className="strong" role="status">
          Recorded for {people(result.granted)}.
        </p>
        <p>
          {result.already > 0 ? `${people(result.already)} had it already. ` : ''}
          {result.blocked > 0 ? `${people(result.blocked)} are blocked: a block is stronger than any permission.` : ''}
        </p>
      </div>
      <Button onClick={() => go('/compose')}>New campaign</Button>
    </div>
  );
}

function Explanation() {
  return (
    <Note>
      <p className="strong">Only what they really agreed to</p>
      <p>
        One purpose never covers another. A list you bought or were given is no permission. What you record here stays
        in a ledger that cannot be changed.
      </p>
    </Note>
  );
}

/** The form's fields; a change of any takes the last result away. */
function usePermissionForm(importId: number | null, actor: string) {
  const [purpose, setPurpose] = useState<Grant['purpose'] | null>(null);
  const [who, setWho] = useState<string | null>(importId === null ? null : `import:${importId}`);
  const [wording, setWording] = useState('');
  const [evidence, setEvidence] = useState('');
  const [typedBy, setBy] = useState<string | null>(null);
  const by = typedBy ?? actor;
  const audience: Grant['audience'] | null = who === null ? null : audienceOf(who);
  const isComplete = audience !== null && [wording, evidence, by].every((text) => text.trim() !== '');
  const grant = purpose === null || !isComplete ? null : { purpose, audience, wording, evidence, by };
  return { purpose, setPurpose, who, setWho, wording, setWording, evidence, setEvidence, by, setBy, grant };
}

/** Records who agreed to what, in which words, and where the proof is. */
export function PermissionPage({ importId }: { readonly importId: number | null }) {
  const options = useCall('audience.options', {});
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const record = useCommand('consent.grant', ['contacts', 'audience', 'campaigns', 'home']);
  const form = usePermissionForm(importId, actor);
  return (
    <Page title="Record permission">
      <div className="columns wide-first">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (form.grant) record.mutate({ ...form.grant, clientId: newClientId() });
          }}
        >
          <Card title="They agreed to texts about">
            <Choices
              label="They agreed to texts about"
              name="purpose"
              isPaired
              value={form.purpose}
              choices={purposeChoices}
              onChange={form.setPurpose}
            />
          </Card>
          <Card title="Who, in which words, and the proof">
            <Ready query={options} rows={1}>
              {(lists) => (
                <Select
                  label="Who agreed"
                  value={form.who}
                  onChange={form.setWho}
                  options={everyAudience(lists)}
                  placeholder="Choose the people"
                />
              )}
            </Ready>
            <Field
              label="The exact words they agreed to"
              hint="As it stood on the form or was said"
              placeholder="Text me offers from Acme"
              lines={2}
              value={form.wording}
              onChange={form.setWording}
              required
            />
            <div className="halves">
              <Field
                label="Where the proof is"
                hint="So that you can show it for any one of them"
                placeholder="Paper forms 1–180, blue folder"
                value={form.evidence}
                onChange={form.setEvidence}
                required
              />
              <Field
                label="Your name"
                hint="Who records this and answers for it"
                value={form.by}
                onChange={form.setBy}
                required
              />
            </div>
            {record.error ? <Failure error={record.error} /> : null}
            {record.data ? <Recorded result={record.data} /> : null}
            <div className="row">
              <Button kind="main" tall submit busy={record.isPending} disabled={form.grant === null}>
                Record permission
              </Button>
              {form.grant === null ? (
                <span className="caption">Every line is needed: a permission without proof is none.</span>
              ) : null}
            </div>
          </Card>
        </form>
        <Explanation />
      </div>
    </Page>
  );
}
