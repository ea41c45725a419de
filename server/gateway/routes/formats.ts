import type { Clock } from '../../platform/clock.ts';
import type { Format } from '../../protocol/campaign.ts';
import { Refusal } from '../../protocol/refusals.ts';
import { faultsOf } from '../../rules/format-faults.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

export type FormatTools = { stores: Stores; clock: Clock };

/** How an organiser gives the campaign one more format for its debates. */
export function formatRoutes({ stores, clock }: FormatTools): Pick<RouteHandlers, 'organiser.create-format'> {
  return {
    'organiser.create-format': async ({ body, visitor: { accountId } }) => {
      refuseFaults(body);
      const { id: campaignId } = await stores.campaigns.currentCampaign();
      return stores.together(async ({ formats, acts }) => {
        const formatId = await formats.create(campaignId, body);
        const detail = { names: body.names };
        await acts.record({
          atMs: clock.now(),
          accountId,
          action: 'format.create',
          subject: formatId,
          detail,
        });
        return { formatId };
      });
    },
  };
}

function refuseFaults(format: Format): void {
  const faults = faultsOf(format);
  if (faults.length > 0) throw new Refusal('bad-input', faults.map(({ code }) => code).join(', '));
}
