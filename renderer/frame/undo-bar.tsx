import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from '../ui/button.tsx';
import { Failure } from '../ui/states.tsx';
import { useUndo } from '../window-undo.ts';

const shownMs = 10_000;

/** Ten seconds to take back the last change; they stand still while the pointer or the focus is on the bar. */
export function UndoBar() {
  const { last, failure, undo, expire } = useUndo();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (last === null || isHeld) return;
    const timer = setTimeout(() => void expire(), shownMs);
    return () => clearTimeout(timer);
  }, [last, isHeld, expire]);
  return (
    <div className="undo-place">
      <div role="status" className="visually-hidden">
        {last ? `${last.words}. Undo with Control and Z.` : ''}
      </div>
      {last === null ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only holds the clock
        <section
          className="undo-bar"
          aria-label="Undo"
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span className="grow">{last.words}</span>
          <Button
            icon={<IconArrowBackUp size={16} />}
            onClick={() => {
              setHeld(false);
              void undo();
            }}
          >
            Undo
          </Button>
          <IconButton
            label="Close"
            onClick={() => {
              setHeld(false);
              void expire();
            }}
          >
            <IconX size={16} />
          </IconButton>
        </section>
      )}
      {failure ? (
        <section className="undo-bar" aria-label="Undo failed">
          <div className="grow">
            <Failure error={failure} />
          </div>
          <IconButton label="Close" onClick={() => void expire()}>
            <IconX size={16} />
          </IconButton>
        </section>
      ) : null}
    </div>
  );
}
