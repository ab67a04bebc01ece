import { z } from 'zod';
import { command, query } from './call.ts';
import * as people from './schemas/people.ts';
import { contactRow } from './schemas/contacts.ts';
import { rule, subject, writtenRule } from './schemas/rules.ts';
import { clientId, count, id, line, nothing, shortText } from './schemas/values.ts';

/** Calls about contacts: views, rules, editing, many at once, lists, tags, fields, export. */
export const contactCalls = {
  /**
   * Opens a view; `replaces` closes the one it takes the place of. A newer open of the same grid overtakes one that has
   * not begun: that one is refused with `view.superseded`. At most eight stay open: `view.closed` means open it again.
   */
  'views.open': query(z.strictObject({ ...people.viewDefinition, replaces: count.nullable() }), people.viewState),
  'views.count': query(z.strictObject({ viewId: count }), people.viewState),
  /** Rows `from` to before `to`, at most 200; null where a contact has been deleted since. */
  'views.rows': query(
    z.strictObject({ viewId: count, from: count, to: count }),
    z.strictObject({ rows: z.array(people.gridRow.nullable()).max(200), count, isExact: z.boolean() }),
  ),
  'views.close': query(z.strictObject({ viewId: count }), nothing),
  'views.saved': query(nothing, z.array(people.savedView).max(500)),
  'views.save': command(
    z.strictObject({ id: id.nullable(), name: shortText.min(1), definition: z.string().max(20_000) }),
    people.savedView,
  ),
  'views.remove': command(z.strictObject({ id }), nothing),

  'filters.subjects': query(nothing, z.array(subject).max(2_000)),
  /** Reads a typed rule; throws `rule.badSyntax` with the character. */
  'filters.parse': query(z.strictObject({ text: z.string().max(20_000) }), writtenRule),
  'filters.describe': query(z.strictObject({ rule }), writtenRule),
  /** How many fulfil a rule, with ten of them. */
  'filters.size': query(
    z.strictObject({ rule }),
    z.strictObject({ size: count, samples: z.array(contactRow).max(10) }),
  ),

  'contacts.file': query(z.strictObject({ id }), people.personFile),
  'contacts.create': command(
    z.strictObject({ number: shortText, name: line, values: z.array(people.fieldValue).max(1_000) }),
    z.strictObject({ id, isBlocked: z.boolean() }),
  ),
  /** `name` null leaves the name to the name fields; an empty value empties a field. */
  'contacts.edit': command(
    z.strictObject({ id, name: line.nullable(), values: z.array(people.fieldValue).max(1_000) }),
    people.personFile,
  ),
  'contacts.addNote': command(z.strictObject({ id, text: z.string().min(1).max(10_000) }), people.personFile),
  'contacts.removeNote': command(z.strictObject({ id, noteId: id }), people.personFile),
  /** Contacts that may be the same person twice. */
  'contacts.pairs': query(nothing, z.array(people.mergePair).max(200)),
  /** Two people who look alike: not offered again, or offered again. */
  'contacts.setApart': command(z.strictObject({ firstId: id, secondId: id, isApart: z.boolean() }), nothing),
  /** Merges of the last month that can be taken back, newest first. */
  'contacts.merges': query(nothing, z.array(people.mergeDone).max(100)),
  'contacts.merge': command(
    z.strictObject({ keepId: id, dropId: id, name: line, values: z.array(people.fieldValue).max(1_000) }),
    z.strictObject({ id, undo: clientId }),
  ),
  /** Tells `contacts.progress` of this clientId while it works. */
  'contacts.bulk': command(
    z.strictObject({ target: people.target, action: people.bulkAction, clientId }),
    people.bulkResult,
  ),
  /** Stops a bulk change or an export; the call that runs it is refused with `bulk.cancelled` or `export.cancelled`. */
  'contacts.cancel': command(z.strictObject({ clientId }), nothing),
  'contacts.export': command(
    z.strictObject({ target: people.target.nullable(), format: people.exportFormat, clientId }),
    z.strictObject({ savedAs: line.nullable(), people: count }),
  ),

  'undo.apply': command(z.strictObject({ undo: clientId }), people.undoResult),
  /** The undo bar has gone: what was kept for it is forgotten. */
  'undo.forget': command(z.strictObject({ undo: clientId }), nothing),

  'lists.list': query(nothing, z.array(people.listRow).max(2_000)),
  'lists.create': command(
    z.strictObject({ name: shortText.min(1), members: people.target.nullable() }),
    people.listRow,
  ),
  'lists.rename': command(z.strictObject({ id, name: shortText.min(1) }), people.listRow),
  'lists.remove': command(z.strictObject({ id }), z.strictObject({ undo: clientId })),
  'segments.save': command(z.strictObject({ id: id.nullable(), name: shortText.min(1), rule }), people.listRow),
  'tags.list': query(nothing, z.array(z.strictObject({ name: shortText, people: count })).max(5_000)),
  'tags.remove': command(z.strictObject({ name: shortText }), z.strictObject({ people: count, undo: clientId })),

  'fields.list': query(nothing, z.array(people.field).max(1_000)),
  'fields.add': command(
    z.strictObject({ label: shortText.min(1), type: people.fieldType, options: z.array(line).max(500) }),
    people.field,
  ),
  /** The order in which fields are shown; one that is not named follows the others. */
  'fields.order': command(z.strictObject({ keys: z.array(shortText).max(1_000) }), nothing),
  /** Values that do not fit the new type refuse it (`field.badValues`) unless `clearsUnfit`. */
  'fields.change': command(
    z.strictObject({
      key: shortText,
      label: shortText.min(1),
      type: people.fieldType,
      options: z.array(line).max(500),
      clearsUnfit: z.boolean(),
      /** Choices with a new name: whoever has one, and the segments that ask for it, keep it under that name. */
      renames: z.array(z.strictObject({ from: line, to: line })).max(500),
    }),
    z.strictObject({ field: people.field, cleared: count }),
  ),
  'fields.remove': command(z.strictObject({ key: shortText }), z.strictObject({ people: count, undo: clientId })),
} as const;
