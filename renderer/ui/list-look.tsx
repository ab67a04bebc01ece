import { useCall, useCommand } from '../api/client.ts';
import { Select } from './field.tsx';
import { Failure } from './states.tsx';
import { Toggle } from './toggle.tsx';

/** Height of a row of a long list, in px. */
const rowHeights = { comfortable: 38, compact: 32 } as const;

/** How long lists are drawn, as the settings have it. */
export function useListLook(): { readonly rowPx: number; readonly isCompact: boolean; readonly isSimple: boolean } {
  const settings = useCall('app.state', {}).data?.settings;
  const density = settings?.density ?? 'comfortable';
  return { rowPx: rowHeights[density], isCompact: density === 'compact', isSimple: settings?.simpleTable ?? false };
}

/** The two settings of long lists: how high their rows are, and whether they are plain tables. Kept at once. */
export function ListLook() {
  const settings = useCall('app.state', {}).data?.settings;
  const save = useCommand('app.saveSettings', ['app']);
  if (!settings) return null;
  return (
    <>
      <Select
        label="Rows of long lists"
        value={settings.density}
        onChange={(density) => save.mutate({ ...settings, density: density as typeof settings.density })}
        options={[
          { value: 'comfortable', label: 'Comfortable' },
          { value: 'compact', label: 'Compact: more people on the screen' },
        ]}
      />
      <Toggle
        label="Simple table (50 per page)"
        detail="Pages instead of one long list, for screen readers that do not go well with it"
        isOn={settings.simpleTable}
        onChange={(simpleTable) => save.mutate({ ...settings, simpleTable })}
      />
      {save.error ? <Failure error={save.error} /> : null}
    </>
  );
}
