import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { isGroup } from './contacts-state.ts';
import type { Condition, Group, Rule } from './contacts-state.ts';
import { fresh } from './rules.ts';

export type Subjects = Output<'filters.subjects'>;
type Subject = Subjects[number];

/** Groups in groups; main knows five levels, people lose the thread after three. */
const mostLevels = 3;

interface EditProps<T> {
  readonly rule: T;
  readonly subjects: Subjects;
  readonly onChange: (rule: T) => void;
}

interface ValueProps {
  readonly subject: Subject;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Value({ subject, label, value, onChange }: ValueProps) {
  if (subject.choices)
    return (
      <Select
        label={label}
        isLabelHidden
        searchable={subject.choices.length > 8}
        value={value === '' ? null : value}
        placeholder="Choose"
        onChange={onChange}
        options={subject.choices}
      />
    );
  const kind = subject.type === 'date' || subject.type === 'number' ? subject.type : 'text';
  return <Field label={label} isLabelHidden kind={kind} value={value} onChange={onChange} />;
}

function ConditionEdit({
  rule,
  subjects,
  onChange,
  onRemove,
}: EditProps<Condition> & { readonly onRemove: () => void }) {
  const subject = subjects.find((one) => one.subject === rule.subject);
  const operator = subject?.operators.find((one) => one.operator === rule.operator);
  const setValue = (at: number, value: string): void =>
    onChange({
      ...rule,
      values: Array.from({ length: operator?.takes ?? 1 }, (_, i) => (i === at ? value : (rule.values[i] ?? ''))),
    });
  return (
    <div className="rule-row" role="group" aria-label="Condition">
      <div className="rule-subject">
        <Select
          label="What"
          isLabelHidden
          searchable
          value={rule.subject}
          onChange={(next) => {
            const chosen = subjects.find((one) => one.subject === next);
            if (chosen) onChange(fresh(chosen));
          }}
          options={subjects.map((one) => ({ value: one.subject, label: one.label }))}
        />
      </div>
      <div className="rule-operator">
        <Select
          label="How"
          isLabelHidden
          value={rule.operator}
          onChange={(next) => {
            const chosen = subject?.operators.find((one) => one.operator === next);
            if (chosen) onChange({ ...rule, operator: chosen.operator, values: rule.values.slice(0, chosen.takes) });
          }}
          options={(subject?.operators ?? []).map((one) => ({ value: one.operator, label: one.words }))}
        />
      </div>
      {subject && operator
        ? Array.from({ length: operator.takes }, (_, at) => (
            <div className="rule-value" key={at}>
              <Value
                subject={subject}
                label={at === 0 ? 'Value' : 'And'}
                value={rule.values[at] ?? ''}
                onChange={(value) => setValue(at, value)}
              />
            </div>
          ))
        : null}
      <IconButton label="Remove this condition" onClick={onRemove}>
        <IconTrash size={16} />
      </IconButton>
    </div>
  );
}

function Match({
  match,
  onChange,
}: {
  readonly match: Group['match'];
  readonly onChange: (match: Group['match']) => void;
}) {
  return (
    <div className="rule-match">
      <Select
        label="How many must hold"
        isLabelHidden
        value={match}
        onChange={(next) => onChange(next === 'any' ? 'any' : 'all')}
        options={[
          { value: 'all', label: 'All of these hold' },
          { value: 'any', label: 'Any of these holds' },
        ]}
      />
    </div>
  );
}

/** Conditions and groups of them; what is not finished is simply not asked yet. */
export function RuleEditor({
  rule,
  subjects,
  onChange,
  level = 1,
  onRemove,
}: EditProps<Group> & { readonly level?: number; readonly onRemove?: () => void }) {
  const replace = (at: number, part: Rule | null): void =>
    onChange({ ...rule, rules: rule.rules.flatMap((old, i) => (i === at ? (part ?? []) : old)) });
  const [firstSubject] = subjects;
  const add = (part: Rule): void => onChange({ ...rule, rules: [...rule.rules, part] });
  return (
    <div className="rule-group" data-level={level} role="group" aria-label={level === 1 ? 'Filter' : 'Group'}>
      <div className="row">
        <Match match={rule.match} onChange={(match) => onChange({ ...rule, match })} />
        {onRemove ? (
          <IconButton label="Remove this group" onClick={onRemove}>
            <IconTrash size={16} />
          </IconButton>
        ) : null}
      </div>
      {rule.rules.map((part, at) =>
        isGroup(part) ? (
          <RuleEditor
            key={at}
            rule={part}
            subjects={subjects}
            level={level + 1}
            onChange={(next) => replace(at, next)}
            onRemove={() => replace(at, null)}
          />
        ) : (
          <ConditionEdit
            key={at}
            rule={part}
            subjects={subjects}
            onChange={(next) => replace(at, next)}
            onRemove={() => replace(at, null)}
          />
        ),
      )}
      {firstSubject ? (
        <div className="row">
          <Button kind="quiet" icon={<IconPlus size={16} />} onClick={() => add(fresh(firstSubject))}>
            Add a condition
          </Button>
          {level < mostLevels ? (
            <Button
              kind="quiet"
              icon={<IconPlus size={16} />}
              onClick={() => add({ match: rule.match === 'all' ? 'any' : 'all', rules: [fresh(firstSubject)] })}
            >
              Add a group
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
