import type { Input, Output } from '#contract/contract.ts';
import { date, people } from './format.ts';

type Options = Output<'audience.options'>;
type Audience = Input<'audience.count'>['audience'];
interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Whom a campaign or a permission can be for, as choices: everybody, a list, a segment, a tag, or the people of one import. */
export function everyAudience({ all, imports, lists, segments, tags }: Options): Choice[] {
  return [
    { value: 'all', label: `Everybody (${people(all)})` },
    ...lists.map((row) => ({ value: `list:${row.listId}`, label: `List: ${row.name} (${people(row.people)})` })),
    ...segments.map((row) => ({ value: `segment:${row.segmentId}`, label: `Segment: ${row.name}` })),
    ...tags.map((row) => ({ value: `tag:${row.tag}`, label: `Tag: ${row.tag} (${people(row.people)})` })),
    ...imports.map((row) => ({
      value: `import:${row.importId}`,
      label: `Import: ${row.fileName}, ${date(row.atMs)} (${people(row.people)})`,
    })),
  ];
}

/** The choice an audience stands for. */
export function choiceOf(audience: Audience | null): string | null {
  if (audience === null) return null;
  switch (audience.kind) {
    case 'all':
      return 'all';
    case 'list':
      return `list:${audience.listId}`;
    case 'segment':
      return `segment:${audience.segmentId}`;
    case 'tag':
      return `tag:${audience.tag}`;
    case 'import':
      return `import:${audience.importId}`;
  }
}

/** The audience a choice stands for. */
export function audienceOf(choice: string): Audience {
  const at = choice.indexOf(':');
  const [kind, name] = [choice.slice(0, at), choice.slice(at + 1)];
  if (kind === 'list') return { kind, listId: Number(name) };
  if (kind === 'segment') return { kind, segmentId: Number(name) };
  if (kind === 'tag') return { kind, tag: name };
  return kind === 'import' ? { kind, importId: Number(name) } : { kind: 'all' };
}
