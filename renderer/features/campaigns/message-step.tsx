import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useSettled } from '../../ui/now.ts';
import { Composer } from './composer.tsx';
import type { Draft } from './compose-draft.ts';
import { Counter, Forcing, TextNotes } from './measure-notes.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { Summary } from './summary.tsx';

const measureAfterMs = 120;
const optOutLine = 'Reply STOP to opt out';

/** What main says about the text, asked again a moment after the last key; the answer before stays meanwhile. */
function useMeasure({ text, purpose, sender, audience }: Draft, position: number): Output<'text.measure'> | undefined {
  const asked = useSettled(text, measureAfterMs);
  const input = { text: asked, purpose, sender, audience, previewContactId: null, previewPosition: position };
  return useCall('text.measure', input, { keep: true }).data;
}

/** Puts a piece where the caret stands, and the caret behind it. */
function insertAt(field: HTMLTextAreaElement | null, text: string, piece: string): { text: string; caret: number } {
  const from = field?.selectionStart ?? text.length;
  const to = field?.selectionEnd ?? from;
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length };
}

interface StepProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onNext: () => void;
}

/** The message: written with what it costs, what is missing, and how one real person reads it. */
export function MessageStep({ draft, onChange, onNext }: StepProps) {
  const [position, setPosition] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const measure = useMeasure(draft, position);
  const known = useCall('contacts.fields', {}).data ?? [];
  const put = (piece: string): void => {
    const { text, caret } = insertAt(field.current, draft.text, piece);
    onChange({ text });
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  const addOptOut = (): void => {
    const text = draft.text.trimEnd();
    onChange({ text: text === '' ? optOutLine : `${text}${/[.!?…]$/.test(text) ? ' ' : '. '}${optOutLine}` });
    field.current?.focus();
  };
  const isName = /\p{L}/u.test(draft.sender ?? '');
  const isBroken = measure !== undefined && (measure.syntaxError !== null || measure.unknownFields.length > 0);
  return (
    <div className="columns-compose">
      <div className="stack-s">
        <Field
          label="From"
          hint={
            isName
              ? 'A name cannot be replied to: a STOP would not reach you'
              : 'Empty: the gateway’s own number, so that people can reply'
          }
          placeholder="The gateway’s number"
          value={draft.sender ?? ''}
          onChange={(sender) => onChange({ sender: sender.trim() === '' ? null : sender.slice(0, 15) })}
        />
        <Composer
          ref={field}
          text={draft.text}
          forcing={(measure?.forcing ?? []).map(({ character }) => character)}
          unknown={measure?.unknownFields ?? []}
          onChange={(text) => onChange({ text })}
        />
        <div className="row" style={{ gap: 8 }}>
          <Menu
            label="Field"
            icon={<IconPlus size={16} />}
            items={known.map(({ key, label }) => ({
              key,
              label,
              onPick: () => put(key.includes('name') ? `{{${key}|there}}` : `{{${key}}}`),
            }))}
            empty="Import people with more columns first"
          />
          <Button onClick={addOptOut}>Opt-out line</Button>
          {measure ? <Counter measure={measure} /> : null}
        </div>
        {measure ? (
          <>
            <Forcing measure={measure} text={draft.text} onReplace={(text) => onChange({ text })} />
            <TextNotes measure={measure} />
          </>
        ) : null}
      </div>
      <PhonePreview preview={measure?.preview ?? null} position={position} onMove={setPosition} sender={draft.sender} />
      <Summary
        draft={draft}
        parts={draft.text.trim() === '' ? null : (measure?.parts ?? null)}
        next="Check everybody"
        isDone={draft.text.trim() !== '' && !isBroken}
        missing={isBroken ? 'Mend the field first.' : 'Write the text first.'}
        onNext={onNext}
      />
    </div>
  );
}
