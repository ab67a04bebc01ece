import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hoursOf } from '#domain/consent/hours/quiet-hours.ts';
import { facts, table } from '../cli/output.ts';
import { openWorkspace } from '../cli/workspace.ts';
import { usualAnswers } from '../services/importing/import-answers.ts';
import { newClientId } from '../composition.ts';
import type { Assent } from '../composition.ts';
import { numbersInFile } from '../services/importing/numbers-in-file.ts';
import { makeSpreadsheets } from './demo-spreadsheets.ts';
import type { DemoFiles, ExpectedCounts } from './demo-spreadsheets.ts';
import { inProject } from './project.ts';

// The whole path with the product's own services: spreadsheets in, permission, check, send over HTTP, receipts, STOP.
// Nothing leaves this computer. Every figure is compared with what the demo itself put into its files.

const business = 'Blue Crane Books';
const country = 'ZA';
const recordedBy = 'The demo';
const stops = 2;
/** Longest wait for receipts and replies of one campaign. */
const patienceMs = 25_000;
const minuteMs = 60_000;

const firstText = `${business}: hello {{first_name|there}}, 20% off all garden books until Saturday. Reply STOP to opt out`;
const secondText = `${business}: {{first_name|Reader}}, poetry evening this Thursday at 18:00. Reply STOP to opt out`;

const failures: string[] = [];

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

function heading(text: string): void {
  print(`\n── ${text}`);
}

/** Says what was expected, and remembers when it did not come out. */
function expect(what: string, found: unknown, wanted: unknown): void {
  const isRight = JSON.stringify(found) === JSON.stringify(wanted);
  print(
    `   ${isRight ? '✓' : '✗'} ${what}${isRight ? '' : `: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`}`,
  );
  if (!isRight) failures.push(what);
}

async function importFile(assent: Assent, path: string, expected: ExpectedCounts): Promise<number> {
  const table = { path, sheet: null, encoding: null, delimiter: null, headerRow: null };
  const result = await assent.imports.run({
    table,
    answers: usualAnswers(country, recordedBy),
    clientId: newClientId(),
    apply: true,
  });
  const { rows, created, updated, unchanged, duplicates, invalid, importId, problems } = result;
  print(`${basename(path)}: ${result.mapping.map(([column, field]) => `${column} → ${field}`).join(', ')}`);
  print(
    `   ${rows} rows: ${created} new, ${updated} updated, ${unchanged} unchanged, ${duplicates} twice, ${invalid} unusable`,
  );
  for (const { words, count, examples } of problems) {
    print(`   ${count} × ${words} (row ${examples.map(({ row }) => row).join(', ')})`);
  }
  expect('the counts are those of the file', { rows, created, updated, unchanged, duplicates, invalid }, expected);
  expect('they add up to its rows', created + updated + unchanged + duplicates + invalid, rows);
  return importId ?? 0;
}

async function recordConsent(assent: Assent, importId: number, files: DemoFiles): Promise<void> {
  const shared = { purpose: 'marketing' as const, by: recordedBy };
  const atTheShop = await assent.consent.grant({
    ...shared,
    audience: { kind: 'import', importId },
    wording: `Yes, ${business} may text me about offers. I can stop at any time.`,
    evidence: 'Loyalty card form of 2026, box ticked by hand, filed at the shop',
  });
  print(`everybody of import ${importId}: ${JSON.stringify(atTheShop)}`);
  const { e164s, sha256 } = await numbersInFile(assent.files, files.signed, country);
  const atTheTill = await assent.consent.grant({
    ...shared,
    audience: { kind: 'numbers', e164s, source: `${basename(files.signed)} sha256:${sha256}` },
    wording: `Text me offers from ${business}.`,
    evidence: 'List at the till, signed by each person',
  });
  print(`the numbers of ${basename(files.signed)}: ${JSON.stringify(atTheTill)}`);
  for (const number of files.toBlock) await assent.consent.block({ number, note: 'asked at the till', by: recordedBy });
  print(`${files.toBlock.length} people blocked by hand`);
  const chain = await assent.consent.verify();
  expect('the ledger of permissions is whole', chain.ok, true);
}

/** Adds the rehearsal gateway, shows its sheet and accepts it; answers its id. */
async function addGateway(assent: Assent): Promise<number> {
  const name = 'rehearsal';
  await assent.gateways.add({
    name,
    kind: 'rehearsal',
    url: null,
    repliesUrl: null,
    credential: null,
    secretRef: null,
  });
  const { gateway, digest, text } = await assent.gateways.sheet({ name });
  print(text.trimEnd());
  const accepted = await assent.gateways.accept({ id: gateway.id, digest, by: recordedBy });
  print(`\naccepted by ${accepted.acceptedBy}`);
  return gateway.id;
}

