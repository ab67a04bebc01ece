import { useEffect } from 'react';
import { Link } from 'wouter';
import { count, date } from '../../format/format.ts';
import { targetsOf } from '../../import-answers.ts';
import type { Description } from '../../import-answers.ts';
import { saveDraftNow, useImportState } from '../../import-state.ts';
import { Note } from '../../ui/states.tsx';
import { isAsLastTime } from './column-fields.ts';
import { EncodingChoice } from './encoding-choice.tsx';
import { RawPreview } from './raw-preview.tsx';
import { ReadingControls } from './reading-controls.tsx';
import { useCountryGuess } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';
import { WrittenValues } from './written-values.tsx';

/** The same file again: when it was imported, and where its report is. */
export function ImportedBefore({ description: { importedBefore } }: { readonly description: Description }) {
  if (importedBefore === null) return null;
  return (
    <Note tone="warn">
      This very file was imported before, on {date(importedBefore.atMs)}. You can import it again; people who are
      already here are not added twice.{' '}
      <Link href={`/imports/${importedBefore.importId}`} className="link">
        See the report
      </Link>
    </Note>
  );
}

/** Whether the file was read right, seen on its first rows, with every way to read it otherwise. */
export function ReadStep({ description }: { readonly description: Description }) {
  const { answers, goTo, clear } = useImportState();
  useCountryGuess(description);
  const isCard = description.kind === 'vcard';
  useEffect(() => {
    if (isCard) goTo('match');
  }, [isCard, goTo]);
  if (isCard) return null;
  // Everything matched as last time: there is nothing to look at, and the check says how to change it.
  const next = answers.columns === null && isAsLastTime(description) ? 'check' : 'match';
  const columns = targetsOf(description, answers).length;
  return (
    <div className="stack">
      <ImportedBefore description={description} />
      <ReadingControls description={description} />
      <EncodingChoice description={description} />
      <RawPreview description={description} />
      <WrittenValues description={description} />
      <WizardFoot
        onBack={() => void saveDraftNow().then(clear)}
        next={{ label: 'The rows look right', onGo: () => goTo(next), isReady: true }}
      >
        {count(columns)} {columns === 1 ? 'column' : 'columns'} found. Nothing is kept yet.
      </WizardFoot>
    </div>
  );
}
