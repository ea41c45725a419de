import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import type { Outcome } from '../../protocol/campaign.ts';
import type { RuleChange, WhatIf } from '../../protocol/what-if.ts';
import { outcomesUnder } from '../../rules/what-if.ts';
import type { OpenMatter } from '../../store/open-matters.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

/** More than a committee looks at in a day, and few enough for one answer. */
const mostMatters = 400;

export type WhatIfTools = { stores: Stores; clock: Clock };

/** What another rule would change in all that is open, by the same function that gives the verdicts. */
export function whatIfRoutes({ stores, clock }: WhatIfTools): Pick<RouteHandlers, 'committee.what-if'> {
  return {
    'committee.what-if': async ({ body: { changes } }) => {
      const { id } = await stores.campaigns.currentCampaign();
      const open = await stores.verdicts.openMatters(id, mostMatters + 1);
      const matters = open.slice(0, mostMatters);
      const told = { asOfMs: clock.now(), isWhole: open.length <= mostMatters };
      return { ...told, ...(await compare(matters, changes, stores)) };
    },
  };
}

const unknown: Outcome = 'unknown';
type Compared = Pick<WhatIf, 'matters' | 'alternatives'>;

async function compare(
  open: readonly OpenMatter[],
  changes: readonly RuleChange[],
  { evidence }: Stores,
): Promise<Compared> {
  const matters: Compared['matters'] = [];
  const alternatives: Outcome[][] = changes.map(() => []);
  for (const [debateId, its] of Map.groupBy(open, (matter) => matter.debateId)) {
    const entries = await evidence.read(debateId);
    const slotIds = its.map(({ slotId }) => slotId);
    const [inForce = [], ...others] = outcomesUnder(entries, slotIds, [{}, ...changes]);
    matters.push(...its.map((matter, index) => ({ ...matter, inForce: inForce[index] ?? unknown })));
    for (const [index, outcomes] of others.entries()) alternatives[index]?.push(...outcomes);
    // Whoever is in a live debate on this server does not wait for a computation of the committee's.
    await othersFirst();
  }
  return { matters, alternatives };
}
