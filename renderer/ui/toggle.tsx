import { useId } from 'react';

interface ToggleProps {
  readonly label: string;
  readonly detail?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch with its words beside it: what it does when it is on. */
export function Toggle({ label, detail, isOn, onChange }: ToggleProps) {
  const detailId = useId();
  return (
    <label className="toggle">
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-label={label}
        aria-describedby={detail ? detailId : undefined}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="grow">
        <span className="strong">{label}</span>
        {detail ? (
          <span id={detailId} className="caption toggle-detail">
            {detail}
          </span>
        ) : null}
      </span>
    </label>
  );
}

/** One of several things that may be chosen together. */
export function Tick({ label, isOn, onChange }: Omit<ToggleProps, 'detail'>) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
