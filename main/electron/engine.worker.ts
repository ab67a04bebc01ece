import { parentPort, workerData } from 'node:worker_threads';
import { createHandlers } from './ipc/handlers/handlers.ts';
import type { Desk, Native } from './ipc/handlers/handlers.ts';
import { fromOutcome, outcomeOf, toWire } from './wire-errors.ts';
import type { EngineData, FromEngine, Outcome, ToEngine } from './engine-messages.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { Secrets } from '../services/ports.ts';
import { openAssent } from '../composition.ts';
import type { Assent, AssentOptions } from '../composition.ts';

// The engine thread: services, storage client and gateways, away from the thread that draws. It imports no Electron;
// what only Electron can do it asks of the main thread.

const data = workerData as EngineData;
const port = parentPort;
if (!port) throw new Error('the engine needs a parent');

function post(message: FromEngine): void {
  port?.postMessage(message);
}

const asked = new Map<number, (outcome: Outcome) => void>();
let lastAsk = 0;

/** Asks the main thread to do what only it can. */
function native(name: string, ...args: readonly unknown[]): Promise<never> {
  const id = ++lastAsk;
  const answer = new Promise<Outcome>((resolve) => asked.set(id, resolve));
  post({ kind: 'native', id, name, args });
  return answer.then(fromOutcome) as Promise<never>;
}

const secrets: Secrets = {
  read: (ref) => native('secrets.read', ref),
  store: (name, value) => native('secrets.store', name, value),
};

const nativeCalls: Native = {
  pathOf: (token) => native('pathOf', token),
  tokenFor: (path) => native('tokenFor', path),
  nameOf: (token) => native('nameOf', token),
  chooseFile: () => native('chooseFile'),
  chooseTarget: (name) => native('chooseTarget', name),
  settings: () => native('settings'),
  saveSettings: (settings) => native('saveSettings', settings),
  secretsState: () => native('secretsState'),
  locale: () => native('locale'),
};

let assent: Assent | null = null;
let problem: ReturnType<Desk['problem']> = null;

async function open(create?: AssentOptions['create']): Promise<Assent> {
  const opened = await openAssent({
    folder: data.folder,
    workers: { storage: new URL(data.storageWorker), files: new URL(data.filesWorker) },
    secrets,
    appVersion: data.appVersion,
    gateways: { rehearsal: { guaranteedStops: data.rehearsalStops } },
    emit: (name, event) => post({ kind: 'event', name, data: event }),
    ...(create ? { create } : {}),
  });
  opened.poller.start();
  assent = opened;
  problem = null;
  return opened;
}

/** A folder without a workspace is a first run; any other refusal is told in words and tried again when asked. */
async function openOrExplain(): Promise<void> {
  if (assent) return;
  try {
    await open();
  } catch (error) {
    const wire = toWire(error);
    if (wire === null) throw error;
    problem = wire.code === 'workspace.notFound' ? null : { code: wire.code, ...wire.words };
  }
}

let opening: Promise<void> | null = null;

/** One opening at a time: a second one would find the first one's lock. */
function tryOpen(): Promise<void> {
  opening ??= openOrExplain().finally(() => {
    opening = null;
  });
  return opening;
}

const desk: Desk = {
  native: nativeCalls,
  assent() {
    if (!assent) throw new AppError('workspace.notFound', { path: data.folder });
    return assent;
  },
  opened: () => assent,
  problem: () => problem,
  create: (input) => open(input),
};

const handlers = createHandlers(desk);

async function handle(name: string, input: unknown): Promise<unknown> {
  if (name === 'app.state') await tryOpen();
  if (!Object.hasOwn(handlers, name)) throw new Error(`no handler for ${name}`);
  return (handlers[name as keyof typeof handlers] as (input: unknown) => Promise<unknown>)(input);
}

port.on('message', (message: ToEngine) => {
  if (message.kind === 'nativeAnswer') {
    asked.get(message.id)?.(message.outcome);
    asked.delete(message.id);
  } else if (message.kind === 'call') {
    const { id, name, input } = message;
    void outcomeOf(() => handle(name, input)).then((outcome) => post({ kind: 'answer', id, outcome }));
  } else {
    void (assent?.close() ?? Promise.resolve()).finally(() => post({ kind: 'closed' }));
  }
});

// Opened at once, while the window is still being made.
void outcomeOf(tryOpen).then(() => post({ kind: 'ready' }));
