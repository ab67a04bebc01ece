import './trusted-types.ts';
import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/pieces.css';
import './styles/screens.css';
import './styles/imports.css';
import './styles/grid.css';
import './styles/contacts.css';
import './styles/merge.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/client.ts';
import { App } from './app.tsx';
import { LookProvider } from './ui/look.tsx';

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LookProvider>
        <App />
      </LookProvider>
    </QueryClientProvider>
  </StrictMode>,
);
