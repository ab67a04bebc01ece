import { IconClipboardText, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, dropFiles, useCommand } from '../../api/client.ts';
import { useImportState } from '../../import-state.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Failure, Loading, Note } from '../../ui/states.tsx';
import { DraftsCard } from './drafts-card.tsx';
import { EarlierImports } from './earlier-imports.tsx';
import { PasteDialog } from './paste-dialog.tsx';

/** What main takes as one pasted table. */
const pasteLimit = 20_000_000;

/** A table or file pasted anywhere on the screen, outside of fields. */
function usePaste(onText: (text: string) => void, onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]')) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() !== '') onText(text);
      else if (files.length > 0) onFiles(files.slice(0, 1));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [onText, onFiles]);
}

function Drop({
  isBusy,
  onChoose,
  onPaste,
}: {
  readonly isBusy: boolean;
  readonly onChoose: () => void;
  readonly onPaste: () => void;
}) {
  return (
    <div className="drop">
      <IconFileSpreadsheet size={36} stroke={1.4} />
      <p className="strong">Drop your file anywhere on this window</p>
      <div className="row">
        <Button kind="main" tall busy={isBusy} onClick={onChoose}>
          Choose a file
        </Button>
        <Button tall icon={<IconClipboardText size={16} />} onClick={onPaste}>
          Paste a table
        </Button>
      </div>
      <p className="soft small">
        Excel (.xlsx, .xls, .xlsb), OpenDocument (.ods), text tables (.csv, .tsv, .txt) and phone contacts (.vcf).
      </p>
      <p className="caption">
        Up to 200 MB, one million rows and 200 columns. A table copied from a spreadsheet or a web page can be pasted
        with Ctrl+V.
      </p>
    </div>
  );
}

/** An empty table to fill in, for whoever has no file yet. */
function Template() {
  const save = useCommand('imports.saveTemplate');
  return (
    <>
      <p className="small">
        No file yet?{' '}
        <LinkButton onClick={() => save.mutate({})}>Save an empty table with the right headings</LinkButton> and fill it
        in.
      </p>
      {save.data?.savedAs ? (
        <p className="small" role="status">
          Saved as <bdi>{save.data.savedAs}</bdi>
        </p>
      ) : null}
      {save.error ? <Failure error={save.error} /> : null}
    </>
  );
}

/** The file: dropped, chosen or pasted; or an import that was begun before. */
export function FileStep() {
  const choose = useImportState((state) => state.choose);
  const [isPasting, setPasting] = useState(false);
  const chooser = useMutation({
    mutationFn: () => call('files.choose', {}),
    onSuccess: (file) => file && choose(file),
  });
  const paster = useMutation({
    mutationFn: async (text: string) => {
      if (text.length > pasteLimit) throw new Error('too long to paste');
      return call('files.paste', { text });
    },
    onSuccess: choose,
  });
  const dropper = useMutation({
    mutationFn: (files: readonly File[]) => dropFiles(files),
    onSuccess: ([file]) => file && choose(file),
  });
  const isTooLong = (paster.variables?.length ?? 0) > pasteLimit;
  const { mutate: paste } = paster;
  usePaste(paste, dropper.mutate);
  const error = paster.error ?? dropper.error ?? chooser.error;
  return (
    <div className="columns file-columns">
      <div className="stack">
        <Drop
          isBusy={chooser.isPending}
          onChoose={() => chooser.mutate()}
          onPaste={() => {
            paster.reset();
            setPasting(true);
          }}
        />
        <Template />
        {paster.isPending ? <Loading rows={2} /> : null}
        {isTooLong ? (
          <Note tone="bad">
            <p className="strong">That is too much to paste.</p>
            <p>Nothing was taken. Save the table as a file and choose that.</p>
          </Note>
        ) : error ? (
          <Failure error={error} />
        ) : null}
        <Note>
          An import brings names and numbers. It gives no permission by itself and never lifts a block. Nothing is kept
          until the last step, and a finished import can be undone.
        </Note>
      </div>
      <div className="stack">
        <DraftsCard />
        <EarlierImports />
      </div>
      {isPasting ? (
        <PasteDialog
          onClose={() => setPasting(false)}
          onDone={(text) => {
            setPasting(false);
            paste(text);
          }}
        />
      ) : null}
    </div>
  );
}
