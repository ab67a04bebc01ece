import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
if (nonce !== '') setNonce(nonce);

/** Colours, type and component defaults for everything below; styles carry the nonce the page was served with. */
export function LookProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce} cssVariablesSelector=":root">
      {children}
    </MantineProvider>
  );
}

/** Follows the user's choice of light, dark or the system's own. */
export function useTheme(choice: 'auto' | 'light' | 'dark' | undefined): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (choice) setColorScheme(choice);
  }, [choice, setColorScheme]);
}
