import { useEffect } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { onEvent, useCall, useEvents } from './api/client.ts';
import { BlocklistPage } from './features/blocklist/blocklist-page.tsx';
import { CampaignPage } from './features/campaigns/campaign-page.tsx';
import { CampaignsPage } from './features/campaigns/campaigns-page.tsx';
import { ComposePage } from './features/campaigns/compose-page.tsx';
import { PermissionPage } from './features/consent/permission-page.tsx';
import { MergePage } from './features/contacts/merge-page.tsx';
import { ContactsPage } from './features/contacts/contacts-page.tsx';
import { FieldsPage } from './features/contacts/fields-page.tsx';
import { GatewaysPage } from './features/gateways/gateways-page.tsx';
import { SheetPage } from './features/gateways/sheet-page.tsx';
import { PrivacyPage } from './features/privacy/privacy-page.tsx';
import { HomePage } from './features/home/home-page.tsx';
import { ImportPage } from './features/imports/import-page.tsx';
import { ImportReportPage } from './features/imports/import-report-page.tsx';
import { InboxPage } from './features/inbox/inbox-page.tsx';
import { ListsPage } from './features/contacts/lists-page.tsx';
import { SettingsPage } from './features/settings/settings-page.tsx';
import { ProblemPage, WelcomePage } from './features/welcome/welcome-page.tsx';
import { Frame } from './frame/frame.tsx';
import { useTheme } from './ui/look.tsx';
import { Ready } from './ui/states.tsx';

/** The window: first run, a plain page when the workspace cannot be opened, or the frame with its screens. */
export function App() {
  const state = useCall('app.state', {});
  useTheme(state.data?.settings.theme);
  useEvents();
  return (
    <Router hook={useHashLocation}>
      <Ready query={state}>
        {(app) => {
          if (app.problem) return <ProblemPage problem={app.problem} onRetry={() => void state.refetch()} />;
          if (!app.workspace) return <WelcomePage app={app} />;
          return (
            <Frame workspace={app.workspace}>
              <Screens />
            </Frame>
          );
        }}
      </Ready>
    </Router>
  );
}

function Screens() {
  const [, go] = useLocation();
  useEffect(() => onEvent('app.navigate', ({ route }) => go(route)), [go]);
  return (
    <Switch>
      <Route path="/contacts/merge">
        <MergePage />
      </Route>
      <Route path="/contacts/fields">
        <FieldsPage />
      </Route>
      <Route path="/contacts/:id?">
        {({ id }) => <ContactsPage personId={id === undefined ? null : Number(id)} />}
      </Route>
      <Route path="/lists">
        <ListsPage />
      </Route>
      <Route path="/import">
        <ImportPage />
      </Route>
      <Route path="/imports/:id">{({ id }) => <ImportReportPage id={Number(id)} />}</Route>
      <Route path="/permission/:importId?">
        {({ importId }) => <PermissionPage importId={importId === undefined ? null : Number(importId)} />}
      </Route>
      <Route path="/compose/import/:importId">
        {({ importId }) => (
          <ComposePage key={`import-${importId}`} id={null} step="audience" importId={Number(importId)} />
        )}
      </Route>
      <Route path="/compose/:id?/:step?">
        {({ id, step }) => <ComposePage key={id ?? 'new'} id={id === undefined ? null : Number(id)} step={step} />}
      </Route>
      <Route path="/campaigns">
        <CampaignsPage />
      </Route>
      <Route path="/campaigns/:id">{({ id }) => <CampaignPage id={Number(id)} />}</Route>
      <Route path="/inbox/:filter?">{({ filter }) => <InboxPage filter={filter} />}</Route>
      <Route path="/blocklist">
        <BlocklistPage />
      </Route>
      <Route path="/gateways">
        <GatewaysPage />
      </Route>
      <Route path="/gateways/:id/sheet">{({ id }) => <SheetPage id={Number(id)} />}</Route>
      <Route path="/privacy">
        <PrivacyPage />
      </Route>
      <Route path="/settings">
        <SettingsPage />
      </Route>
      <Route>
        <HomePage />
      </Route>
    </Switch>
  );
}