/** Null when advertising may go out now and for the next minutes, else an instant at which it may. */
function hourToRehearse(nowMs: number): number | null {
  const hours = hoursOf({ country, e164: '', ownZone: null, purpose: 'marketing' });
  if (hours.isOpen(nowMs) && hours.isOpen(nowMs + 5 * minuteMs)) return null;
  const opening = hours.nextOpen(nowMs + 5 * minuteMs);
  if (opening === null) throw new Error('no hour of the next two weeks allows advertising');
  return opening + 10 * minuteMs;
}

interface Written {
  readonly id: number;
  readonly willGet: number;
  readonly skipped: ReadonlyMap<string, number>;
}

async function writeAndCheck(
  assent: Assent,
  draft: { readonly name: string; readonly text: string; readonly gatewayId: number },
  rehearseAtMs: number | null,
): Promise<Written> {
  const saved = await assent.campaigns.save(null, {
    ...draft,
    purpose: 'marketing',
    sender: null,
    audience: { kind: 'all' },
  });
  const { id } = saved.row;
  const check = await assent.campaigns.check(id, rehearseAtMs);
  print(draft.text);
  print(facts({ people: check.matched, 'will get it': check.willGet, texts: check.parts }).trimEnd());
  print(
    table(check.reasons.map(({ count, code, words, action }) => ({ skipped: count, code, words, action }))).trimEnd(),
  );
  for (const note of check.notes) print(note);
  return { id, willGet: check.willGet, skipped: new Map(check.reasons.map(({ code, count }) => [code, count])) };
}

async function send(
  assent: Assent,
  { id, willGet }: Written,
  rehearseAtMs: number | null,
  wanted: number,
): Promise<void> {
  const { revision } = await assent.campaigns.get(id);
  const startedMs = Date.now();
  await assent.campaigns.start({ id, revision, expectedPeople: willGet, clientId: newClientId(), rehearseAtMs });
  let heard = 0;
  let lastLine = '';
  while (Date.now() - startedMs < patienceMs) {
    const isRunning = assent.dispatcher.isRunning(id);
    heard += (await assent.poller.poll()).stops;
    const { counts } = (await assent.campaigns.get(id)).row;
    const { waiting, accepted, enroute, delivered, failed, uncertain } = counts;
    const line = `${waiting} waiting, ${accepted + enroute} on the way, ${delivered} delivered, ${failed} failed, ${uncertain} not sure`;
    if (line !== lastLine) print(`   ${((Date.now() - startedMs) / 1000).toFixed(1).padStart(4)} s  ${line}`);
    lastLine = line;
    if (!isRunning && heard >= wanted && (await assent.receiptsOpen(id)) === 0) return;
    await assent.clock.sleep(400);
  }
}

async function report(assent: Assent, { id, willGet }: Written): Promise<void> {
  const { row } = await assent.campaigns.get(id);
  const { matched, delivered, failed, uncertain, skipped, waiting, submitting, accepted, enroute, cancelled, parts } =
    row.counts;
  print(
    facts({
      campaign: row.name,
      state: row.state,
      people: matched,
      delivered,
      failed,
      skipped,
      texts: parts,
      replies: row.replies,
      'opted out': row.optOuts,
    }).trimEnd(),
  );
  const onTheWay = waiting + submitting + accepted + enroute;
  expect('the campaign is finished', row.state, 'finished');
  expect('nothing is uncertain', uncertain, 0);
  expect('every text has its last receipt', onTheWay, 0);
  expect('as many were handed over as the check said', delivered + failed, willGet);
  expect('the counts add up to the people', delivered + failed + uncertain + skipped + onTheWay + cancelled, matched);
}

interface Opened {
  readonly assent: Assent;
  readonly files: DemoFiles;
  readonly gatewayId: number;
  readonly rehearseAtMs: number | null;
}

async function firstCampaign({ assent, files, gatewayId, rehearseAtMs }: Opened): Promise<readonly string[]> {
  heading('A marketing campaign, checked');
  const first = await writeAndCheck(assent, { name: 'Garden books', text: firstText, gatewayId }, rehearseAtMs);
  const { toBlock, landlines, withoutPermission, people } = files;
  expect('who is skipped and why', Object.fromEntries([...first.skipped].toSorted()), {
    BLOCKLISTED: toBlock.length,
    NO_CONSENT: withoutPermission,
    NUM_INVALID: landlines,
  });
  expect('the others get it', first.willGet, people - toBlock.length - landlines - withoutPermission);
  heading('Sent through the rehearsal gateway, over HTTP');
  await send(assent, first, rehearseAtMs, stops);
  await report(assent, first);
  const { rows } = await assent.inbox.list({ campaignId: null, filter: 'all', after: null, limit: 200 });
  print(table(rows.map(({ shown, text, done }) => ({ from: shown, reply: text, done }))).trimEnd());
  const stopped = rows.filter(({ verdict }) => verdict === 'stop').map(({ shown }) => shown);
  expect('two people asked to stop', stopped.length, stops);
  const blocks = await Promise.all(stopped.map((number) => assent.consent.checkBlock(number)));
  expect(
    'both are blocked for good',
    blocks.map(({ block }) => block?.reason),
    Array(stops).fill('keyword'),
  );
  return stopped;
}

