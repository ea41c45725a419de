import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { router } from './routes.tsx';
import { queryClient } from './state/queries.ts';
import { openWords } from './words/language.ts';
import './theme.css';

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page');

await openWords();
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
