import { ruleWords } from '#domain/contacts/print-rule.ts';
import type { Catalogue, Rule } from '#domain/contacts/rule.ts';
import { cleanText } from '#domain/importing/clean-text.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ListRow } from '../contact-port.ts';
import { idsOf } from '../contacts/targets.ts';
import type { Target } from '../contacts/targets.ts';
import type { RuleService } from '../contacts/rule-service.ts';
import type { ServiceContext } from '../context.ts';

function nameOf(text: string): string {
  const name = cleanText(text).slice(0, 200);
  if (name === '') throw new AppError('usage.missing', { what: 'a name' });
  return name;
}

function view(row: ListRow, catalogue: Catalogue) {
  const words = row.rule === null ? null : ruleWords(row.rule, catalogue);
  return { ...row, words, usedBy: [...row.usedBy] };
}

/** Lists (members written down), segments (a rule, asked each time) and tags. */
export function createListService(
  { storage, clock, emit }: ServiceContext,
  rules: RuleService,
  newToken: () => string,
) {
  async function all() {
    const [rows, catalogue] = await Promise.all([storage.read.lists({}), storage.read.catalogue({})]);
    return rows.map((row) => view(row, catalogue));
  }

  async function find(id: number, kind: ListRow['kind'] | null) {
    const row = (await all()).find((candidate) => candidate.id === id && (kind === null || candidate.kind === kind));
    if (row === undefined) throw new AppError('list.notFound', { id });
    return row;
  }

  async function saved(id: number) {
    emit('contacts.changed', {});
    return find(id, null);
  }

  return {
    all,
    /** A list or segment by id; throws `list.notFound`. */
    find,
    /** By id or by name, for the shell; throws `list.notFound`. */
    async named(text: string, kind: ListRow['kind']) {
      const wanted = text.toLowerCase();
      const rows = (await all()).filter((row) => row.kind === kind);
      const row = rows.find(({ name }) => name.toLowerCase() === wanted) ?? rows.find(({ id }) => String(id) === text);
      if (row === undefined) throw new AppError('list.notFound', { id: Number(text) || 0 });
      return row;
    },
    /** Makes a list, empty or of those of a target as they are now. Throws `list.exists`. */
    async create(name: string, members: Target | null, by: string) {
      const ids = members === null ? null : await idsOf(storage, members);
      const input = { name: nameOf(name), rule: null, ids, by, nowMs: clock.nowMs() };
      return saved(await storage.write.listCreate(input));
    },
    async rename(id: number, name: string) {
      const { rule } = await find(id, null);
      await storage.write.listChange({ id, name: nameOf(name), rule, nowMs: clock.nowMs() });
      return saved(id);
    },
    /** Throws `list.inUse`; undone by the token. */
    async remove(id: number): Promise<{ undo: string }> {
      await find(id, null);
      const token = newToken();
      await storage.write.listRemove({ id, token, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return { undo: token };
    },
    /** Makes or changes a segment; throws `rule.invalid`, `list.exists`. */
    async saveSegment(input: {
      readonly id: number | null;
      readonly name: string;
      readonly rule: Rule;
      readonly by: string;
    }) {
      const { rule } = await rules.describe(input.rule);
      const name = nameOf(input.name);
      const nowMs = clock.nowMs();
      if (input.id === null) {
        return saved(await storage.write.listCreate({ name, rule, ids: null, by: input.by, nowMs }));
      }
      await find(input.id, 'segment');
      await storage.write.listChange({ id: input.id, name, rule, nowMs });
      return saved(input.id);
    },
    members: (id: number) => storage.read.listIds({ id }),
    tags: async () => (await storage.read.tags({})).map((tag) => ({ ...tag })),
    /** Takes a tag off everybody; throws `tag.notFound`, `tag.inUse`. Undone by the token. */
    async removeTag(name: string) {
      const token = newToken();
      const { people } = await storage.write.tagRemove({ name, token, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return { people, undo: token };
    },
  };
}
