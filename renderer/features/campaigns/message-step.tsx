import { IconAlertTriangle, IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '#contract/contract.ts';
import { call, useCall } from '../../api/client.ts';
import { people, texts } from '../../format/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Note } from '../../ui/states.tsx';
import { Composer } from './composer.tsx';
import type { Draft } from './compose-draft.ts';

type Measure = Output<'text.measure'>;

/** What main says about the text, asked again a moment after the last key; the answer before stays meanwhile. */
function useMeasure(draft: Draft, position: number): Measure | undefined {
  const [asked, setAsked] = useState(draft.text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(draft.text), 120);
    return () => clearTimeout(timer);
  }, [draft.text]);
  const { purpose, sender, audience } = draft;
  return useCall(
    'text.measure',
    { text: asked, purpose, sender, audience, previewContactId: null, previewPosition: position },
    { keep: true },
  ).data;
}

function Counter({ measure }: { readonly measure: Measure }) {
  const { encoding, units, perPart, parts, remaining } = measure;
  const used = parts <= 1 ? units : perPart - remaining;
  return (
    <p className="end" role="status">
      <b>{encoding === 'GSM-7' ? 'Plain' : 'Unicode'}</b> · {used} of {perPart}
      {parts > 1 ? ' in the last' : ''} · <b>{texts(parts)}</b>
    </p>
  );
}

function Forcing({
  measure,
  draft,
  onChange,
}: {
  readonly measure: Measure;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { forcing, parts, partsIfReplaced } = measure;
  if (forcing.length === 0) return null;
  const safe = forcing.filter(({ replacement }) => replacement !== null);
  const replace = async (): Promise<void> => {
    const { text } = await call('text.replaceSafely', {
      text: draft.text,
      characters: safe.map(({ character }) => character),
    });
    onChange({ text });
  };
  const [first] = forcing;
  return (
    <div className="note" data-tone="warn">
      <IconAlertTriangle size={18} />
      <div className="grow">
        <p className="strong">
          {forcing.length === 1
            ? 'One character makes the text longer to send'
            : `${forcing.length} characters make the text longer to send`}
        </p>
        <p>
          {forcing.slice(0, 6).map(({ character, name, codePoint, count }, at) => (
            <span key={codePoint}>
              {at > 0 ? '; ' : ''}“<bdi>{character}</bdi>” is a {name} ({codePoint})
              {count > 1 ? `, ${count} times` : ''}
            </span>
          ))}
          .{' '}
          {partsIfReplaced < parts && first
            ? `With plain characters this is ${texts(partsIfReplaced)}, not ${texts(parts)}.`
            : ''}
        </p>
      </div>
      {safe.length > 0 ? (
        <Button kind="plain" onClick={() => void replace()}>
          {safe.length === 1 ? 'Replace it' : 'Replace them'}
        </Button>
      ) : null}
    </div>
  );
}

function Problems({ measure }: { readonly measure: Measure }) {
  const { syntaxError, unknownFields, fields, warnings } = measure;
  const gaps = fields.filter(({ peopleWithout, key }) => peopleWithout > 0 && !unknownFields.includes(key));
  return (
    <>
      {syntaxError ? (
        <Note tone="bad">
          Broken field at character {syntaxError.position + 1}: {syntaxError.detail}. Write fields like{' '}
          {'{{first_name|there}}'}.
        </Note>
      ) : null}
      {unknownFields.length > 0 ? (
        <Note tone="bad">Nobody has a field called {unknownFields.join(', ')}. Choose one from “Field”.</Note>
      ) : null}
      {warnings.map(({ code, words, action }) => (
        <Note key={code} tone="warn">
          <span className="strong">{words}.</span> {action}.
        </Note>
      ))}
      {gaps.map(({ key, fallback, peopleWithout }) => (
        <p key={key} className="caption">
          {people(peopleWithout)} have no {key.replaceAll('_', ' ')}{' '}
          {fallback === null ? 'and would be left out: add a fallback like ' : 'and read '}
          {fallback === null ? `{{${key}|there}}` : `“${fallback}”`}.
        </p>
      ))}
    </>
  );
}

function Preview({
  measure,
  position,
  onMove,
  sender,
}: {
  readonly measure: Measure | undefined;
  readonly position: number;
  readonly onMove: (position: number) => void;
  readonly sender: string | null;
}) {
  const preview = measure?.preview ?? null;
  return (
    <div className="compose-preview">
      <div className="row" style={{ flexWrap: 'nowrap', gap: 4 }}>
        <span className="caption grow clip">Preview · {preview?.name || 'nobody chosen'}</span>
        <IconButton label="Person before" onClick={() => onMove(Math.max(0, position - 1))}>
          <IconChevronLeft size={16} />
        </IconButton>
        <IconButton label="Next person" onClick={() => onMove(preview ? position + 1 : 0)}>
          <IconChevronRight size={16} />
        </IconButton>
      </div>
      <div className="phone">
        <p className="caption strong" style={{ textAlign: 'center' }}>
          {sender || 'the gateway’s number'}
        </p>
        {preview && preview.text !== '' ? (
          <div className="bubble" dir="auto">
            {preview.text}
          </div>
        ) : (
          <p className="caption" style={{ textAlign: 'center', marginTop: 24 }}>
            The text appears here as this person gets it.
          </p>
        )}
      </div>
    </div>
  );
}

/** The message: written with what it costs, what is missing, and how one real person reads it. */
export function MessageStep({
  draft,
  onChange,
  summary,
}: {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly summary: ReactNode;
}) {
  const [position, setPosition] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const measure = useMeasure(draft, position);
  const known = useCall('contacts.fields', {}).data ?? [];
  const insert = (text: string): void => {
    const at = field.current?.selectionStart ?? draft.text.length;
    onChange({ text: draft.text.slice(0, at) + text + draft.text.slice(field.current?.selectionEnd ?? at) });
    field.current?.focus();
  };
  return (
    <div className="columns-compose">
      <div className="stack-s">
        <div style={{ maxWidth: 320 }}>
          <Field
            label="Sender"
            hint="Leave empty for the gateway’s own number, so that people can reply"
            value={draft.sender ?? ''}
            onChange={(sender) => onChange({ sender: sender.trim() === '' ? null : sender.slice(0, 15) })}
          />
        </div>
        <Composer
          ref={field}
          text={draft.text}
          forcing={(measure?.forcing ?? []).map(({ character }) => character)}
          onChange={(text) => onChange({ text })}
        />
        <div className="row">
          <Menu
            label="Field"
            icon={<IconPlus size={16} />}
            items={known.map(({ key, label }) => ({
              key,
              label,
              onPick: () => insert(key.includes('name') ? `{{${key}|there}}` : `{{${key}}}`),
            }))}
            empty="Import people with more columns first"
          />
          <Button
            onClick={() =>
              insert(draft.text.endsWith(' ') || draft.text === '' ? 'Reply STOP to opt out' : ' Reply STOP to opt out')
            }
          >
            Opt-out line
          </Button>
          {measure ? <Counter measure={measure} /> : null}
        </div>
        {measure ? <Forcing measure={measure} draft={draft} onChange={onChange} /> : null}
        {measure ? <Problems measure={measure} /> : null}
      </div>
      <Preview measure={measure} position={position} onMove={setPosition} sender={draft.sender} />
      {summary}
    </div>
  );
}
