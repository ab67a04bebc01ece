import { useState } from 'react';
import { count } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';

/** Above this many the number is typed, so that nobody does it by habit. */
const typedAbove = 500;

interface SureProps {
  /** How many people it is about. */
  readonly size: number;
  readonly go: string;
  /** The words of the safe answer. */
  readonly keep?: string;
  readonly isBusy?: boolean;
  readonly isDanger?: boolean;
  readonly isReady: boolean;
  readonly onGo: () => void;
  readonly onClose: () => void;
}

/** The last question of a change of many: the safe answer and the other one; above 500 a dangerous one is typed. */
export function Sure({ size, go, keep = 'Keep as it is', isDanger, isBusy, isReady, onGo, onClose }: SureProps) {
  const [typed, setTyped] = useState('');
  const mustType = (isDanger ?? false) && size > typedAbove;
  const isTyped = !mustType || typed.replaceAll(/\D/g, '') === String(size);
  return (
    <>
      {mustType ? <Field label={`Type ${count(size)} to go on`} value={typed} onChange={setTyped} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus={isDanger ?? false}>
          {keep}
        </Button>
        <Button
          kind={isDanger ? 'danger' : 'main'}
          busy={isBusy ?? false}
          disabled={!isReady || !isTyped}
          onClick={onGo}
        >
          {go}
        </Button>
      </div>
    </>
  );
}
