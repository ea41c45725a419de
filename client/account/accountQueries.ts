import { queryOptions } from '@tanstack/react-query';
import { api } from '../hub/api.ts';

export const account = queryOptions({ queryKey: ['account'], queryFn: () => api('account.read') });

export type Watcher = 'organiser' | 'committee';

export const access = (watcher: Watcher) =>
  queryOptions({ queryKey: ['access', watcher], queryFn: () => api(`${watcher}.access`) });

export const waysIn = queryOptions({
  queryKey: ['ways-in'],
  queryFn: () => api('sign-in.ways'),
  staleTime: Number.POSITIVE_INFINITY,
});
