import { phoneReasonWords } from '../phone/phone-reasons.ts';
import type { AppError, ErrorCode, ErrorDetails } from './errors.ts';

/** What the user reads: what happened, what was not done because of it, what to do now. */
export interface ErrorWords {
  readonly what: string;
  readonly notDone: string;
  readonly next: string;
}

type Wording = { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => ErrorWords };

/** A number's reason in words; a code of another source stays as it is. */
function phoneReason(reason: string): string {
  return Object.hasOwn(phoneReasonWords, reason) ? phoneReasonWords[reason as keyof typeof phoneReasonWords] : reason;
}

const nothingImported = 'Nothing was imported.';
const nothingSent = 'Nothing was sent.';
const nothingChanged = 'Nothing was changed.';
const notOpened = 'The workspace was not opened and nothing in it was changed.';

function words(what: string, notDone: string, next: string): ErrorWords {
  return { what, notDone, next };
}

const wording: Wording = {
  'audience.unknown': (d) =>
    words(
      `“${d.audience}” is not an audience.`,
      nothingChanged,
      'Use all, import:ID, list:ID, segment:ID, tag:NAME, or a file of numbers.',
    ),
  'bulk.cancelled': (d) =>
    words(`The change was stopped after ${d.done} people.`, nothingChanged, 'Start it again when you are ready.'),
  'campaign.changed': (d) =>
    words(
      `This changed since you looked: ${d.expected} then, ${d.found} now.`,
      nothingSent,
      'Check the campaign again, then confirm.',
    ),
  'campaign.nobody': (d) =>
    words(
      `Nobody of ${d.matched} people may get this text.`,
      nothingSent,
      'See the reasons in the check; record permission or change the audience.',
    ),
  'campaign.notFound': (d) =>
    words(`There is no campaign ${d.id}.`, nothingChanged, 'List the campaigns to see their numbers.'),
  'campaign.realGateway': (d) =>
    words(
      `${d.name} is a real gateway: its texts obey the real clock.`,
      nothingSent,
      'Use a rehearsal gateway to rehearse another hour.',
    ),
  'campaign.wrongState': (d) =>
    words(`Campaign ${d.id} is ${d.state}.`, nothingChanged, `This needs a campaign that can go to “${d.wanted}”.`),
  'consent.incomplete': (d) =>
    words(
      `A permission needs ${d.field}.`,
      'No permission was recorded.',
      `Give ${d.field}: it is the proof you may be asked for.`,
    ),
  'contact.exists': (d) =>
    words(
      `The number ${d.number} is already here${d.name === '' ? '' : ` (${d.name})`}.`,
      nothingChanged,
      'Open that person and change what is different.',
    ),
  'contact.notFound': (d) =>
    words(`Nobody here has the number ${d.number}.`, nothingChanged, 'Check the number or import the person.'),
  'export.cancelled': (d) =>
    words(
      `The export was stopped after ${d.people} people.`,
      'No file was written.',
      'Start it again when you are ready.',
    ),
  'field.badValue': (d) =>
    words(`“${d.value}” does not fit the field “${d.label}”.`, nothingChanged, `It takes ${d.expected}.`),
  'field.badValues': (d) =>
    words(
      `${d.count === 1 ? '1 person has' : `${d.count} people have`} a value in “${d.label}” that would be lost if it had to be ${d.expected}: ${d.examples.join(', ')}.`,
      nothingChanged,
      'Change these values first: a filter on this field finds who has them.',
    ),
  'field.exists': (d) => words(`There is already a field “${d.label}”.`, nothingChanged, 'Choose another name.'),
  'field.inUse': (d) =>
    words(
      `The field “${d.label}” is used by ${d.usedBy.slice(0, 5).join(', ')}.`,
      nothingChanged,
      'Change or delete those first.',
    ),
  'field.unknown': (d) => words(`There is no field “${d.key}”.`, nothingChanged, 'Add the field first.'),
  'file.changed': (d) =>
    words(
      `The file ${d.fileName} was changed while it was being imported.`,
      nothingImported,
      'Save it, close it in the other program, and import it again.',
    ),
  'file.damaged': (d) =>
    words(
      `${d.fileName} is damaged: ${d.detail}.`,
      nothingImported,
      'Open it in your spreadsheet program, save it again and retry.',
    ),
  'file.empty': (d) =>
    words(`${d.fileName} is empty.`, nothingImported, 'Choose a file with a header row and at least one person.'),
  'file.encrypted': (d) =>
    words(
      `${d.fileName} is protected with a password.`,
      nothingImported,
      'Save a copy without password and import that.',
    ),
  'file.lockedOtherwise': (d) =>
    words(
      `${d.fileName} is protected in a way that Assent cannot open.`,
      nothingImported,
      'Save a copy without password and import that.',
    ),
  'file.noNumberColumn': (d) =>
    words(
      `${d.fileName} has no column that looks like phone numbers (found: ${d.columns.slice(0, 8).join(', ') || 'none'}).`,
      nothingImported,
      'Say which column holds the mobile number.',
    ),
  'file.noRoom': (d) =>
    words(
      `The rows of this file cannot be put aside to be looked at: ${d.detail}.`,
      nothingImported,
      'Free some space on the disk and try again; the check itself does not need it.',
    ),
  'file.noSuchSheet': (d) =>
    words(`${d.fileName} has no sheet “${d.sheet}”.`, nothingImported, `Its sheets are: ${d.sheets.join(', ')}.`),
  'file.notFound': (d) => words(`${d.fileName} is not there.`, nothingImported, 'Check the name and the folder.'),
  'file.notReadable': (d) =>
    words(
      `${d.fileName} cannot be read: ${d.detail}.`,
      nothingImported,
      'Close it elsewhere or check who may read it.',
    ),
  'file.notWritable': (d) =>
    words(`${d.fileName} cannot be written: ${d.detail}.`, 'Nothing was saved.', 'Choose another place.'),
  'file.tooLarge': (d) =>
    words(
      `${d.fileName} is over the limit of ${d.limit}.`,
      nothingImported,
      'Split it, or save it as CSV with fewer columns.',
    ),
  'file.unknownColumn': (d) =>
    words(
      `The file has no column “${d.column}”.`,
      nothingImported,
      `Its columns are: ${d.columns.slice(0, 20).join(', ')}.`,
    ),
  'file.wrongPassword': (d) =>
    words(
      `That is not the password of ${d.fileName}.`,
      nothingImported,
      'Type it again; capital and small letters are different.',
    ),
  'file.wrongType': (d) =>
    words(
      `${d.fileName} is ${d.found}, not ${d.expected}.`,
      nothingImported,
      'Save the table as .xlsx or .csv and import that.',
    ),
  'gateway.badAnswer': (d) =>
    words(
      `${d.gateway} answered something that is not its protocol: ${d.detail}.`,
      'No further text was handed over.',
      'Check the address; a login page or proxy may be in between.',
    ),
  'gateway.credentials': (d) =>
    words(
      `${d.gateway} refused the key: ${d.detail}.`,
      'No further text was handed over.',
      'Enter the key again, then test the connection.',
    ),
  'gateway.egressRefused': (d) =>
    words(
      `Assent refused to send ${d.gateway} what its sheet does not list: ${d.detail}.`,
      nothingSent,
      'This is a fault of Assent: please report it.',
    ),
  'gateway.exists': (d) => words(`There is already a gateway “${d.name}”.`, nothingChanged, 'Choose another name.'),
  'gateway.noBalance': (d) =>
    words(
      `${d.gateway} says the balance is used up: ${d.detail}.`,
      'No further text was handed over.',
      'Top up the account, then resume.',
    ),
  'gateway.notAccepted': (d) =>
    words(
      `The disclosure sheet of “${d.name}” has not been accepted.`,
      nothingSent,
      'Read the sheet and accept it, then try again.',
    ),
  'gateway.notFound': (d) => words(`There is no gateway “${d.name}”.`, nothingChanged, 'List the gateways or add one.'),
  'gateway.refused': (d) =>
    words(
      `${d.gateway} refuses this account: ${d.detail}.`,
      'No further text was handed over.',
      'Ask the gateway’s support, then resume.',
    ),
  'gateway.secretMissing': (d) =>
    words(
      `The key of “${d.name}” is not there (${d.source}).`,
      nothingSent,
      'Set the environment variable, or enter the key again.',
    ),
  'gateway.sheetChanged': (d) =>
    words(
      `What “${d.name}” is told has changed since its sheet was accepted.`,
      nothingSent,
      'Read the sheet again and accept it.',
    ),
  'gateway.timeout': (d) =>
    words(
      `${d.gateway} did not answer in time: ${d.detail}.`,
      'What it may have received is marked “not sure”.',
      'Check the connection, then resume.',
    ),
  'gateway.unreachable': (d) =>
    words(
      `${d.gateway} cannot be reached: ${d.detail}.`,
      'This time nothing left this computer.',
      'Check the address and the connection, then try again.',
    ),
  'gateway.urlRefused': (d) =>
    words(
      `The address ${d.url} is not allowed: ${d.detail}.`,
      nothingChanged,
      'Use https, or http only for this computer itself.',
    ),
  'import.cancelled': (d) =>
    words(`The import was cancelled after ${d.rows} rows.`, nothingImported, 'Start it again when you are ready.'),
  'import.noDraft': () =>
    words('This import was finished or thrown away already.', nothingChanged, 'Start it again from its file.'),
  'import.notFound': (d) => words(`There is no import ${d.id}.`, nothingChanged, 'See the list of imports.'),
  'import.nothingToMend': (d) =>
    words(
      `Import ${d.id} has no rejected row that can be mended.`,
      nothingChanged,
      'Rows left out by hand stand in the file itself; import that again.',
    ),
  'import.permissionFile': (d) =>
    words(`The permission file cannot be used: ${d.detail}.`, nothingImported, 'See the README for what stands in it.'),
  'inbox.incomplete': (d) =>
    words(`A decision needs ${d.field}.`, 'Nothing was decided.', `Give ${d.field}: it stands beside the decision.`),
  'inbox.notFound': (d) => words(`There is no reply ${d.id}.`, nothingChanged, 'List the inbox to see the numbers.'),
  'inbox.nothingToDecide': (d) =>
    words(
      d.decision === null
        ? `Reply ${d.id} needs no decision.`
        : `Reply ${d.id} has been decided already: ${d.decision === 'keep' ? 'not an opt-out' : 'a stop'}.`,
      nothingChanged,
      'See the inbox for replies that wait for a decision.',
    ),
  'list.exists': (d) =>
    words(`There is already a list or segment “${d.name}”.`, nothingChanged, 'Choose another name.'),
  'list.inUse': (d) =>
    words(
      `“${d.name}” is used by ${d.usedBy.slice(0, 5).join(', ')}.`,
      nothingChanged,
      'Change or delete those first.',
    ),
  'list.notFound': (d) =>
    words(`There is no list or segment ${d.id}; it may have been deleted.`, nothingChanged, 'Choose another one.'),
  'import.refused': (d) =>
    words(
      `This list may not be imported: you said that this is not true: “${d.statement}”`,
      nothingImported,
      'Import only people who gave their permission to you. Ask the others first, in another way than by text.',
    ),
  'import.undone': (d) =>
    words(
      `Import ${d.id} was undone already, on ${new Date(d.atMs).toISOString().slice(0, 10)}.`,
      nothingChanged,
      'See its report for what was kept.',
    ),
  'merge.badSyntax': (d) =>
    words(
      `The text has a broken field at character ${d.position + 1}: ${d.detail}.`,
      nothingSent,
      'Write fields as {{first_name|there}}.',
    ),
  'merge.unknownField': (d) =>
    words(
      `The text uses a field that nobody has: ${d.field}.`,
      nothingSent,
      d.known.length ? `Known fields: ${d.known.slice(0, 20).join(', ')}.` : 'Import people with that column first.',
    ),
  'phone.invalid': (d) =>
    words(
      `“${d.number}” is not a phone number that can be texted: ${phoneReason(d.reason)}.`,
      nothingChanged,
      'Write it with its country code, like +27 82 123 4567.',
    ),
  'rule.badSyntax': (d) =>
    words(
      `The rule cannot be read at character ${d.position + 1}: ${d.detail}.`,
      nothingChanged,
      'Write it like: city is Durban and tag has vip.',
    ),
  'rule.invalid': (d) =>
    words(`The rule cannot be used: ${d.detail}.`, nothingChanged, 'Change that part of the rule.'),
  'secrets.unavailable': (d) =>
    words(
      `This computer has no keychain to keep the key safe in (found: ${d.backend}).`,
      'The key was not stored.',
      'Set up a keychain (for example GNOME Keyring) and try again.',
    ),
  'sending.busy': (d) =>
    words(`Campaign ${d.id} is already being sent.`, nothingChanged, 'Wait for it, or pause it first.'),
  'storage.failed': (d) =>
    words(
      `The database reported a fault: ${d.detail}.`,
      'The last action was not done.',
      'Restart Assent; if it happens again, restore a backup.',
    ),
  'storage.full': () =>
    words(
      'The disk is full.',
      'The last action was not done; nothing before it was lost.',
      'Free some space, then try again.',
    ),
  'tag.inUse': (d) =>
    words(
      `The tag “${d.name}” is used by ${d.usedBy.slice(0, 5).join(', ')}.`,
      nothingChanged,
      'Change or delete those first.',
    ),
  'tag.notFound': (d) => words(`There is no tag “${d.name}”.`, nothingChanged, 'See the list of tags.'),
  'text.empty': () => words('The message is empty.', nothingSent, 'Write a message first.'),
  'undo.gone': () =>
    words('This can no longer be taken back.', nothingChanged, 'Change the contacts by hand, or import them again.'),
  'usage.badValue': (d) => words(`${d.flag} cannot be “${d.value}”.`, nothingChanged, `Expected: ${d.expected}.`),
  'usage.missing': (d) => words(`This needs ${d.what}.`, nothingChanged, `Give ${d.what} and try again.`),
  'usage.unknownCommand': (d) => words(`There is no command “${d.command}”.`, nothingChanged, 'Run: assent help'),
  'usage.unknownFlag': (d) => words(`${d.command} has no option ${d.flag}.`, nothingChanged, `Run: assent help`),
  'view.closed': () => words('This view of the contacts was closed.', nothingChanged, 'Open it again.'),
  'view.superseded': () =>
    words('A newer search took the place of this one.', nothingChanged, 'Look at the newer one.'),
  'workspace.damaged': (d) =>
    words(
      `The workspace at ${d.path} is damaged: ${d.detail}.`,
      notOpened,
      'Keep the folder as it is and restore a backup to another folder.',
    ),
  'workspace.exists': (d) =>
    words(`There is already a workspace at ${d.path}.`, nothingChanged, 'Use it, or choose another folder.'),
  'workspace.locked': (d) =>
    words(
      `The workspace at ${d.path} is open in another process${d.pid > 0 ? ` (${d.pid})` : ''}.`,
      notOpened,
      'Close the other window or wait for the other command.',
    ),
  'workspace.newer': (d) =>
    words(
      `The workspace at ${d.path} was written by a newer Assent (schema ${d.found}, this one knows ${d.known}).`,
      notOpened,
      'Install the newer version.',
    ),
  'workspace.notAWorkspace': (d) =>
    words(
      `${d.path} is not an Assent workspace.`,
      notOpened,
      'Choose the folder of a workspace, or make one with “workspace init”.',
    ),
  'workspace.notFound': (d) =>
    words(`There is no workspace at ${d.path}.`, notOpened, 'Check the folder, or make one with “workspace init”.'),
  'workspace.readOnly': (d) =>
    words(
      `The workspace at ${d.path} cannot be written.`,
      notOpened,
      'Check who may write to the folder, or copy it to another place.',
    ),
};

/** The words for an error, made from its own details. */
export function errorWords(error: AppError): ErrorWords {
  const make = wording[error.code] as (details: ErrorDetails[ErrorCode]) => ErrorWords;
  return make(error.details);
}
