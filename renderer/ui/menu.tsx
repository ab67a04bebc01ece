import { Menu as MantineMenu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface MenuProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly items: readonly { readonly key: string; readonly label: string; readonly onPick: () => void }[];
  readonly empty: string;
}

/** A button that opens a list of things to pick. */
export function Menu({ label, icon, items, empty }: MenuProps) {
  return (
    <MantineMenu withinPortal position="bottom-start" transitionProps={{ duration: 120 }}>
      <MantineMenu.Target>
        <span>
          <Button icon={icon}>{label}</Button>
        </span>
      </MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.length === 0 ? <MantineMenu.Label>{empty}</MantineMenu.Label> : null}
        {items.map((item) => (
          <MantineMenu.Item key={item.key} onClick={item.onPick}>
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
