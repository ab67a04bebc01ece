/** A word that only named files may contain, and why. */
export interface RestrictedWord {
  readonly pattern: RegExp;
  readonly inside: RegExp;
  readonly allowed: RegExp;
  readonly reason: string;
}

/** The third guard: what neither the compiler nor the import graph can see. */
export const restrictedWords: readonly RestrictedWord[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    inside: /^(main|renderer|preload)\//,
    allowed:
      /^(main\/(composition|index)\.ts|main\/(cli|tasks|electron|gateways\/rehearsal)\/|main\/gateways\/registry\.ts|renderer\/)/,
    reason: 'time is an argument of rules and a port of services',
  },
  {
    pattern: /\bMath\.random\(/,
    inside: /^(main|renderer|preload)\//,
    allowed: /^$/,
    reason: 'chance is injected or cryptographic',
  },
  {
    pattern: /\bipcMain\b/,
    inside: /^(main|renderer|preload)\//,
    allowed: /^main\/electron\/ipc\//,
    reason: 'one wrapper checks sender and shape',
  },
  {
    pattern: /\bipcRenderer\b/,
    inside: /^(main|renderer|preload)\//,
    allowed: /^preload\/preload\.ts$/,
    reason: 'the renderer has window.api only',
  },
  { pattern: /\bwindow\.api\b/, inside: /^renderer\//, allowed: /^renderer\/api\//, reason: 'one file speaks to main' },
  { pattern: /dangerouslySetInnerHTML|\.innerHTML\b/, inside: /^renderer\//, allowed: /^$/, reason: 'text is text' },
  {
    pattern: /\beval\(|new Function\(/,
    inside: /^(main|renderer|preload)\//,
    allowed: /^$/,
    reason: 'no code from data',
  },
  {
    pattern: /rejectUnauthorized(?!: true)/,
    inside: /^main\//,
    allowed: /^$/,
    reason: 'no certificate check is ever skipped',
  },
  {
    pattern: /#[0-9a-fA-F]{6}\b/,
    inside: /^renderer\/(features|ui|api)\//,
    allowed: /^$/,
    reason: 'colours are tokens in renderer/styles',
  },
];

/** Largest file, in lines; a data file or a table is exempt by name. */
export const fileLimit = 400;
export const exemptFiles: ReadonlySet<string> = new Set([
  'main/domain/campaign/quiet-hours-data.ts',
  'main/domain/campaign/country-zones.ts',
  'main/contract/contract.ts',
  'main/services/storage-port.ts',
]);

export const forbiddenFileNames = /^(utils?|helpers?|common|misc|manager|types)\.tsx?$/;

/** Breaches of the word rules in one file's text, as `path: reason`. Comments count: they should not tempt either. */
export function restrictedIn(path: string, text: string): string[] {
  return restrictedWords
    .filter(({ pattern, inside, allowed }) => inside.test(path) && !allowed.test(path) && pattern.test(text))
    .map(({ pattern, reason }) => `${path}: ${pattern.source}: ${reason}`);
}
