import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { DebateDetail } from '../../server/protocol/http.ts';
import { api } from '../hub/api.ts';
import { Unreachable } from '../hub/unreachable.ts';

const listMs = 15_000;

/** A "no" stays a "no", and a malformed answer malformed; only silence is worth asking again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => error instanceof Unreachable && failures < 2, staleTime: 5_000 },
  },
});

export const campaign = queryOptions({
  queryKey: ['campaign'],
  queryFn: () => api('campaign.read'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const me = queryOptions({ queryKey: ['me'], queryFn: () => api('me.read'), staleTime: 60_000 });

export const debates = queryOptions({
  queryKey: ['debates'],
  queryFn: () => api('debates.list'),
  refetchInterval: listMs,
});

export const debate = (debateId: string) =>
  queryOptions({
    queryKey: ['debate', debateId],
    queryFn: () => api('debate.read', { params: { debateId } }),
    refetchInterval: ({ state }) => askAgainMs(state.data),
  });

/** A debate's page asks often while something is about to come: the opening, the verdicts, the final reach. */
function askAgainMs(detail: DebateDetail | undefined): number | false {
  if (!detail) return listMs;
  if (detail.status === 'ended') return 3_000;
  return detail.status === 'final' || detail.status === 'cancelled' ? 60_000 : 10_000;
}

export const candidate = queryOptions({
  queryKey: ['candidate'],
  queryFn: () => api('candidate.read'),
  refetchInterval: listMs,
});

/** The outcomes of the candidate's own debates. */
export const ownOutcomes = queryOptions({
  queryKey: ['candidate', 'outcomes'],
  queryFn: () => api('judgements.own'),
  refetchInterval: listMs,
});

/** Where the person's own calendar feed is. */
export const ownCalendar = queryOptions({
  queryKey: ['own-calendar'],
  queryFn: () => api('calendar.own'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const moderatorDebates = queryOptions({
  queryKey: ['moderator', 'debates'],
  queryFn: () => api('moderator.debates'),
  refetchInterval: listMs,
});

export const committeeDebates = queryOptions({
  queryKey: ['committee', 'debates'],
  queryFn: () => api('committee.debates'),
  refetchInterval: listMs,
});

export const review = (debateId: string) =>
  queryOptions({
    queryKey: ['committee', 'review', debateId],
    queryFn: () => api('committee.review', { params: { debateId } }),
    refetchInterval: listMs,
  });

export const organiserDesk = queryOptions({
  queryKey: ['organiser', 'desk'],
  queryFn: () => api('organiser.desk'),
});
