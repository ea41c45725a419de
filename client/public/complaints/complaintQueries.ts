import { queryOptions } from '@tanstack/react-query';
import { api } from '../../hub/api.ts';

export const areas = queryOptions({
  queryKey: ['areas'],
  queryFn: () => api('areas.list'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const candidaciesIn = (areaId: string) =>
  queryOptions({
    queryKey: ['areas', areaId, 'candidacies'],
    queryFn: () => api('area.candidacies', { params: { areaId } }),
    staleTime: 60_000,
  });
