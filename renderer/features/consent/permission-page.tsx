import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Input } from '#contract/contract.ts';
import { newClientId, useCall, useCommand } from '../../api/client.ts';
import { date, people, purposeWords } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Failure, Note } from '../../ui/states.tsx';

type Purpose = Input<'consent.grant'>['purpose'];
type Audience = Input<'consent.grant'>['audience'];

/** Records who agreed to what, in which words, and where the proof is. */
export function PermissionPage({ importId }: { readonly importId: number | null }) {
  const options = useCall('audience.options', {});
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const grant = useCommand('consent.grant', ['contacts', 'audience', 'campaigns', 'home']);
  const [, go] = useLocation();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [who, setWho] = useState<string | null>(importId === null ? null : String(importId));
  const [wording, setWording] = useState('');
  const [evidence, setEvidence] = useState('');
  const [by, setBy] = useState(actor);
  const audience: Audience | null =
    who === null ? null : who === 'all' ? { kind: 'all' } : { kind: 'import', importId: Number(who) };
  const choices = [
    { value: 'all', label: `Everybody (${people(options.data?.all ?? 0)})` },
    ...(options.data?.imports ?? []).map((row) => ({
      value: String(row.importId),
      label: `${row.fileName}, ${date(row.atMs)} (${people(row.people)})`,
    })),
  ];
  const isComplete =
    purpose !== null && audience !== null && wording.trim() !== '' && evidence.trim() !== '' && by.trim() !== '';
  return (
    <Page title="Record permission">
      <div className="columns">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (purpose === null || audience === null) return;
            grant.mutate({ purpose, audience, wording, evidence, by, clientId: newClientId() });
          }}
        >
          <Card title="They agreed to texts about">
            {(Object.keys(purposeWords) as Purpose[]).map((key) => (
              <label key={key} className="choice">
                <input type="radio" name="purpose" checked={purpose === key} onChange={() => setPurpose(key)} />
                <span>
                  <span className="strong">{purposeWords[key][0]}</span>
                  <br />
                  <span className="caption">{purposeWords[key][1]}</span>
                </span>
              </label>
            ))}
          </Card>
          <Card title="Who, in which words, and the proof">
            <Select
              label="Who agreed"
              value={who}
              onChange={setWho}
              options={choices}
              placeholder="Choose the people"
            />
            <Field
              label="The exact words they agreed to"
              hint="As it stood on the form or was said"
              placeholder="Text me offers from Acme"
              lines={2}
              value={wording}
              onChange={setWording}
              required
            />
            <Field
              label="Where the proof is"
              hint="So that you can show it for any one of them"
              placeholder="Paper forms 1–180, blue folder, shop"
              value={evidence}
              onChange={setEvidence}
              required
            />
            <Field label="Your name" hint="Who records this and answers for it" value={by} onChange={setBy} required />
            {grant.error ? <Failure error={grant.error} /> : null}
            {grant.data ? (
              <Note tone="ok">
                <p className="strong" role="status">
                  Recorded for {people(grant.data.granted)}.
                </p>
                <p>
                  {grant.data.already > 0 ? `${people(grant.data.already)} had it already. ` : ''}
                  {grant.data.blocked > 0
                    ? `${people(grant.data.blocked)} are blocked: a block is stronger than any permission.`
                    : ''}
                </p>
              </Note>
            ) : null}
            <div className="row">
              <Button kind="main" tall submit busy={grant.isPending} disabled={!isComplete}>
                Record permission
              </Button>
              {grant.data ? (
                <Button tall onClick={() => go('/compose')}>
                  New campaign
                </Button>
              ) : null}
            </div>
          </Card>
        </form>
        <Note>
          <p className="strong">Only what they really agreed to</p>
          <p>
            One purpose never covers another. A list you bought or were given is no permission. What you record here
            stays in a ledger that cannot be changed.
          </p>
        </Note>
      </div>
    </Page>
  );
}
