import { reviewOf } from '../../debates/review.ts';
import type { Stores } from '../../store/stores.ts';
import type { Call, RouteHandlers } from '../http.ts';
import { type ViewerCount, withViewers } from './viewers-now.ts';

type PeopleRoute = 'candidate.read' | 'moderator.debates' | 'committee.debates' | 'committee.review';

export type PeopleTools = ViewerCount & { stores: Stores };

/** What candidates, moderators and the committee read: each their own, or what their role lets them see. */
export function peopleRoutes({ stores, ...count }: PeopleTools): Pick<RouteHandlers, PeopleRoute> {
  return {
    'candidate.read': async ({ visitor }) => ({
      candidacies: await stores.candidacies.ofAccount(accountOf(visitor)),
    }),
    'moderator.debates': async ({ visitor }) => {
      const cards = await stores.debates.forModerator(accountOf(visitor));
      return { debates: await withViewers(cards, count) };
    },
    'committee.debates': async () => {
      const { id } = await stores.campaigns.currentCampaign();
      const [cards, tallies, breaches] = await Promise.all([
        stores.debates.list(id),
        stores.verdicts.tallies(id),
        stores.obligations.breaches(id),
      ]);
      return {
        debates: cards.map((debate) => ({
          debate,
          outcomes: tallies.get(debate.id) ?? {},
          breaches: breaches.get(debate.id) ?? 0,
        })),
      };
    },
    'committee.review': ({ params }) => reviewOf(stores, params.debateId),
  };
}

/** The door has checked the role, and nobody has one without an account. */
function accountOf(visitor: Call<'candidate.read'>['visitor']): string {
  return visitor.accountId as string;
}
