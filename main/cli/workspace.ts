import { environmentSecrets } from './secrets.ts';
import { openAssent } from '../composition.ts';
import type { Assent, AssentOptions } from '../composition.ts';
import packageJson from '../../package.json' with { type: 'json' };

/** Opens (or makes) a workspace for the shell: source thread entries, credentials from the environment. */
export function openWorkspace(
  folder: string,
  create?: AssentOptions['create'],
  extra?: Partial<AssentOptions>,
): Promise<Assent> {
  return openAssent({
    folder,
    workers: {
      storage: new URL('../storage/storage.worker.ts', import.meta.url),
      files: new URL('../files/files.worker.ts', import.meta.url),
    },
    secrets: environmentSecrets,
    appVersion: packageJson.version,
    ...(create ? { create } : {}),
    ...extra,
  });
}
