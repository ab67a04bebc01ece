import { ActionIcon, Button as MantineButton } from '@mantine/core';
import type { ReactNode } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly kind?: 'main' | 'plain' | 'danger' | 'quiet' | 'quiet-danger';
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly wide?: boolean;
  readonly tall?: boolean;
  readonly autoFocus?: boolean;
}

const looks = {
  main: { variant: 'filled' },
  plain: { variant: 'default' },
  danger: { variant: 'default', c: 'var(--bad)' },
  quiet: { variant: 'subtle', c: 'var(--accent-text)' },
  'quiet-danger': { variant: 'subtle', c: 'var(--bad)' },
} as const;

/** A button whose words say what it does. One `main` a view. */
export function Button({
  children,
  onClick,
  kind = 'plain',
  icon,
  busy,
  disabled,
  submit,
  wide,
  tall,
  autoFocus,
}: ButtonProps) {
  return (
    <MantineButton
      {...looks[kind]}
      {...(kind === 'main' && !disabled ? { c: 'var(--on-accent)' } : {})}
      type={submit ? 'submit' : 'button'}
      leftSection={icon}
      loading={busy ?? false}
      disabled={disabled ?? false}
      fullWidth={wide ?? false}
      h={tall ? 40 : 32}
      fw={600}
      fz={tall ? 14 : 13}
      px={14}
      data-autofocus={autoFocus ? true : undefined}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </MantineButton>
  );
}

/** A button that is only an icon; its name is for everybody who cannot see it. */
export function IconButton({
  label,
  children,
  onClick,
  disabled,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly disabled?: boolean;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled ?? false}
      c="var(--ink2)"
    >
      {children}
    </ActionIcon>
  );
}

/** Words that act, inside a sentence or a row. */
export function LinkButton({ children, onClick }: { readonly children: ReactNode; readonly onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {children}
    </button>
  );
}
