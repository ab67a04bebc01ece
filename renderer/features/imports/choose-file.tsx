import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call, useCall } from '../../api/client.ts';
import { count, date } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure, Note } from '../../ui/states.tsx';

function Earlier() {
  const imports = useCall('imports.list', {}).data ?? [];
  if (imports.length === 0) return null;
  return (
    <Card title="Earlier imports" flush>
      <table className="grid">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">File</th>
            <th scope="col">New people</th>
            <th scope="col">Date</th>
          </tr>
        </thead>
        <tbody>
          {imports.slice(0, 8).map((row) => (
            <tr key={row.importId} className="pick">
              <td>
                <Link href={`/imports/${row.importId}`} className="rowlink">
                  <bdi>{row.fileName}</bdi>
                </Link>
              </td>
              <td className="soft number">
                {row.state === 'cancelled' ? 'cancelled' : `${count(row.created)} new of ${count(row.rows)} rows`}
              </td>
              <td className="soft number">{date(row.atMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The file: dropped anywhere in the window, or chosen. */
export function ChooseFile() {
  const choose = useImportState((state) => state.choose);
  const chooser = useMutation({
    mutationFn: () => call('files.choose', {}),
    onSuccess: (file) => file && choose(file),
  });
  return (
    <div className="narrow stack">
      <div className="drop">
        <IconFileSpreadsheet size={36} stroke={1.4} />
        <p className="strong">Drop your spreadsheet here</p>
        <p className="soft small">Excel (.xlsx) or text tables (.csv, .tsv, .txt), up to 200 MB and a million people</p>
        <Button kind="main" tall busy={chooser.isPending} onClick={() => chooser.mutate()}>
          Choose a file
        </Button>
      </div>
      {chooser.error ? <Failure error={chooser.error} /> : null}
      <Note>
        An import brings names and numbers. It never gives permission to advertise, and it never lifts a block. Nothing
        is kept until you have seen the check.
      </Note>
      <Earlier />
    </div>
  );
}
