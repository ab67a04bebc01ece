import { AppError } from '#domain/kernel/errors.ts';
import type { Secrets } from '../services/ports.ts';

/** The shell's credentials: environment variables named by `env:NAME`. Nothing is ever stored from here. */
export const environmentSecrets: Secrets = {
  read(ref) {
    const name = ref.startsWith('env:') ? ref.slice(4) : null;
    const value = name === null ? undefined : process.env[name];
    const source =
      name === null ? 'kept in the desktop’s keychain, which the shell cannot open' : `environment variable ${name}`;
    if (value === undefined || value === '')
      return Promise.reject(new AppError('gateway.secretMissing', { name: ref, source }));
    return Promise.resolve(value);
  },
  store: () => Promise.reject(new AppError('secrets.unavailable', { backend: 'the shell' })),
};
