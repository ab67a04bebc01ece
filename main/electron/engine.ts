import { app } from 'electron';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { chooseFile, chooseTarget, pathOf, tokenFor } from './chosen-files.ts';
import type { EngineData, FromEngine, Outcome, ToEngine } from './engine-messages.ts';
import { rehearsalStops, workerUrl, workspaceFolder } from './paths.ts';
import { keychainSecrets, secretsState } from './secrets.ts';
import { readSettings, writeSettings } from './settings.ts';
import { fromOutcome, outcomeOf } from './wire-errors.ts';

const closeWithinMs = 15_000;

/** What the engine thread may ask of the main thread; nothing else exists for it. */
const nativeCalls: Readonly<Record<string, (...args: never[]) => unknown>> = {
  'secrets.read': (ref: string) => keychainSecrets.read(ref),
  'secrets.store': (name: string, value: string) => keychainSecrets.store(name, value),
  pathOf: (token: string) => pathOf(token),
  tokenFor: (path: string) => tokenFor(path),
  nameOf: (token: string) => basename(pathOf(token)),
  chooseFile,
  chooseTarget: (name: string) => chooseTarget(name),
  settings: readSettings,
  saveSettings: writeSettings,
  secretsState,
  locale: () => ({ country: countryOfLocale(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
};

function countryOfLocale(): string {
  const region = app.getLocaleCountryCode() || new Intl.Locale(app.getLocale() || 'en-ZA').maximize().region;
  return region && /^[A-Z]{2}$/.test(region) ? region : 'ZA';
}

/** The engine thread as the main thread sees it. */
export interface Engine {
  call(name: string, input: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the engine thread; its events go to `onEvent`. */
export function startEngine(onEvent: (name: string, data: unknown) => void): Engine {
  const data: EngineData = {
    folder: workspaceFolder(),
    appVersion: app.getVersion(),
    storageWorker: workerUrl('storage').href,
    filesWorker: workerUrl('files').href,
    rehearsalStops: rehearsalStops(),
  };
  const worker = new Worker(workerUrl('engine'), { workerData: data });
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let lastId = 0;
  const post = (message: ToEngine): void => worker.postMessage(message);
  const closed = new Promise<void>((resolve) => {
    worker.on('exit', () => resolve());
    worker.on('message', (message: FromEngine) => message.kind === 'closed' && resolve());
  });
  worker.on('message', (message: FromEngine) => {
    if (message.kind === 'answer') {
      waiting.get(message.id)?.(message.outcome);
      waiting.delete(message.id);
    } else if (message.kind === 'event') onEvent(message.name, message.data);
    else if (message.kind === 'native') {
      const call = Object.hasOwn(nativeCalls, message.name) ? nativeCalls[message.name] : undefined;
      const { id, args } = message;
      void outcomeOf(() => (call as (...values: readonly unknown[]) => unknown)(...args)).then((outcome) =>
        post({ kind: 'nativeAnswer', id, outcome }),
      );
    }
  });
  worker.on('error', (error) => {
    for (const answer of waiting.values()) answer({ ok: false, error: null, message: error.message });
    waiting.clear();
  });
  return {
    async call(name, input) {
      const id = ++lastId;
      const outcome = await new Promise<Outcome>((resolve) => {
        waiting.set(id, resolve);
        post({ kind: 'call', id, name, input });
      });
      return fromOutcome(outcome);
    },
    async close() {
      post({ kind: 'close' });
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, closeWithinMs))]);
      await worker.terminate();
    },
  };
}