async function secondCampaign({ assent, gatewayId, rehearseAtMs }: Opened, stopped: readonly string[]): Promise<void> {
  heading('A second campaign');
  const { rows } = await assent.consent.blocklist({ search: '', after: null, limit: 200 });
  const asked = rows.filter(({ reason }) => reason !== 'operator').length;
  if (asked > stops)
    print(`${asked - stops} more opted out at the operator: the gateway said so when it refused their text.`);
  const second = await writeAndCheck(assent, { name: 'Poetry evening', text: secondText, gatewayId }, rehearseAtMs);
  expect('the check skips those who asked not to be texted', second.skipped.get('SUPPRESSED'), asked);
  await send(assent, second, rehearseAtMs, 0);
  await report(assent, second);
  const page = await assent.campaigns.people({ id: second.id, filter: 'skipped', after: null, limit: 200 });
  const skipped = new Map(page.rows.map(({ shown, code }) => [shown.replaceAll(' ', ''), code]));
  expect(
    'the two who replied STOP got nothing',
    stopped.map((number) => skipped.get(number.replaceAll(' ', ''))),
    Array(stops).fill('SUPPRESSED'),
  );
}

async function walk(folder: string, workspace: string): Promise<void> {
  heading(`Two spreadsheets with 500 fictional people, in ${folder}`);
  const files = await makeSpreadsheets(folder);
  const assent = await openWorkspace(
    workspace,
    { business, country, zone: 'Africa/Johannesburg' },
    {
      gateways: {
        rehearsal: {
          guaranteedStops: stops,
          stopShare: 0,
          delayMs: { min: 5, max: 25 },
          receiptDelayMs: { min: 300, max: 1_500 },
          replyDelayMs: { min: 300, max: 1_500 },
        },
      },
    },
  );
  try {
    const importId = await importFile(assent, files.xlsx, files.xlsxCounts);
    await importFile(assent, files.csv, files.csvCounts);
    expect('there are 500 people', await assent.contacts.count(), files.people);
    heading('Permission, with its proof; an import gives none');
    await recordConsent(assent, importId, files);
    heading('The gateway says what leaves this computer, before it is used');
    const gatewayId = await addGateway(assent);
    const rehearseAtMs = hourToRehearse(Date.now());
    if (rehearseAtMs !== null) {
      const shown = new Date(rehearseAtMs).toISOString().slice(0, 16).replace('T', ' ');
      print(`Advertising is not allowed at this hour in South Africa: rehearsed as if it were ${shown} UTC.`);
    }
    const opened = { assent, files, gatewayId, rehearseAtMs };
    const stopped = await firstCampaign(opened);
    await secondCampaign(opened, stopped);
  } finally {
    await assent.close();
  }
}

function hasScreen(): boolean {
  if (process.env['CI']) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Pictures when asked for; the window when somebody can see it. */
async function show(workspace: string, screenshots: string | null): Promise<void> {
  const pictures = inProject('main', 'tasks', 'screenshots.ts');
  if (screenshots !== null && existsSync(pictures)) {
    const child = spawn(process.execPath, [pictures, resolve(screenshots), workspace], { stdio: 'inherit' });
    const code = await new Promise((settle) => {
      child.once('error', () => settle(1));
      child.once('close', settle);
    });
    if (code !== 0) failures.push('the pictures were made');
  }
  const start = inProject('main', 'tasks', 'start.ts');
  if (!hasScreen() || !existsSync(start)) return;
  print('Opening the window on it ...');
  spawn(process.execPath, [start, '--workspace', workspace], { detached: true, stdio: 'ignore' }).unref();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { screenshots: { type: 'string' } } });
  const startedMs = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'assent-demo-'));
  const workspace = join(folder, 'workspace');
  await walk(folder, workspace);
  heading(
    `${failures.length === 0 ? 'All as expected' : `${failures.length} NOT as expected`}, after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`,
  );
  print(`The workspace is at ${workspace}`);
  print(`Look around: npm run -s assent -- --workspace ${workspace} campaign list`);
  await show(workspace, values.screenshots ?? null);
  if (failures.length > 0) process.exitCode = 1;
}

await main();
