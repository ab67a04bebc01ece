import { app } from 'electron';

/**
 * Chromium 130's second compiler (Maglev) loses a write to a captured variable while React removes elements: after a while
 * a page takes a child from the wrong parent and goes blank. Newer runtimes keep the compiler. To be called before the app
 * is ready; pages then run a little slower and right.
 */
export function avoidPageFaults(): void {
  if (Number.parseInt(process.versions.chrome, 10) <= 130) app.commandLine.appendSwitch('js-flags', '--no-maglev');
}
