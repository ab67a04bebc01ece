import { IconColumns, IconFilter, IconForms, IconPlus, IconUsersGroup, IconWand, IconX } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useContacts } from './contacts-state.ts';
import { partWords } from './rules.ts';
import { SavedViews } from './saved-views.tsx';

function FilterChips({ onEdit }: { readonly onEdit: () => void }) {
  const { filter, setFilter } = useContacts();
  const subjects = useCall('filters.subjects', {}).data ?? [];
  if (filter === null) return null;
  return filter.rules.map((part, at) => {
    const words = partWords(part, subjects);
    return (
      <span key={words} className="chip filter-chip">
        {at > 0 ? <span className="soft">{filter.match === 'all' ? 'and' : 'or'}</span> : null}
        <button type="button" className="clip" title={words} onClick={onEdit}>
          {words}
        </button>
        <button
          type="button"
          className="chip-close"
          aria-label={`Remove the filter: ${words}`}
          onClick={() => setFilter({ ...filter, rules: filter.rules.filter((_, i) => i !== at) })}
        >
          <IconX size={14} />
        </button>
      </span>
    );
  });
}

/** What is done now and then to keep the list in order. */
function Tidy() {
  const [, go] = useLocation();
  return (
    <Menu
      label="Tidy up"
      icon={<IconWand size={16} />}
      empty=""
      items={[
        {
          key: 'merge',
          label: 'Find people who are here twice',
          icon: <IconUsersGroup size={16} />,
          onPick: () => go('/contacts/merge'),
        },
        {
          key: 'fields',
          label: 'Add, rename or remove fields',
          icon: <IconForms size={16} />,
          onPick: () => go('/contacts/fields'),
        },
      ]}
    />
  );
}

export type Opens = 'filter' | 'save' | 'columns' | 'person';

/** What is shown and how: filters as chips, views, columns, and a way to keep or add people. */
export function Toolbar({ canSave, onOpen }: { readonly canSave: boolean; readonly onOpen: (what: Opens) => void }) {
  return (
    <div className="contacts-tools">
      <FilterChips onEdit={() => onOpen('filter')} />
      <Button kind="quiet" icon={<IconFilter size={16} />} onClick={() => onOpen('filter')}>
        Filter
      </Button>
      <span className="grow" />
      {canSave ? <Button onClick={() => onOpen('save')}>Save as segment or list</Button> : null}
      <SavedViews />
      <Tidy />
      <Button icon={<IconColumns size={16} />} onClick={() => onOpen('columns')}>
        Columns
      </Button>
      <Button icon={<IconPlus size={16} />} onClick={() => onOpen('person')}>
        Add one
      </Button>
    </div>
  );
}
