import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';

interface NameListProps {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  /** A name that is offered but not taken before somebody takes it. */
  readonly proposal?: string;
  /** Names that are there already; any other may be typed too. */
  readonly suggestions?: readonly string[];
}

/** Some names, added one by one and taken away again. */
export function NameList({ label, hint, names, onChange, proposal, suggestions }: NameListProps) {
  const [typed, setTyped] = useState('');
  const add = (name: string): void => {
    const clean = name.trim().slice(0, 200);
    setTyped('');
    if (clean !== '' && !names.includes(clean) && names.length < 50) onChange([...names, clean]);
  };
  return (
    <div className="stack-s">
      <div className="row bottom">
        <div className="grow">
          <Field
            label={label}
            hint={hint}
            value={typed}
            onChange={setTyped}
            onEnter={() => add(typed)}
            {...(suggestions ? { suggestions: suggestions.filter((name) => !names.includes(name)) } : {})}
          />
        </div>
        <Button onClick={() => add(typed)} disabled={typed.trim() === ''}>
          Add
        </Button>
      </div>
      <div className="row tight">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="chip name-chip"
            aria-label={`Take away ${name}`}
            onClick={() => onChange(names.filter((other) => other !== name))}
          >
            <bdi>{name}</bdi>
            <IconX size={13} />
          </button>
        ))}
        {proposal !== undefined && !names.includes(proposal) ? (
          <button type="button" className="chip name-chip offer" onClick={() => add(proposal)}>
            <IconPlus size={13} />
            {proposal}
          </button>
        ) : null}
      </div>
    </div>
  );
}
