import type { Audience } from '../../audience/heartbeats.ts';
import type { DebateCard } from '../../protocol/http.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

type PublicRoute = 'campaign.read' | 'debates.list' | 'debate.read' | 'reach.read';

export type PublicTools = { stores: Stores; audience: Audience };

/** A card with the number of people watching now, for a debate that can be watched. */
export async function withViewers<C extends DebateCard>(card: C, audience: Audience): Promise<C> {
  if (card.status !== 'live' && card.status !== 'lobby') return card;
  return { ...card, viewersNow: await audience.viewersNow(card.id) };
}

export function publicRoutes({ stores, audience }: PublicTools): Pick<RouteHandlers, PublicRoute> {
  return {
    'campaign.read': () => stores.campaigns.currentCampaign(),
    'debates.list': async () => {
      const { id } = await stores.campaigns.currentCampaign();
      const cards = await stores.debates.list(id);
      return { debates: await Promise.all(cards.map((card) => withViewers(card, audience))) };
    },
    'debate.read': async ({ params }) => withViewers(await stores.debates.detail(params.debateId), audience),
    'reach.read': async ({ params }) => {
      const reach = await stores.reach.forDebate(params.debateId);
      if (reach === null) throw new Refusal('not-found', 'the reach is computed when the debate has ended');
      return reach;
    },
  };
}
