import { type BundleTools, bundleOf } from '../../debates/bundle.ts';
import type { RecordsState } from '../../protocol/records.ts';
import type { RouteHandlers } from '../http.ts';

type RecordsRoute = 'debate.bundle' | 'committee.records';

export type RecordsTools = BundleTools & { recordsState(): Promise<RecordsState> };

export function recordsRoutes(tools: RecordsTools): Pick<RouteHandlers, RecordsRoute> {
  return {
    'debate.bundle': ({ params }) => bundleOf(params.debateId, tools),
    'committee.records': () => tools.recordsState(),
  };
}
