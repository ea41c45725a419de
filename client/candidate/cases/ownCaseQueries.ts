import { queryOptions } from '@tanstack/react-query';
import { api } from '../../hub/api.ts';

export const ownCases = queryOptions({
  queryKey: ['own-cases'],
  queryFn: () => api('own-cases.read'),
  refetchInterval: 15_000,
});
