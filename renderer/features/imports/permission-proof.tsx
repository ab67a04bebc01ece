import type { Statement } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';

const methods = ['Paper form', 'Form on our website', 'At the till', 'By phone, noted down', 'By text', 'By email'];

/** Noon, so that the day stays the same day in every zone people are likely to read it in. */
const noon = 'T12:00:00';

function asDay(atMs: number | null): string {
  if (atMs === null) return '';
  const at = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function asMs(day: string): number | null {
  const ms = Date.parse(`${day}${noon}`);
  return Number.isNaN(ms) ? null : Math.min(ms, Date.now());
}

/** How and when people agreed, in which words, where the proof is, and who says so. */
export function PermissionProof() {
  const { answers, change } = useImportState();
  const { statement } = answers;
  const set = (part: Partial<Statement>): void => change({ statement: { ...statement, ...part } });
  const today = asDay(Date.now());
  const day = asDay(statement.occurredAtMs);
  return (
    <Card title="How can it be shown?">
      <div className="halves">
        <Field
          label="How did they agree?"
          value={statement.method}
          onChange={(method) => set({ method: method.slice(0, 200) })}
          suggestions={methods}
          placeholder="Such as: paper form"
        />
        <Field
          label="When? (the last day, if over some time)"
          kind="date"
          value={day}
          onChange={(next) => set({ occurredAtMs: next > today ? null : asMs(next) })}
        />
      </div>
      <Field
        label="The exact words they agreed to"
        lines={2}
        value={statement.wording}
        onChange={(wording) => set({ wording: wording.slice(0, 2_000) })}
        placeholder="Such as: Yes, text me offers from Blue Crane Books"
      />
      <Field
        label="Where is the proof?"
        hint="So that you find it again: a folder, a system, a binder."
        value={statement.evidence}
        onChange={(evidence) => set({ evidence: evidence.slice(0, 2_000) })}
        placeholder="Such as: paper forms, blue folder in the office"
      />
      <div className="halves">
        <Field label="Your name" value={statement.by} onChange={(by) => set({ by: by.slice(0, 200) })} />
        <Field
          label="Your role (may stay empty)"
          value={statement.role}
          onChange={(role) => set({ role: role.slice(0, 100) })}
          placeholder="Such as: owner"
        />
      </div>
    </Card>
  );
}
