import { IconBan, IconDownload, IconList, IconPencil, IconTag, IconTagOff, IconTrash } from '@tabler/icons-react';
import { count, people } from '../../format/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure } from '../../ui/states.tsx';
import type { Bulk } from './use-bulk.ts';

export type Asking = 'tag' | 'untag' | 'list' | 'field' | 'block' | 'delete';

const formats = [
  ['csv', 'CSV, for any spreadsheet'],
  ['xlsx', 'Excel'],
  ['vcard', 'vCard, for address books'],
  ['json', 'JSON, for programs'],
] as const;

/** The four kinds of file contacts can be saved as. */
export function ExportMenu({ onSave }: { readonly onSave: (format: (typeof formats)[number][0]) => void }) {
  return (
    <Menu
      label="Export"
      icon={<IconDownload size={16} />}
      empty=""
      items={formats.map(([key, label]) => ({ key, label, onPick: () => onSave(key) }))}
    />
  );
}

interface BulkBarProps {
  readonly size: number;
  readonly isAll: boolean;
  /** How many rows of the list are on the screen. */
  readonly total: string;
  /** How people are selected, while nobody is. */
  readonly hint: string;
  readonly bulk: Bulk;
  readonly onAsk: (what: Asking) => void;
  readonly onSave: (format: (typeof formats)[number][0]) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

function Running({ bulk }: { readonly bulk: Bulk }) {
  const { run } = bulk;
  if (run === null) return null;
  return (
    <div className="row grow">
      <span role="status">
        {run.title}
        {run.total === 0 ? ' …' : ` ${count(run.done)} of ${count(run.total)}`}
      </span>
      <div className="grow">
        <Progress
          label={`${run.title}: ${count(run.done)} of ${count(run.total)}`}
          total={Math.max(1, run.total)}
          segments={[{ tone: 'accent', count: run.done }]}
        />
      </div>
      <Button onClick={bulk.cancel}>Cancel</Button>
    </div>
  );
}

/** What can be done to the people selected; it always has its place, so that selecting moves nothing. */
export function BulkBar({ size, isAll, total, hint, bulk, onAsk, onSave, onAll, onClear }: BulkBarProps) {
  if (bulk.run)
    return (
      <div className="bulk-bar">
        <Running bulk={bulk} />
      </div>
    );
  if (bulk.error)
    return (
      <div className="bulk-bar">
        <div className="grow">
          <Failure error={bulk.error} onRetry={bulk.clear} />
        </div>
      </div>
    );
  if (size === 0)
    return (
      <div className="bulk-bar">
        <span className="caption grow" role="status">
          {bulk.said || hint}
        </span>
        <ExportMenu onSave={onSave} />
      </div>
    );
  return (
    <div className="bulk-bar" role="toolbar" aria-label="With the people selected">
      <span className="small strong" role="status">
        {bulk.said ? `${bulk.said} ` : ''}
        {isAll ? `All ${total} matching selected` : `${people(size)} selected`}
      </span>
      {isAll ? null : <LinkButton onClick={onAll}>Select all {total} matching</LinkButton>}
      <LinkButton onClick={onClear}>Clear</LinkButton>
      <span className="grow" />
      <Button icon={<IconList size={16} />} onClick={() => onAsk('list')}>
        Add to list
      </Button>
      <Button icon={<IconTag size={16} />} onClick={() => onAsk('tag')}>
        Tag
      </Button>
      <Menu
        label="More"
        empty=""
        items={[
          { key: 'untag', label: 'Remove a tag …', icon: <IconTagOff size={16} />, onPick: () => onAsk('untag') },
          { key: 'field', label: 'Set a field …', icon: <IconPencil size={16} />, onPick: () => onAsk('field') },
        ]}
      />
      <ExportMenu onSave={onSave} />
      <Button kind="danger" icon={<IconBan size={16} />} onClick={() => onAsk('block')}>
        Block
      </Button>
      <Button kind="danger" icon={<IconTrash size={16} />} onClick={() => onAsk('delete')}>
        Delete
      </Button>
    </div>
  );
}
