import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { fieldName, time } from '../../format/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';

type Person = Output<'contacts.file'>;

/** Notes about one person, newest first. */
export function PersonNotes({ person }: { readonly person: Person }) {
  const { id } = person.contact;
  const [text, setText] = useState('');
  const add = useCommand('contacts.addNote', ['contacts']);
  const remove = useCommand('contacts.removeNote', ['contacts']);
  const error = add.error ?? remove.error;
  return (
    <section className="stack-s" aria-label="Notes">
      <h3>Notes</h3>
      <ul className="plain-list stack-s">
        {person.notes.map((note) => (
          <li key={note.id} className="row note-line">
            <div className="grow">
              <p className="small pre">
                <bdi>{note.text}</bdi>
              </p>
              <p className="caption">
                {time(note.atMs)} · {note.by}
              </p>
            </div>
            <IconButton label="Remove this note" onClick={() => remove.mutate({ id, noteId: note.id })}>
              <IconTrash size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Field label="New note" isLabelHidden placeholder="Write a note" lines={2} value={text} onChange={setText} />
      {error ? <Failure error={error} /> : null}
      <div className="row">
        <Button
          disabled={text.trim() === ''}
          busy={add.isPending}
          onClick={() => add.mutate({ id, text: text.trim() }, { onSuccess: () => setText('') })}
        >
          Add the note
        </Button>
      </div>
    </section>
  );
}

/** What was changed in the fields, by whom and through what; newest first. */
export function PersonHistory({ person }: { readonly person: Person }) {
  if (person.changes.length === 0) return null;
  return (
    <section className="stack-s" aria-label="History of the fields">
      <h3>History of the fields</h3>
      <ul className="plain-list stack-s">
        {person.changes.map(({ atMs, by, source, changes }) => (
          <li key={`${atMs}-${source}`} className="small">
            {changes.map(({ key, before, after }) => (
              <p key={key}>
                {fieldName(key)}: <bdi className="soft">{before ?? 'nothing'}</bdi> → <bdi>{after ?? 'nothing'}</bdi>
              </p>
            ))}
            <p className="caption">
              {time(atMs)} · <bdi>{source}</bdi> · {by}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
