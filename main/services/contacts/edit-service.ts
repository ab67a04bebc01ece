import { readFieldValue } from '#domain/contacts/field-values.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import { cleanText } from '#domain/importing/clean-text.ts';
import type { ContactChange } from '../contact-port.ts';
import type { ServiceContext } from '../context.ts';
import type { ContactService } from './contact-service.ts';
import { shownNumber } from '../words.ts';
import { gridRow } from './view-service.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

const pairWords = {
  sameName: 'The same name',
  nearName: 'Nearly the same name',
  sameEmail: 'The same e-mail address',
} as const;

function sourceWords(source: string): string {
  const [kind = '', number] = source.split(':');
  const words: Readonly<Record<string, string>> = {
    import: `Import ${number ?? ''}`,
    undo: 'Taken back',
    edit: 'Edited',
    bulk: 'Changed together with others',
    merge: 'Merged',
    field: 'The field was changed',
  };
  return words[kind] ?? source;
}

function changeView({ atMs, by, source, changes }: ContactChange) {
  return { atMs, by, source: sourceWords(source), changes: changes.map((change) => ({ ...change })) };
}

/** One person: adding, editing, notes, history, merging two into one. */
export function createEditService(
  { storage, clock, emit }: ServiceContext,
  contacts: ContactService,
  newToken: () => string,
) {
  /** Values as they are kept; throws `field.unknown`, `field.badValue`. */
  async function checkedValues(values: readonly KeyValue[]): Promise<(readonly [string, string])[]> {
    const { fields } = await storage.read.catalogue({});
    return values.map(({ key, value }) => {
      const field = fields.find((candidate) => candidate.key === key);
      if (field === undefined) throw new AppError('field.unknown', { key });
      const read = readFieldValue(cleanText(value), field);
      if (!read.ok) throw new AppError('field.badValue', { label: field.label, value, expected: read.reason });
      return [key, read.value === null ? '' : String(read.value)] as const;
    });
  }

  async function file(id: number) {
    const detail = await contacts.get(id);
    const { tags, lists, notes, changes } = await storage.read.contactExtras({ id });
    return {
      ...detail,
      tags: [...tags],
      lists: lists.map((list) => ({ ...list })),
      notes: notes.map((note) => ({ ...note })),
      changes: changes.map(changeView),
    };
  }

  return {
    /** One person with tags, lists, notes and history; throws `contact.notFound`. */
    file,
    /** Adds a person by hand. Never grants anything; a blocked number is stored and stays blocked. */
    async create(input: {
      readonly number: string;
      readonly name: string;
      readonly values: readonly KeyValue[];
      readonly by: string;
    }) {
      const { country } = await storage.read.workspace({});
      const parsed = parsePhone(input.number, isCountryCode(country) ? country : null);
      if (!parsed.ok) {
        throw new AppError('phone.invalid', { number: input.number.slice(0, 60), reason: parsed.reason });
      }
      const phone = parsed.value;
      const created = await storage.write.contactCreate({
        e164: phone.e164,
        country: phone.country,
        numberType: phone.type,
        isTextable: isTextable(phone),
        name: cleanText(input.name) || null,
        values: await checkedValues(input.values),
        by: input.by,
        nowMs: clock.nowMs(),
      });
      emit('contacts.changed', {});
      return created;
    },
    async edit(input: {
      readonly id: number;
      readonly name: string | null;
      readonly values: readonly KeyValue[];
      readonly by: string;
    }) {
      const values = await checkedValues(input.values);
      const name = input.name === null ? null : cleanText(input.name);
      await storage.write.contactEdit({ id: input.id, name, values, by: input.by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return file(input.id);
    },
    async addNote(id: number, text: string, by: string) {
      const trimmed = text.trim();
      if (trimmed === '') throw new AppError('usage.missing', { what: 'a note' });
      await storage.write.noteAdd({ contactId: id, text: trimmed, by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return file(id);
    },
    async removeNote(id: number, noteId: number) {
      await storage.write.noteRemove({ noteId });
      emit('contacts.changed', {});
      return file(id);
    },
    /** Contacts that may be the same person twice, most alike first. */
    async pairs() {
      const pairs = await storage.read.mergePairs({ limit: 200 });
      return pairs.map(({ first, second, reason }) => ({
        first: gridRow(first),
        second: gridRow(second),
        reason: pairWords[reason],
      }));
    },
    /** Says that two look alike and are two people, or takes that back; throws `contact.notFound`. */
    async setApart(input: {
      readonly firstId: number;
      readonly secondId: number;
      readonly isApart: boolean;
      readonly by: string;
    }): Promise<void> {
      if (input.firstId === input.secondId) throw new AppError('usage.missing', { what: 'two different people' });
      await storage.write.contactApart({ ...input, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
    },
    /** Merges of the last month that can be taken back, newest first. */
    async merges() {
      const done = await storage.read.merges({});
      return done.map(({ token, atMs, kept, dropped }) => ({
        undo: token,
        atMs,
        kept: kept === null ? null : { id: kept.id, name: kept.name, shown: shownNumber(kept.e164) },
        dropped: { name: dropped.name, shown: shownNumber(dropped.e164) },
      }));
    },
    /** Puts one person into another; consent and blocks stay with their numbers. Undone by the token. */
    async merge(input: {
      readonly keepId: number;
      readonly dropId: number;
      readonly name: string;
      readonly values: readonly KeyValue[];
      readonly by: string;
    }) {
      const { keepId, dropId, by } = input;
      if (keepId === dropId) throw new AppError('usage.missing', { what: 'two different people' });
      const values = await checkedValues(input.values);
      const token = newToken();
      const name = cleanText(input.name);
      await storage.write.contactMerge({ keepId, dropId, name, values, token, by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return { id: keepId, undo: token };
    },
  };
}
