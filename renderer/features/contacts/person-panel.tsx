import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconFileText,
  IconMessage,
  IconSend,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count, time } from '../../format/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MessageChip } from '../../ui/chip.tsx';
import { Failure, Ready } from '../../ui/states.tsx';
import { BlockDialog } from './block-dialog.tsx';
import { PersonFields } from './person-fields.tsx';
import { PersonHistory, PersonNotes } from './person-notes.tsx';
import { PersonLabels } from './person-labels.tsx';
import { useBulk } from './use-bulk.ts';

type Person = Output<'contacts.file'>;
type TimelineKind = Person['timeline'][number]['kind'];

const marks: Readonly<Record<TimelineKind, readonly ['ok' | 'bad' | 'wait' | 'plain', typeof IconCheck]>> = {
  grant: ['ok', IconCheck],
  withdraw: ['bad', IconX],
  block: ['bad', IconBan],
  imported: ['plain', IconFileText],
  message: ['wait', IconSend],
  reply: ['plain', IconMessage],
};

/** The answer for each purpose first, its proof under it, then what would change it. */
function Answers({ person }: { readonly person: Person }) {
  const [first] = person.answers;
  if (first && person.contact.textable.kind === 'blocked' && person.answers.every(({ code }) => code === first.code)) {
    return (
      <div className="note" data-tone="bad">
        <IconBan size={18} />
        <div className="grow">
          <p className="strong">No, for nothing at all</p>
          <p className="caption">
            <bdi>{first.proof}</bdi>
          </p>
          <p className="caption">{first.next}.</p>
        </div>
      </div>
    );
  }
  return person.answers.map(({ purpose, allowed, answer, proof, next, code }) => (
    <div key={purpose} className="note" data-tone={allowed ? 'ok' : 'plain'}>
      <div className="grow">
        <p className={allowed ? 'strong ok' : 'strong'}>{answer}</p>
        <p className="caption">
          <bdi>{proof}</bdi>
        </p>
        {code === 'NO_CONSENT' ? (
          <Link href="/permission" className="link small">
            Record permission
          </Link>
        ) : next ? (
          <p className="caption">{next}.</p>
        ) : null}
      </div>
    </div>
  ));
}

function Timeline({ person }: { readonly person: Person }) {
  return (
    <>
      <h3>Consent timeline</h3>
      <ul className="timeline">
        {person.timeline.map(({ atMs, kind, title, detail }) => {
          const [tone, Icon] = marks[kind];
          return (
            <li key={`${atMs}-${kind}-${title}-${detail}`}>
              <span className="mark-box" data-tone={tone}>
                <Icon size={14} />
              </span>
              <div className="grow">
                <p>{title}</p>
                <p className="caption">
                  {time(atMs)} · <bdi>{detail}</bdi>
                </p>
              </div>
            </li>
          );
        })}
      </ul>
      {person.chain.ok ? (
        <p className="caption">Ledger verified, {count(person.chain.events)} events. Nothing in it can be changed.</p>
      ) : (
        <div className="note" data-tone="bad">
          <IconAlertTriangle size={16} />
          <p>The ledger of permissions is broken. Stop sending and restore a backup.</p>
        </div>
      )}
    </>
  );
}

/** The two ways to end it: a block, which stays for good, and deleting, which can be taken back for a moment. */
function Ending({
  person,
  onBlock,
  onDeleted,
}: {
  readonly person: Person;
  readonly onBlock: () => void;
  readonly onDeleted: () => void;
}) {
  const { start, error, run } = useBulk(onDeleted);
  const isBlocked = person.contact.textable.kind === 'blocked';
  return (
    <div className="stack-s person-ending">
      {error ? <Failure error={error} /> : null}
      <div className="row">
        {isBlocked ? null : (
          <Button icon={<IconBan size={16} />} kind="danger" onClick={onBlock}>
            Block
          </Button>
        )}
        <Button
          icon={<IconTrash size={16} />}
          kind="danger"
          busy={run !== null}
          onClick={() => void start({ kind: 'ids', ids: [person.contact.id] }, { kind: 'delete' })}
        >
          Delete
        </Button>
      </div>
      <p className="caption">
        {isBlocked ? '' : 'A block ends every kind of text for this number. '}Deleting can be undone for ten seconds.
      </p>
    </div>
  );
}

function Detail({ person, onDeleted }: { readonly person: Person; readonly onDeleted: () => void }) {
  const [isBlocking, setBlocking] = useState(false);
  const { contact } = person;
  return (
    <>
      <div style={{ paddingInlineEnd: 36 }}>
        <h2 style={{ fontSize: 17, lineHeight: '24px', letterSpacing: '-0.01em' }}>
          <bdi>{contact.name || 'No name'}</bdi>
        </h2>
        <p className="small soft">
          <bdi dir="ltr">{contact.shown}</bdi> · {person.numberType}
          {contact.country ? `, ${contact.country}` : ''}
        </p>
      </div>
      <div className="stack-s">
        <Answers person={person} />
      </div>
      <PersonFields person={person} />
      <PersonLabels person={person} />
      <PersonNotes person={person} />
      <Timeline person={person} />
      {person.messages.length > 0 ? (
        <>
          <h3>Texts</h3>
          <ul className="plain-list stack-s">
            {person.messages.map((message) => (
              <li key={message.messageId} className="row small">
                <Link href={`/campaigns/${message.campaignId}`} className="rowlink grow clip">
                  {message.campaign}
                </Link>
                <span className="caption">{time(message.updatedAtMs)}</span>
                <MessageChip state={message.state} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <PersonHistory person={person} />
      <Ending person={person} onBlock={() => setBlocking(true)} onDeleted={onDeleted} />
      {isBlocking ? <BlockDialog contact={contact} onClose={() => setBlocking(false)} /> : null}
    </>
  );
}

/** One person: may I text them, and why; then everything known, newest first. Escape goes back to the list. */
export function PersonPanel({ id, onChanged }: { readonly id: number; readonly onChanged: () => void }) {
  const query = useCall('contacts.file', { id }, { fresh: true });
  const panel = useRef<HTMLElement>(null);
  const [, go] = useLocation();
  useEffect(() => panel.current?.focus({ preventScroll: true }), [id]);
  const close = (): void => {
    go('/contacts');
    document
      .querySelector<HTMLElement>('.g-row [tabindex="0"], .g-head [tabindex="0"]')
      ?.focus({ preventScroll: true });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className="beside card"
      aria-label="Person"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && panel.current?.contains(event.target as Node)) close();
      }}
    >
      <div className="card-body person">
        <div className="person-close">
          <IconButton label="Back to everybody" onClick={close}>
            <IconX size={16} />
          </IconButton>
        </div>
        <Ready query={query}>
          {(person) => (
            <Detail
              person={person}
              onDeleted={() => {
                onChanged();
                close();
              }}
            />
          )}
        </Ready>
      </div>
    </aside>
  );
}
