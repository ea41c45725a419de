import { Refusal } from '../../protocol/refusals.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';
import { type ViewerCount, withViewers } from './viewers-now.ts';

type PublicRoute = 'campaign.read' | 'debates.list' | 'debate.read' | 'reach.read';

export type PublicTools = ViewerCount & { stores: Stores };

export function publicRoutes({ stores, ...count }: PublicTools): Pick<RouteHandlers, PublicRoute> {
  return {
    'campaign.read': () => stores.campaigns.currentCampaign(),
    'debates.list': async () => {
      const { id } = await stores.campaigns.currentCampaign();
      return { debates: await withViewers(await stores.debates.list(id), count) };
    },
    'debate.read': async ({ params }) => {
      const detail = await stores.debates.detail(params.debateId);
      const [counted = detail] = await withViewers([detail], count);
      return counted;
    },
    'reach.read': async ({ params }) => {
      const reach = await stores.reach.forDebate(params.debateId);
      if (reach === null) throw new Refusal('not-found', 'the reach is computed when the debate has ended');
      return reach;
    },
  };
}
