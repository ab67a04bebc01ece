import { once } from 'node:events';
import { resolve } from 'node:path';
import { homedir } from 'node:os';
import { enableCompileCache } from 'node:module';
import { AppError } from '#domain/kernel/errors.ts';
import { parseArguments } from './arguments.ts';
import { describeError, exitCodes, jsonLine } from './output.ts';
import type { Call, Command } from './command.ts';
import type { Assent } from '../composition.ts';

// Half of a short command's time would go into compiling; the threads it starts find the cache by the variable.
const cache = enableCompileCache?.();
if (cache?.directory) process.env['NODE_COMPILE_CACHE'] ??= cache.directory;

/** Command families; a family's code is loaded when one of its commands is called. */
const families: Readonly<Record<string, () => Promise<readonly Command[]>>> = {
  workspace: async () => (await import('./commands/workspace.ts')).workspaceCommands,
  contacts: async () => [
    ...(await import('./commands/people.ts')).peopleCommands,
    ...(await import('./commands/contact-files.ts')).contactFileCommands,
    ...(await import('./commands/imports.ts')).importCommands,
  ],
  imports: async () => (await import('./commands/imports.ts')).importCommands,
  lists: async () => (await import('./commands/lists.ts')).listCommands,
  segments: async () => (await import('./commands/segments.ts')).segmentCommands,
  tags: async () => (await import('./commands/tags.ts')).tagCommands,
  consent: async () => (await import('./commands/consent.ts')).consentCommands,
  block: async () => (await import('./commands/consent.ts')).consentCommands,
  gateway: async () => (await import('./commands/gateways.ts')).gatewayCommands,
  inbox: async () => (await import('./commands/inbox.ts')).inboxCommands,
  privacy: async () => (await import('./commands/gateways.ts')).gatewayCommands,
  campaign: async () => (await import('./commands/campaigns.ts')).campaignCommands,
  messages: async () => (await import('./commands/campaigns.ts')).campaignCommands,
  explain: async () => (await import('./commands/explain.ts')).explainCommands,
  rehearse: async () => (await import('./commands/rehearse.ts')).rehearseCommands,
};

/** Options that stand before the command; they go right behind its two words, so that none is taken for a later option's value. */
function leading(words: readonly string[]): { words: string[]; isJson: boolean } {
  const rest = [...words];
  const moved: string[] = [];
  while (rest[0]?.startsWith('--')) {
    const word = rest.shift() ?? '';
    if (word === '--') continue;
    moved.push(word);
    if (word === '--workspace') moved.push(...rest.splice(0, 1));
  }
  return { words: [...rest.slice(0, 2), ...moved, ...rest.slice(2)], isJson: words.includes('--json') };
}

async function findCommand(words: readonly string[]): Promise<Command> {
  const [family = '', verb = ''] = words;
  const load = Object.hasOwn(families, family) ? families[family] : undefined;
  const command = (await load?.())?.find(({ name }) => name === `${family} ${verb}`);
  if (!command) {
    const called = words.slice(0, verb.startsWith('--') ? 1 : 2).join(' ');
    throw new AppError('usage.unknownCommand', { command: called.slice(0, 80) });
  }
  return command;
}

async function help(): Promise<string> {
  const commands = new Map<string, Command>();
  for (const load of Object.values(families)) for (const command of await load()) commands.set(command.name, command);
  const lines = [...commands.values()].map(({ name, takes, flags, required, summary }) => {
    const options = Object.keys(flags).map((flag) => (required.includes(flag) ? `--${flag}` : `[--${flag}]`));
    return `  ${[name, ...takes, ...options].join(' ')}\n      ${summary}\n`;
  });
  return `assent [--workspace DIR] [--json] COMMAND\n\n${lines.join('')}`;
}

function defaultFolder(): string {
  return resolve(process.env['ASSENT_WORKSPACE'] ?? `${homedir()}/Assent`);
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** One progress line on stderr, rewritten in place on a terminal, silent when told so or when nothing changed. */
function progressWriter(isSilent: boolean): (line: string) => void {
  let last = '';
  return (line) => {
    if (isSilent || line === last) return;
    last = line;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}

async function run(words: readonly string[], isJson: boolean, signal: AbortSignal): Promise<void> {
  const command = await findCommand(words);
  const parsed = parseArguments(words.slice(2), command);
  const folder = resolve(parsed.flags.get('workspace') ?? defaultFolder());
  let opened: Promise<Assent> | null = null;
  const call: Call = {
    arguments: parsed,
    folder,
    signal,
    open: () => (opened ??= import('./workspace.ts').then(({ openWorkspace }) => openWorkspace(folder))),
    progress: progressWriter(isJson),
    print: (line) => print(`${line}\n`),
  };
  try {
    const answer = await command.run(call);
    if (answer !== null) await print(isJson ? jsonLine({ ok: true, data: answer.data }) : answer.text);
  } finally {
    const assent = await (opened as Promise<Assent> | null)?.catch(() => null); // Its failure is already on its way out.
    await assent?.close();
  }
}

async function main(): Promise<number> {
  const { words, isJson } = leading(process.argv.slice(2));
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interrupt.abort());
  process.stdout.on('error', () => process.exit(exitCodes.done)); // The reader has gone (`| head`): nobody to tell.
  try {
    if (words.length === 0 || words[0] === 'help') await print(await help());
    else await run(words, isJson, interrupt.signal);
    return exitCodes.done;
  } catch (error) {
    const { exit, code, message, details } = describeError(error);
    if (isJson) await print(jsonLine({ ok: false, error: { code, message, details } }));
    else process.stderr.write(`${message}\n`);
    return exit;
  }
}

process.exitCode = await main();
