import { IconArrowBackUp } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useCall } from '../../api/client.ts';
import { count, date } from '../../format/format.ts';
import { Chip } from '../../ui/chip.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

const shown = 8;

/** What was imported before, with the way to each report. */
export function EarlierImports() {
  const imports = useCall('imports.list', {});
  if (imports.error) return <Failure error={imports.error} onRetry={() => void imports.refetch()} />;
  if (!imports.data) return null;
  if (imports.data.length === 0) {
    return (
      <Card title="Earlier imports">
        <p className="caption">
          None yet. Every import will be listed here with its report, and can be undone from there.
        </p>
      </Card>
    );
  }
  return (
    <Card title="Earlier imports" flush>
      <ul className="plain-list draft-list">
        {imports.data.slice(0, shown).map((row) => (
          <li key={row.importId}>
            <div className="grow">
              <Link href={`/imports/${row.importId}`} className="rowlink clip">
                <bdi>{row.fileName}</bdi>
              </Link>
              <p className="caption">
                {date(row.atMs)} · {count(row.created)} new of {count(row.rows)} rows
              </p>
            </div>
            {row.undoneAtMs === null ? null : (
              <Chip tone="hold" icon={<IconArrowBackUp size={14} />}>
                Undone
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
