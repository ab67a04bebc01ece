import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconClock,
  IconFileText,
  IconHelp,
  IconMoon,
  IconPlayerPause,
  IconPlayerStop,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Output } from '#contract/contract.ts';

export type Tone = 'ok' | 'wait' | 'warn' | 'bad' | 'hold' | 'plain' | 'rehearsal';

/** Icon and word on a soft colour: a state is never said by colour alone. */
export function Chip({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className="chip" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

type MessageState = Output<'campaigns.people'>['rows'][number]['state'];
type CampaignState = Output<'campaigns.get'>['row']['state'];
type Textable = Output<'contacts.page'>['rows'][number]['textable'];

const size = 14;

const messageChips: Readonly<Record<MessageState, readonly [Tone, ReactNode, string]>> = {
  queued: ['hold', <IconMoon key="i" size={size} />, 'Waiting'],
  submitting: ['wait', <IconSend key="i" size={size} />, 'On the way'],
  accepted: ['wait', <IconSend key="i" size={size} />, 'On the way'],
  enroute: ['wait', <IconSend key="i" size={size} />, 'On the way'],
  delivered: ['ok', <IconCheck key="i" size={size} />, 'Delivered'],
  undelivered: ['bad', <IconX key="i" size={size} />, 'Failed'],
  expired: ['bad', <IconX key="i" size={size} />, 'Failed'],
  rejected: ['bad', <IconX key="i" size={size} />, 'Failed'],
  uncertain: ['warn', <IconHelp key="i" size={size} />, 'Not sure'],
  skipped: ['plain', <IconBan key="i" size={size} />, 'Skipped'],
  cancelled: ['plain', <IconBan key="i" size={size} />, 'Cancelled'],
};

/** What became of one text, in the same words everywhere. */
export function MessageChip({ state }: { readonly state: MessageState }) {
  const [tone, icon, word] = messageChips[state];
  return (
    <Chip tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}

const campaignChips: Readonly<Record<CampaignState, readonly [Tone, ReactNode, string]>> = {
  draft: ['plain', <IconFileText key="i" size={size} />, 'Draft'],
  sending: ['wait', <IconSend key="i" size={size} />, 'Sending'],
  paused: ['hold', <IconPlayerPause key="i" size={size} />, 'Paused'],
  finished: ['ok', <IconCheck key="i" size={size} />, 'Done'],
  stopped: ['plain', <IconPlayerStop key="i" size={size} />, 'Stopped'],
};

export function CampaignChip({ state }: { readonly state: CampaignState }) {
  const [tone, icon, word] = campaignChips[state];
  return (
    <Chip tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}

export function RehearsalChip() {
  return <Chip tone="rehearsal">REHEARSAL</Chip>;
}

/** May I text this person, at a glance. */
export function TextableChip({ textable }: { readonly textable: Textable }) {
  if (textable.kind === 'blocked')
    return (
      <Chip tone="bad" icon={<IconBan size={size} />}>
        {textable.reason}
      </Chip>
    );
  if (textable.kind === 'notTextable')
    return (
      <Chip tone="warn" icon={<IconAlertTriangle size={size} />}>
        {textable.reason}
      </Chip>
    );
  if (textable.kind === 'permitted')
    return (
      <Chip tone="ok" icon={<IconCheck size={size} />}>
        {textable.reason}
      </Chip>
    );
  return (
    <Chip tone="plain" icon={<IconClock size={size} />}>
      {textable.reason}
    </Chip>
  );
}
