import { useCall } from '../../api/client.ts';
import { purposeChoices, purposeWords } from '../../format/format.ts';
import type { Description, Statement } from '../../import-answers.ts';
import { saveDraftNow, useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure, Loading, Note } from '../../ui/states.tsx';
import { PermissionProof } from './permission-proof.tsx';
import { StatementList } from './statement-list.tsx';
import { useHome } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';

type Statements = Statement['statements'];

/** A list whose people did not agree, or that was bought, is not imported at all. */
const refusing: readonly (keyof Statements)[] = ['agreedToUs', 'notBought'];

/** Whether everything is said that makes the people of the file textable for the purpose. */
function isWhole({ purpose, statements, method, wording, evidence, by, occurredAtMs }: Statement): boolean {
  const isSaid = Object.values(statements).every((answer) => answer === 'yes');
  return (
    purpose !== null &&
    isSaid &&
    [method, wording, evidence, by].every((text) => text.trim() !== '') &&
    occurredAtMs !== null
  );
}

function isRefused({ statements }: Statement): boolean {
  return refusing.some((name) => statements[name] === 'no');
}

const choices = [
  {
    value: 'none',
    title: 'I do not have permission, or I am not sure',
    detail: 'They can get texts about their own orders and appointments, and nothing else.',
  },
  {
    value: 'stated',
    title: 'These people gave permission, and I can show it',
    detail: 'You say for what, when and how, and answer five questions.',
  },
] as const;

function Refusal({ words }: { readonly words: string }) {
  const clear = useImportState((state) => state.clear);
  return (
    <Note tone="bad">
      <p className="strong">This list may not be imported.</p>
      <p>
        You said that this is not true: “{words}” Nothing was imported. Import only people who gave their permission to
        you, and ask the others in another way than by text. A mistake? Change your answer above.
      </p>
      <div className="row clash-row">
        <Button onClick={() => void saveDraftNow().then(clear)}>Choose another file</Button>
      </div>
    </Note>
  );
}

/** What becomes of the people with the answers so far. */
function Outcome({ statement, isOpen }: { readonly statement: Statement; readonly isOpen: boolean }) {
  if (!isOpen || statement.purpose === null) return null;
  const [purpose] = purposeWords[statement.purpose];
  if (!isWhole(statement)) {
    return (
      <Note tone="warn">
        Something is still open. You can go on, but no permission is recorded then: these people may only get texts
        about their own orders and appointments until you record it.
      </Note>
    );
  }
  return (
    <Note tone="ok">
      The permission is whole. Everybody taken from this file may get: {purpose}. Blocks and people whom the file opts
      out stay blocked.
    </Note>
  );
}

function Stated() {
  const { answers, change } = useImportState();
  const statements = useCall('imports.statements', {});
  const { statement } = answers;
  if (statements.error) return <Failure error={statements.error} onRetry={() => void statements.refetch()} />;
  if (!statements.data) return <Loading rows={6} />;
  const refused = statements.data.find(
    ({ name }) => refusing.some((one) => one === name) && statement.statements[name as keyof Statements] === 'no',
  );
  return (
    <>
      <Card title="What may they be texted about?">
        <Choices
          label="What may they be texted about?"
          name="purpose"
          isPaired
          value={statement.purpose}
          onChange={(purpose) => change({ statement: { ...statement, purpose } })}
          choices={purposeChoices.filter(({ value }) => value !== 'transactional')}
        />
      </Card>
      {statement.purpose === null ? null : <StatementList statements={statements.data} />}
      {statement.purpose === null ? null : refused ? <Refusal words={refused.words} /> : <PermissionProof />}
    </>
  );
}

function waitsFor(permission: 'none' | 'stated' | null, isStopped: boolean, needsPurpose: boolean): string | null {
  if (permission === null) return 'Choose one of the two to go on.';
  if (isStopped) return 'This list may not be imported.';
  return needsPurpose ? 'Choose what they may be texted about.' : null;
}

/** May these people be texted, and how can it be shown? Nothing is ticked beforehand, and no is as easy as yes. */
export function PermissionStep(_props: { readonly description: Description }) {
  const { answers, change, goTo } = useImportState();
  const { actor } = useHome();
  const { permission, statement } = answers;
  const isStated = permission === 'stated';
  const isStopped = isStated && isRefused(statement);
  const needsPurpose = isStated && statement.purpose === null;
  const isReady = permission !== null && !isStopped && !needsPurpose;
  return (
    <div className="stack permission">
      <Card title="Did these people agree to get texts from you?">
        <Choices
          label="Did these people agree to get texts from you?"
          name="permission"
          isPaired
          value={permission}
          onChange={(next) =>
            change({
              permission: next,
              ...(next === 'stated' && statement.by === '' ? { statement: { ...statement, by: actor } } : {}),
            })
          }
          choices={choices}
        />
      </Card>
      {permission === 'none' ? (
        <Note>
          Fine. The people are imported without permission: texts about their own orders and appointments only. You can
          record permission later, from the import’s report.
        </Note>
      ) : null}
      {isStated ? <Stated /> : null}
      <Outcome statement={statement} isOpen={isStated && !isStopped} />
      <WizardFoot onBack={() => goTo('duplicates')} next={{ label: 'Go on', onGo: () => goTo('lists'), isReady }}>
        {waitsFor(permission, isStopped, needsPurpose)}
      </WizardFoot>
    </div>
  );
}
