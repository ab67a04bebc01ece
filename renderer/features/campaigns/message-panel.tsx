import { IconPoint } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { clock, time } from '../../format/format.ts';
import { MessageChip } from '../../ui/chip.tsx';
import { SidePanel } from '../../ui/dialog.tsx';
import { Ready } from '../../ui/states.tsx';

/** The life of one text: the gate's decisions, each step, the gateway's own words. */
export function MessagePanel({
  person,
  onClose,
}: {
  readonly person: Output<'campaigns.people'>['rows'][number];
  readonly onClose: () => void;
}) {
  const query = useCall('messages.timeline', { messageId: person.messageId }, { fresh: true });
  return (
    <SidePanel title={person.name || person.shown} onClose={onClose}>
      <Ready query={query}>
        {(message) => (
          <>
            <div className="row">
              <MessageChip state={message.state} />
              <span className="soft small">
                <bdi dir="ltr">{message.shown}</bdi>
              </span>
              {person.contactId === null ? null : (
                <Link href={`/contacts/${person.contactId}`} className="link small end">
                  Open the person
                </Link>
              )}
            </div>
            <div className="bubble" dir="auto">
              {message.text}
            </div>
            <ul className="timeline">
              {message.events.map((event) => (
                <li key={`${event.atMs}-${event.title}-${event.detail}`}>
                  <span className="mark-box">
                    <IconPoint size={14} />
                  </span>
                  <div className="grow">
                    <p>{event.title}</p>
                    <p className="caption">
                      {time(event.atMs).split(',')[0]}, {clock(event.atMs)}
                      {event.detail === '' ? '' : ' · '}
                      <bdi>{event.detail}</bdi>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
            {message.gatewayMessageId === null ? null : (
              <p className="caption">
                The gateway’s own number for it: <bdi className="pre">{message.gatewayMessageId}</bdi>
              </p>
            )}
          </>
        )}
      </Ready>
    </SidePanel>
  );
}
