import { useState } from 'react';
import { Link } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { bytes, count, date } from '../../format/format.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';

import { ListLook } from '../../ui/list-look.tsx';

type Settings = Output<'app.state'>['settings'];

function Own({ settings }: { readonly settings: Settings }) {
  const save = useCommand('app.saveSettings', ['app']);
  const [actor, setActor] = useState(settings.actor);
  return (
    <Card title="You and this window">
      <div onBlur={() => actor !== settings.actor && save.mutate({ ...settings, actor })}>
        <Field
          label="Your name"
          hint="Stands beside every permission, acceptance and block you record"
          value={actor}
          onChange={setActor}
        />
      </div>
      <Select
        label="Appearance"
        value={settings.theme}
        onChange={(theme) => save.mutate({ ...settings, theme: theme as Settings['theme'] })}
        options={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      {save.error ? <Failure error={save.error} /> : null}
      <ListLook />
    </Card>
  );
}

/** The few things to set, and where everything is. Every change is saved at once. */
export function SettingsPage() {
  const query = useCall('app.state', {});
  const info = useCall('workspace.info', {});
  return (
    <Page title="Settings">
      <div className="narrow stack">
        <Ready query={query}>
          {({ settings, secrets }) => (
            <>
              <Own settings={settings} />
              {secrets.available ? null : (
                <Note tone="warn">
                  This computer has no keychain Assent can trust. Keys of real gateways cannot be stored until there is
                  one; the rehearsal works without.
                </Note>
              )}
            </>
          )}
        </Ready>
        <Card title="What you keep about people">
          <p className="small">
            Fields of your own stand beside each person and in your texts.{' '}
            <Link href="/contacts/fields" className="link">
              Manage fields
            </Link>
          </p>
        </Card>
        <Ready query={info}>
          {(workspace) => (
            <Card title="Your workspace">
              <Facts
                isLeft
                rows={[
                  ['Business', workspace.business],
                  ['Country and zone', `${workspace.country}, ${workspace.zone}`],
                  ['Kept in', <bdi key="p">{workspace.path}</bdi>],
                  ['Size', bytes(workspace.bytes)],
                  ['People', count(workspace.contacts)],
                  ['Texts on record', count(workspace.messages)],
                  ['Blocked', count(workspace.blocked)],
                  ['Made', date(workspace.createdAtMs)],
                  ['Assent', workspace.appVersion],
                ]}
              />
              <p className="caption">
                Everything is stored on this computer. Copy this folder while Assent is closed to back it up.
              </p>
            </Card>
          )}
        </Ready>
      </div>
    </Page>
  );
}
