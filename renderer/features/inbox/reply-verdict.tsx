import { IconBan, IconCheck, IconHelp, IconMessage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Output } from '#contract/contract.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Tone } from '../../ui/chip.tsx';

type Reply = Output<'inbox.list'>['rows'][number];

const size = 14;

function look({ verdict, isBlocked, decideByMs }: Reply): readonly [Tone, ReactNode] {
  if (decideByMs !== null) return ['warn', <IconHelp key="i" size={size} />];
  if (isBlocked) return ['bad', <IconBan key="i" size={size} />];
  if (verdict === 'start') return ['ok', <IconCheck key="i" size={size} />];
  return ['plain', <IconMessage key="i" size={size} />];
}

/** What a reply asks, and the rule’s reason for reading it so. */
export function ReplyVerdict({ reply }: { readonly reply: Reply }) {
  if (reply.verdict === 'none') return <span className="soft">–</span>;
  const [tone, icon] = look(reply);
  return (
    <>
      <Chip tone={tone} icon={icon}>
        {reply.asks}
      </Chip>
      {reply.reason === null ? null : (
        <p className="caption">
          <bdi>{reply.reason}</bdi>
        </p>
      )}
    </>
  );
}
