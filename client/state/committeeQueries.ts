import { queryOptions } from '@tanstack/react-query';
import { api } from '../hub/api.ts';

const listMs = 15_000;

/** How far the records can be relied upon. */
export const recordsState = queryOptions({
  queryKey: ['committee', 'records'],
  queryFn: () => api('committee.records'),
  refetchInterval: 60_000,
});

/** Verdicts about which the reader can do something now. */
export const waitingVerdicts = queryOptions({
  queryKey: ['committee', 'judgements'],
  queryFn: () => api('judgements.waiting'),
  refetchInterval: listMs,
});

/** All that people did about the verdicts of a debate. */
export const judgementsOf = (debateId: string) =>
  queryOptions({
    queryKey: ['committee', 'judgements', debateId],
    queryFn: () => api('judgements.ofDebate', { params: { debateId } }),
    refetchInterval: listMs,
  });

export const excuseList = queryOptions({
  queryKey: ['committee', 'excuses'],
  queryFn: () => api('committee.excuses'),
  refetchInterval: listMs,
});

export const caseList = queryOptions({
  queryKey: ['committee', 'cases'],
  queryFn: () => api('cases.list'),
  refetchInterval: listMs,
});

export const caseFile = (caseId: string) =>
  queryOptions({
    queryKey: ['committee', 'cases', caseId],
    queryFn: () => api('case.read', { params: { caseId } }),
    refetchInterval: listMs,
  });

/** Every rule of attendance that was ever laid down. */
export const ruleSets = queryOptions({ queryKey: ['rule-sets'], queryFn: () => api('rules.list') });
