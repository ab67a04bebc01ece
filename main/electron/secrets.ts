import { app, safeStorage } from 'electron';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import type { Secrets } from '../services/ports.ts';

type Kept = Readonly<Record<string, string>>;

function storeFile(): string {
  return join(app.getPath('userData'), 'secrets.json');
}

function readAll(): Kept {
  try {
    return JSON.parse(readFileSync(storeFile(), 'utf8')) as Kept;
  } catch {
    return {}; // Nothing was stored yet.
  }
}

/** Whether the operating system can keep a secret; Linux's `basic_text` only pretends to. */
export function secretsState(): { available: boolean; backend: string } {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform;
  return { available: safeStorage.isEncryptionAvailable() && backend !== 'basic_text', backend };
}

/** Credentials in the operating system's keychain: only ciphertext is ever on disk, readable by its owner alone. */
export const keychainSecrets: Secrets = {
  async read(ref) {
    if (ref.startsWith('env:')) {
      const value = process.env[ref.slice(4)];
      if (value) return value;
      throw new AppError('gateway.secretMissing', { name: ref, source: `environment variable ${ref.slice(4)}` });
    }
    const kept = readAll();
    const ciphertext = Object.hasOwn(kept, ref) ? kept[ref] : undefined;
    if (ciphertext === undefined) throw new AppError('gateway.secretMissing', { name: ref, source: 'the keychain' });
    try {
      return safeStorage.decryptString(Buffer.from(ciphertext, 'base64'));
    } catch (error) {
      throw new AppError('gateway.secretMissing', { name: ref, source: 'the keychain has changed' }, { cause: error });
    }
  },
  async store(name, value) {
    const { available, backend } = secretsState();
    if (!available) throw new AppError('secrets.unavailable', { backend });
    const ref = `safe:${name}`;
    const kept = { ...readAll(), [ref]: safeStorage.encryptString(value).toString('base64') };
    mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
    writeFileSync(storeFile(), JSON.stringify(kept), { mode: 0o600 });
    return ref;
  },
};
