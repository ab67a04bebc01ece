import { spawn } from 'node:child_process';
import { ensureDisplay } from './display.ts';
import { prepareElectron } from './electron-runtime.ts';
import { say } from './project.ts';
import { stageApp } from './stage-app.ts';

// `npm start`: build if needed, find or make an Electron and a screen, open the window. Arguments go to the app.

const runtime = await prepareElectron();
const display = await ensureDisplay(runtime.executable);
const staged = await stageApp(runtime);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
if (isRoot) say('Started as root: Chromium’s sandbox is off. Start as an ordinary user to have it on.');
const args = [...staged.args, ...(isRoot ? ['--no-sandbox'] : []), ...process.argv.slice(2)];
const child = spawn(staged.executable, args, { stdio: 'inherit', env: { ...process.env, ...display.env } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  void Promise.allSettled([display.stop(), staged.remove()]).then(() => process.exit(code ?? 1));
});
