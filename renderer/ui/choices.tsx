interface Choice<T extends string> {
  readonly value: T;
  readonly title: string;
  readonly detail: string;
}

interface ChoicesProps<T extends string> {
  /** What is asked, for everybody who cannot see the heading above. */
  readonly label: string;
  readonly name: string;
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly isPaired?: boolean;
}

/** One answer out of a few, each in a sentence; nothing is chosen before the user chose. */
export function Choices<T extends string>({ label, name, value, choices, onChange, isPaired }: ChoicesProps<T>) {
  return (
    <div className={isPaired ? 'halves' : 'stack-s'} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input type="radio" name={name} checked={value === choice.value} onChange={() => onChange(choice.value)} />
          <span>
            <span className="strong">{choice.title}</span>
            <br />
            <span className="caption">{choice.detail}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
