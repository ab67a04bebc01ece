import { Button as MantineButton, Menu as MantineMenu } from '@mantine/core';
import type { ReactNode } from 'react';

interface MenuProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly items: readonly {
    readonly key: string;
    readonly label: string;
    readonly icon?: ReactNode;
    readonly onPick: () => void;
  }[];
  readonly empty: string;
  readonly kind?: 'default' | 'subtle';
}

/** A button that opens a list of things to pick. */
export function Menu({ label, icon, items, empty, kind = 'default' }: MenuProps) {
  return (
    <MantineMenu withinPortal position="bottom-start" transitionProps={{ duration: 120 }}>
      <MantineMenu.Target>
        <MantineButton
          variant={kind}
          leftSection={icon}
          h={32}
          px={kind === 'subtle' ? 10 : 14}
          c={kind === 'subtle' ? 'var(--accent-text)' : 'var(--ink)'}
          fw={600}
          fz={13}
        >
          {label}
        </MantineButton>
      </MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.length === 0 ? <MantineMenu.Label>{empty}</MantineMenu.Label> : null}
        {items.map((item) => (
          <MantineMenu.Item key={item.key} leftSection={item.icon} onClick={item.onPick}>
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
