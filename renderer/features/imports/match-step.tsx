import type { ReactNode } from 'react';
import { count } from '../../format/format.ts';
import { numbersOf, targetsOf } from '../../import-answers.ts';
import type { Description } from '../../import-answers.ts';
import { saveDraftNow, useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Note } from '../../ui/states.tsx';
import { clashes, columnName, fieldLabel, isAsLastTime } from './column-fields.ts';
import { CountryCard } from './country-card.tsx';
import { MatchTable } from './match-table.tsx';
import { NameOrderCard } from './name-order-card.tsx';
import { NumberOrderCard } from './number-order-card.tsx';
import { ImportedBefore } from './read-step.tsx';
import { useCountryGuess } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';

type Targets = ReturnType<typeof targetsOf>;

/** Two columns for one field: neither is taken in silence. */
function Clashes({ description, targets }: { readonly description: Description; readonly targets: Targets }) {
  const change = useImportState((state) => state.change);
  return clashes(targets).map(([field, columns]) => {
    const named = columns.flatMap((index) => description.columns.find((column) => column.index === index) ?? []);
    const keep = (kept: number): void =>
      change({
        columns: targets.map(({ index, field: old }) => ({
          index,
          field: old === field && index !== kept ? null : old,
        })),
      });
    return (
      <Note key={field} tone="warn">
        <p className="strong">
          {columns.length} columns go to “{fieldLabel(field, description.fields)}”. Which one is it?
        </p>
        <div className="row clash-row">
          {named.map((column) => (
            <Button key={column.index} onClick={() => keep(column.index)}>
              Take “{columnName(column)}”
            </Button>
          ))}
        </div>
      </Note>
    );
  });
}

/** Back to what was found, or to what was decided last time. */
function Reset({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  if (answers.columns === null) return null;
  return (
    <Button onClick={() => change({ columns: null, numberOrder: [], fieldTypes: [], nameOrder: null })}>
      {description.columns.some(({ reason }) => reason.startsWith('same as last time'))
        ? 'Use the last matching'
        : 'Back to what was found'}
    </Button>
  );
}

function whyNot(hasNumber: boolean, hasClash: boolean, matched: number, all: number): ReactNode {
  if (!hasNumber) return 'Choose the column with the mobile numbers to go on.';
  if (hasClash) return 'Choose one column for each field to go on.';
  return `${count(matched)} of ${count(all)} columns go somewhere. Nothing is kept yet.`;
}

/** Which column goes where: a guess with its reason, changed with one click. */
export function MatchStep({ description }: { readonly description: Description }) {
  const { answers, goTo, clear } = useImportState();
  useCountryGuess(description);
  const targets = targetsOf(description, answers);
  const numbers = numbersOf(description, answers);
  const hasClash = clashes(targets).length > 0;
  const matched = targets.filter(({ field }) => field !== null).length;
  const isCard = description.kind === 'vcard';
  return (
    <div className="stack">
      {isCard ? <ImportedBefore description={description} /> : null}
      {isAsLastTime(description) && answers.columns === null ? (
        <Note tone="ok">You imported a file with these columns before. They are matched as you decided then.</Note>
      ) : null}
      {numbers.length === 0 ? (
        <Note tone="warn">
          <p className="strong">No column goes to the mobile number yet.</p>
          <p>Without a number nobody can be texted. Choose the column that holds it under “Goes to”.</p>
        </Note>
      ) : null}
      <Clashes description={description} targets={targets} />
      <Card title="Columns of the file" flush aside={<Reset description={description} />}>
        <MatchTable description={description} targets={targets} />
      </Card>
      <div className="match-cards">
        <CountryCard description={description} />
        {numbers.length > 1 ? <NumberOrderCard description={description} numbers={numbers} /> : null}
        <NameOrderCard description={description} />
      </div>
      <WizardFoot
        onBack={() => (isCard ? void saveDraftNow().then(clear) : goTo('read'))}
        next={{ label: 'Check the rows', onGo: () => goTo('check'), isReady: numbers.length > 0 && !hasClash }}
      >
        {whyNot(numbers.length > 0, hasClash, matched, targets.length)}
      </WizardFoot>
    </div>
  );
}
