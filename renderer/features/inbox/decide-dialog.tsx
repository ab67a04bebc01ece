import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';

type Reply = Output<'inbox.list'>['rows'][number];
export type Answer = 'stop' | 'keep';

const words = {
  stop: {
    title: 'Stop all texts to',
    meaning: 'They get no text of any kind from Assent again, and everything waiting for them is cancelled.',
    why: 'Why (if you like)',
    example: 'Reads as a stop',
    act: 'It is an opt-out',
  },
  keep: {
    title: 'Go on texting',
    meaning:
      'Offers and news may go to them again, as far as they agreed to them. Your reason stands beside the reply.',
    why: 'Why it is not an opt-out',
    example: 'Asks when the shop closes',
    act: 'Not an opt-out',
  },
} as const;

/** A person’s decision about a reply that may be a stop, with their name; the safe answer has the focus. */
export function DecideDialog({
  reply,
  answer,
  onClose,
}: {
  readonly reply: Reply;
  readonly answer: Answer;
  readonly onClose: () => void;
}) {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const decide = useCommand('inbox.decide', ['inbox', 'home', 'blocklist', 'contacts', 'audience', 'campaigns', 'app']);
  const { title, meaning, why, example, act } = words[answer];
  const by = typed ?? actor;
  const isComplete = by.trim() !== '' && (answer === 'stop' || reason.trim() !== '');
  return (
    <Dialog title={`${title} ${reply.name || reply.shown}?`} onClose={onClose}>
      <blockquote className="reply-text pre">
        <bdi>{reply.text}</bdi>
      </blockquote>
      <p>{meaning}</p>
      <Field label={why} placeholder={example} value={reason} onChange={setReason} required={answer === 'keep'} />
      <Field label="Your name" value={by} onChange={setTyped} required />
      {decide.error ? <Failure error={decide.error} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Decide later
        </Button>
        <Button
          kind={answer === 'stop' ? 'danger' : 'main'}
          busy={decide.isPending}
          disabled={!isComplete}
          onClick={() => decide.mutate({ id: reply.id, decision: answer, by, reason }, { onSuccess: onClose })}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
