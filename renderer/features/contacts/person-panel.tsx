import { IconBan, IconCheck, IconFileText, IconMessage, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { time } from '../../format/format.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { MessageChip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Failure, Ready } from '../../ui/states.tsx';

type Person = Output<'contacts.get'>;
type TimelineKind = Person['timeline'][number]['kind'];

const marks: Readonly<Record<TimelineKind, readonly ['ok' | 'bad' | 'wait' | 'plain', typeof IconCheck]>> = {
  grant: ['ok', IconCheck],
  withdraw: ['bad', IconX],
  block: ['bad', IconBan],
  imported: ['plain', IconFileText],
  message: ['wait', IconSend],
  reply: ['plain', IconMessage],
};

function Answers({ person }: { readonly person: Person }) {
  const [, go] = useLocation();
  return person.answers.map(({ purpose, allowed, answer, proof, next, code }) => (
    <div key={purpose} className="note" data-tone={allowed ? 'ok' : 'plain'}>
      <div className="grow">
        <p className={allowed ? 'strong ok' : 'strong'}>{answer}</p>
        <p className="caption soft">{proof}</p>
        {code === 'NO_CONSENT' ? (
          <LinkButton onClick={() => go('/permission')}>Record permission</LinkButton>
        ) : next ? (
          <p className="caption soft">{next}.</p>
        ) : null}
      </div>
    </div>
  ));
}

function BlockDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const settings = useCall('app.state', {}).data?.settings;
  const [note, setNote] = useState('');
  const block = useCommand('blocklist.add', ['contacts', 'blocklist', 'workspace', 'app']);
  return (
    <Dialog title={`Block ${person.contact.name || person.contact.shown}?`} onClose={onClose}>
      <p>
        They get no text of any kind from Assent again, and everything waiting for them is cancelled. Only new proof
        from the person lifts a block.
      </p>
      <Field label="Why" placeholder="Asked at the counter" value={note} onChange={setNote} />
      {block.error ? <Failure error={block.error} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Keep as it is
        </Button>
        <Button
          kind="danger"
          busy={block.isPending}
          onClick={() =>
            block.mutate(
              { number: person.contact.e164, note, by: settings?.actor || 'the owner' },
              { onSuccess: onClose },
            )
          }
        >
          Block for good
        </Button>
      </div>
    </Dialog>
  );
}

function Detail({ person }: { readonly person: Person }) {
  const [isBlocking, setBlocking] = useState(false);
  const { contact } = person;
  return (
    <>
      <div>
        <h2 style={{ fontSize: 17, lineHeight: '24px' }}>{contact.name || 'No name'}</h2>
        <p className="caption">
          <bdi dir="ltr">{contact.shown}</bdi> · {person.numberType}
          {contact.country ? `, ${contact.country}` : ''}
        </p>
      </div>
      <Answers person={person} />
      {person.values.length > 0 ? (
        <Facts
          rows={person.values.map(({ key, value }) => [key.replaceAll('_', ' '), <bdi key="v">{value}</bdi>] as const)}
        />
      ) : null}
      <h2>Timeline</h2>
      <ul className="timeline">
        {person.timeline.map(({ atMs, kind, title, detail }) => {
          const [tone, Icon] = marks[kind];
          return (
            <li key={`${atMs}-${kind}-${title}-${detail}`}>
              <span className="timeline-mark" data-tone={tone}>
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
      <p className="caption">
        {person.chain.ok
          ? `Ledger verified, ${person.chain.events} events. Nothing in it can be changed.`
          : 'The ledger is broken: stop sending and restore a backup.'}
      </p>
      {person.messages.length > 0 ? (
        <>
          <h2>Texts</h2>
          <ul className="plain-list stack-s">
            {person.messages.map((message) => (
              <li key={message.messageId} className="row">
                <span className="grow clip">{message.campaign}</span>
                <MessageChip state={message.state} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {contact.textable.kind === 'blocked' ? null : (
        <div>
          <Button kind="danger" icon={<IconBan size={16} />} onClick={() => setBlocking(true)}>
            Block
          </Button>
        </div>
      )}
      {isBlocking ? <BlockDialog person={person} onClose={() => setBlocking(false)} /> : null}
    </>
  );
}

/** One person: may I text them, and why; then everything known, newest first. */
export function PersonPanel({ id }: { readonly id: number }) {
  const query = useCall('contacts.get', { id });
  const [, go] = useLocation();
  return (
    <aside aria-label="Person">
      <Card>
        <div className="row" style={{ justifyContent: 'flex-end', marginBottom: -40 }}>
          <IconButton label="Close" onClick={() => go('/contacts')}>
            <IconX size={16} />
          </IconButton>
        </div>
        <Ready query={query}>{(person) => <Detail person={person} />}</Ready>
      </Card>
    </aside>
  );
}
