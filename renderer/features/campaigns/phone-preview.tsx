import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { texts } from '../../format/format.ts';
import { IconButton } from '../../ui/button.tsx';

interface PreviewProps {
  readonly preview: Output<'text.measure'>['preview'];
  readonly position: number;
  readonly onMove: (position: number) => void;
  readonly sender: string | null;
}

/** The text as one real person reads it, and the way to the next person. */
export function PhonePreview({ preview, position, onMove, sender }: PreviewProps) {
  return (
    <section aria-label="Preview">
      <div className="preview-head">
        <span className="caption grow clip">Preview{preview ? ` · ${preview.name || 'no name'}` : ''}</span>
        <IconButton label="Person before" onClick={() => onMove(Math.max(0, position - 1))}>
          <IconChevronLeft size={16} />
        </IconButton>
        <IconButton label="Next person" onClick={() => onMove(preview ? position + 1 : 0)}>
          <IconChevronRight size={16} />
        </IconButton>
      </div>
      <div className="phone">
        <p className="from">{sender ?? 'The gateway’s number'}</p>
        {preview && preview.text !== '' ? (
          <>
            <div className="bubble" dir="auto">
              {preview.text}
            </div>
            <p className="caption">
              {texts(preview.parts)}, {preview.encoding === 'GSM-7' ? 'GSM-7' : 'Unicode'}
            </p>
          </>
        ) : (
          <p className="caption">
            {preview === null && position > 0
              ? 'That was the last person.'
              : 'The text appears here as one of your people reads it.'}
          </p>
        )}
      </div>
    </section>
  );
}
