import { createBrowserRouter } from 'react-router';
import { PageTrouble } from './pieces/PageTrouble.tsx';
import { Shell } from './pieces/Shell.tsx';
import { Waiting } from './pieces/Waiting.tsx';
import { Home } from './public/Home.tsx';

/** Every address. Only the home page is in the first download; each other page comes when somebody goes there. */
export const router = createBrowserRouter([
  {
    Component: Shell,
    ErrorBoundary: PageTrouble,
    HydrateFallback: Waiting,
    children: [
      {
        ErrorBoundary: PageTrouble,
        children: [
          { index: true, Component: Home },
          { path: 'enter', lazy: async () => ({ Component: (await import('./public/Enter.tsx')).Enter }) },
          {
            path: 'enter/oidc',
            lazy: async () => ({ Component: (await import('./public/EnterByOidc.tsx')).EnterByOidc }),
          },
          {
            path: 'account',
            lazy: async () => ({ Component: (await import('./account/AccountPage.tsx')).AccountPage }),
          },
          {
            path: 'organiser/access',
            lazy: async () => ({ Component: (await import('./account/WatchedBy.tsx')).ByOrganiser }),
          },
          {
            path: 'committee/access',
            lazy: async () => ({ Component: (await import('./account/WatchedBy.tsx')).ByCommittee }),
          },
          {
            path: 'debates/:id',
            lazy: async () => ({ Component: (await import('./public/Watch.tsx')).Watch }),
          },
          {
            path: 'candidate',
            lazy: async () => ({ Component: (await import('./candidate/Duties.tsx')).Duties }),
          },
          {
            path: 'candidate/debates/:id',
            lazy: async () => ({
              Component: (await import('./candidate/CandidateDebate.tsx')).CandidateDebate,
            }),
          },
          {
            path: 'moderator',
            lazy: async () => ({ Component: (await import('./moderator/MyDebates.tsx')).MyDebates }),
          },
          {
            path: 'moderator/debates/:id',
            lazy: async () => ({ Component: (await import('./moderator/Console.tsx')).Console }),
          },
          {
            path: 'committee',
            lazy: async () => ({ Component: (await import('./committee/Overview.tsx')).Overview }),
          },
          {
            path: 'committee/debates/:id',
            lazy: async () => ({ Component: (await import('./committee/ReviewPage.tsx')).ReviewPage }),
          },
          {
            path: 'committee/cases/:id',
            lazy: async () => ({ Component: (await import('./committee/case/CasePage.tsx')).CasePage }),
          },
          {
            path: 'committee/excuses',
            lazy: async () => ({
              Component: (await import('./committee/excuses/ExcusesPage.tsx')).ExcusesPage,
            }),
          },
          {
            path: 'committee/what-if',
            lazy: async () => ({
              Component: (await import('./committee/what-if/WhatIfPage.tsx')).WhatIfPage,
            }),
          },
          {
            path: 'organiser',
            lazy: async () => ({ Component: (await import('./organiser/Desk.tsx')).Desk }),
          },
          {
            path: 'organiser/formats',
            lazy: async () => ({
              Component: (await import('./organiser/format/FormatsPage.tsx')).FormatsPage,
            }),
          },
          {
            path: 'observer',
            lazy: async () => ({ Component: (await import('./observer/Debates.tsx')).Debates }),
          },
          {
            path: 'observer/debates/:id',
            lazy: async () => ({
              Component: (await import('./observer/ObservedDebate.tsx')).ObservedDebate,
            }),
          },
          {
            path: 'verify',
            lazy: async () => ({
              Component: (await import('./verification/VerifyPage.tsx')).VerifyPage,
            }),
          },
          {
            path: 'register',
            lazy: async () => ({
              Component: (await import('./public/register/RegisterPage.tsx')).RegisterPage,
            }),
          },
          {
            path: 'complain',
            lazy: async () => ({
              Component: (await import('./public/complaints/ComplaintPage.tsx')).ComplaintPage,
            }),
          },
          {
            path: 'complain/follow',
            lazy: async () => ({ Component: (await import('./public/complaints/TrackPage.tsx')).TrackPage }),
          },
          {
            path: 'notices',
            lazy: async () => ({ Component: (await import('./notices/NoticesPage.tsx')).NoticesPage }),
          },
          {
            path: 'candidate/cases',
            lazy: async () => ({
              Component: (await import('./candidate/cases/OwnCasesPage.tsx')).OwnCasesPage,
            }),
          },
          { path: '*', lazy: async () => ({ Component: (await import('./public/Missing.tsx')).Missing }) },
        ],
      },
    ],
  },
]);
