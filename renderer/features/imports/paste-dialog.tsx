import { useId, useRef, useState } from 'react';
import { count } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** From this many characters on a text area would slow the window down: the text is kept aside and counted. */
const bigPaste = 200_000;

/** A table typed or pasted into a field. */
export function PasteDialog({
  onClose,
  onDone,
}: {
  readonly onClose: () => void;
  readonly onDone: (text: string) => void;
}) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [big, setBig] = useState<string | null>(null);
  const [isEmpty, setEmpty] = useState(true);
  return (
    <Dialog title="Paste a table" onClose={onClose} isWide>
      <label htmlFor={id} className="soft small">
        Copy the cells in your spreadsheet, with the row that names the columns, and paste them here.
      </label>
      {big === null ? (
        <textarea
          id={id}
          ref={field}
          className="paste-area"
          rows={12}
          spellCheck={false}
          data-autofocus
          onInput={(event) => setEmpty(event.currentTarget.value.trim() === '')}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain');
            if (text.length < bigPaste) return;
            event.preventDefault();
            setBig(text);
          }}
        />
      ) : (
        <p role="status" className="strong">
          {count(big.split('\n').filter((line) => line.trim() !== '').length)} rows pasted.
        </p>
      )}
      <div className="row">
        <Button
          kind="main"
          disabled={big === null && isEmpty}
          onClick={() => onDone(big ?? field.current?.value ?? '')}
        >
          Use this table
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}
