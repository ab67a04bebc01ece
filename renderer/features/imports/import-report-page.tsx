import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count, date, people, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Note, Ready } from '../../ui/states.tsx';
import { fieldLabel } from './column-fields.ts';
import { KeptList } from './kept-list.tsx';
import { RejectsCard } from './rejects-card.tsx';
import { ReportProblems } from './report-problems.tsx';
import { UndoDialog } from './undo-dialog.tsx';

type Report = Output<'imports.get'>;

function Next({ report, onUndo }: { readonly report: Report; readonly onUndo: () => void }) {
  const [, go] = useLocation();
  const { importId, undoneAtMs } = report.import;
  if (undoneAtMs !== null) return null;
  return (
    <Card title="What next">
      <Button kind="main" tall wide onClick={() => go(`/compose/import/${importId}`)}>
        New campaign to these
      </Button>
      <Button tall wide onClick={() => go(`/permission/${importId}`)}>
        Record permission for them
      </Button>
      <Button tall wide onClick={() => go('/contacts')}>
        See the people
      </Button>
      <Button kind="danger" tall wide icon={<IconArrowBackUp size={16} />} onClick={onUndo}>
        Undo this import
      </Button>
    </Card>
  );
}

function Counts({ report: { import: row } }: { readonly report: Report }) {
  return (
    <Card
      title={`${row.created === 1 ? '1 new person' : `${count(row.created)} new people`}, ${count(row.updated)} updated`}
      aside={<span className="caption">{time(row.atMs)}</span>}
    >
      <Facts
        rows={[
          ['New people', count(row.created)],
          ['Updated', count(row.updated)],
          ['Nothing new', count(row.unchanged)],
          ['Duplicate in file', count(row.duplicates)],
          ['Blocked, left out', count(row.blocked)],
          ['Rejected', count(row.invalid)],
          ['Rows in the file', count(row.rows)],
        ]}
      />
      {row.optOuts > 0 ? (
        <p className="caption">The file itself says that {people(row.optOuts)} opted out: they are blocked.</p>
      ) : null}
    </Card>
  );
}

function Settings({ report }: { readonly report: Report }) {
  const { country, sheet, mapping, lists, tags, by, sha256 } = report;
  const countries = useCall('app.state', {}).data?.countries ?? [];
  return (
    <>
      <Card title="Columns">
        <Facts rows={mapping.map(({ column, field }) => [column, fieldLabel(field, [])] as const)} />
      </Card>
      <Card title="How it was done">
        <Facts
          rows={[
            ['By', by === '' ? 'not said' : by],
            ['Country', countries.find(({ code }) => code === country)?.name ?? country],
            ...(sheet === null ? [] : [['Sheet', sheet] as const]),
            ['Lists', lists.join(', ') || 'None'],
            ['Tags', tags.join(', ') || 'None'],
          ]}
        />
        <p className="caption">
          Fingerprint of the file (SHA-256): <bdi className="hash">{sha256}</bdi>
        </p>
      </Card>
    </>
  );
}

/** What was undone, when, and who stayed. */
function Undone({ report }: { readonly report: Report }) {
  const { undoneAtMs } = report.import;
  if (undoneAtMs === null) return null;
  return (
    <Card title={`Undone on ${date(undoneAtMs)}`}>
      <p className="small">
        What this import brought was taken away, and what it had changed was put back. Blocks stay for good.
      </p>
      <KeptList kept={report.undoKept} />
    </Card>
  );
}

function Shown({ report }: { readonly report: Report }) {
  const [isUndoing, setUndoing] = useState(false);
  const { importId, fileName, undoneAtMs } = report.import;
  return (
    <div className="columns">
      <div className="stack">
        <Undone report={report} />
        <Counts report={report} />
        <ReportProblems report={report} />
        <RejectsCard
          id={importId}
          rejects={report.rejects}
          total={report.import.invalid}
          canMend={report.problems.some(({ reason }) => reason !== 'leftOut' && reason !== 'underAge')}
        />
      </div>
      <div className="stack">
        <Next report={report} onUndo={() => setUndoing(true)} />
        {undoneAtMs === null ? (
          <Note>People without a recorded permission may only get texts about their own orders and appointments.</Note>
        ) : null}
        <Settings report={report} />
      </div>
      {isUndoing ? <UndoDialog id={importId} fileName={fileName} onClose={() => setUndoing(false)} /> : null}
    </div>
  );
}

/** What an import did, kept for good, and the way to undo it. */
export function ImportReportPage({ id }: { readonly id: number }) {
  const query = useCall('imports.get', { id });
  const row = query.data?.import;
  return (
    <Page
      title={row === undefined || row.undoneAtMs === null ? 'Import done' : 'Import undone'}
      beside={
        row ? (
          <>
            <span className="caption clip">
              <bdi>{row.fileName}</bdi>
            </span>
            {row.undoneAtMs === null ? null : <Chip tone="hold">Undone</Chip>}
          </>
        ) : null
      }
    >
      <Ready query={query}>{(report) => <Shown report={report} />}</Ready>
    </Page>
  );
}
