import type { Output } from '#contract/contract.ts';
import type { Statement } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Card } from '../../ui/page.tsx';

type Statements = Statement['statements'];

/** Each statement is answered by itself, yes or no; none is answered beforehand. */
export function StatementList({ statements }: { readonly statements: Output<'imports.statements'> }) {
  const { answers, change } = useImportState();
  const { statement } = answers;
  const given = statement.statements;
  const say = (name: keyof Statements, answer: 'yes' | 'no'): void =>
    change({ statement: { ...statement, statements: { ...given, [name]: answer } } });
  return (
    <Card title="Are these five things true?" flush>
      <ul className="plain-list statements">
        {statements.map(({ name, words }) => {
          const key = name as keyof Statements;
          return (
            <li key={name}>
              <p className="grow" id={`statement-${name}`}>
                {words}
              </p>
              <div className="yes-no" role="radiogroup" aria-labelledby={`statement-${name}`}>
                {(['yes', 'no'] as const).map((answer) => (
                  <label key={answer}>
                    <input
                      type="radio"
                      name={`statement-${name}`}
                      checked={given[key] === answer}
                      onChange={() => say(key, answer)}
                    />
                    {answer === 'yes' ? 'Yes' : 'No'}
                  </label>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
