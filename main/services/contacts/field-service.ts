import type { FieldType } from '#domain/contacts/rule.ts';
import { fieldKey, freeKey } from '#domain/importing/field-key.ts';
import { cleanText } from '#domain/importing/clean-text.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ManagedField } from '../contact-port.ts';
import type { ServiceContext } from '../context.ts';

export interface FieldRequest {
  readonly label: string;
  readonly type: FieldType;
  readonly options: readonly string[];
}

const mostOptions = 500;

function view({ key, label, type, options, filled, usedBy }: ManagedField) {
  return { key, label, type, options: [...options], filled, usedBy: [...usedBy] };
}

/** Options of a choice, cleaned, each once in any case; none for other types. */
function optionsOf({ type, options }: FieldRequest): string[] {
  if (type !== 'choice') return [];
  const seen = new Map<string, string>();
  for (const option of options.map(cleanText)) {
    if (option !== '' && !seen.has(option.toLowerCase())) seen.set(option.toLowerCase(), option);
  }
  if (seen.size === 0) throw new AppError('usage.missing', { what: 'at least one choice' });
  if (seen.size > mostOptions) {
    throw new AppError('usage.badValue', {
      flag: 'choices',
      value: `${seen.size}`,
      expected: `at most ${mostOptions}`,
    });
  }
  return [...seen.values()];
}

/** The workspace's own fields. */
export function createFieldService({ storage, clock, emit }: ServiceContext, newToken: () => string) {
  async function find(key: string): Promise<ManagedField> {
    const field = (await storage.read.managedFields({})).find((candidate) => candidate.key === key);
    if (field === undefined) throw new AppError('field.unknown', { key });
    return field;
  }

  return {
    list: async () => (await storage.read.managedFields({})).map(view),
    /** Adds a field; its key is made from its label. Throws `field.exists`. */
    async add(input: FieldRequest) {
      const label = cleanText(input.label);
      const key = fieldKey(label);
      if (key === null) throw new AppError('usage.missing', { what: 'a name with letters or digits' });
      const taken = await storage.read.managedFields({});
      if (taken.some((field) => field.label.toLowerCase() === label.toLowerCase())) {
        throw new AppError('field.exists', { label });
      }
      const free = freeKey(key, new Set(taken.map((field) => field.key)));
      await storage.write.fieldAdd({ key: free, label, type: input.type, options: optionsOf(input) });
      emit('contacts.changed', {});
      return view(await find(free));
    },
    /** Changes label, type and choices; values that do not fit refuse it unless they are to be cleared. */
    async change(
      input: FieldRequest & {
        readonly key: string;
        readonly clearsUnfit: boolean;
        readonly renames: readonly { readonly from: string; readonly to: string }[];
        readonly by: string;
      },
    ) {
      await find(input.key);
      if (cleanText(input.label) === '') throw new AppError('usage.missing', { what: 'a name' });
      const { cleared } = await storage.write.fieldChange({
        key: input.key,
        label: cleanText(input.label),
        type: input.type,
        options: optionsOf(input),
        clearsUnfit: input.clearsUnfit,
        renames: input.renames.map(({ from, to }) => [from, cleanText(to)] as const),
        by: input.by,
        nowMs: clock.nowMs(),
      });
      emit('contacts.changed', {});
      return { field: view(await find(input.key)), cleared };
    },
    /** Puts the fields in this order everywhere they are shown; throws `field.unknown`. */
    async order(keys: readonly string[]): Promise<void> {
      await storage.write.fieldOrder({ keys });
      emit('contacts.changed', {});
    },
    /** Removes a field with its values; throws `field.inUse`. */
    async remove(key: string, by: string) {
      const token = newToken();
      const { people } = await storage.write.fieldRemove({ key, token, by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return { people, undo: token };
    },
  };
}
