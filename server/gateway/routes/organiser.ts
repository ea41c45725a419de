import { randomBytes } from 'node:crypto';
import type { Authentication } from '../../accounts/authentication.ts';
import { assertInvitable } from '../../accounts/roles.ts';
import type { Clock } from '../../platform/clock.ts';
import { sha256 } from '../../platform/hash.ts';
import { drawOrder } from '../../rules/draw.ts';
import { isDrawnLate } from '../../rules/reminders.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

type OrganiserRoute = 'organiser.desk' | 'organiser.create-debate' | 'organiser.appoint' | 'organiser.invite';

export type OrganiserTools = {
  stores: Stores;
  authentication: Authentication;
  clock: Clock;
  publicUrl: string;
};

export function organiserRoutes(tools: OrganiserTools): Pick<RouteHandlers, OrganiserRoute> {
  const { stores, authentication, clock, publicUrl } = tools;
  const record = (
    accountId: string | null,
    action: string,
    subject: string,
    detail: Record<string, unknown>,
  ) => stores.acts.record({ atMs: clock.now(), accountId, action, subject, detail });
  return {
    'organiser.desk': async () =>
      stores.campaigns.organiserDesk((await stores.campaigns.currentCampaign()).id),
    'organiser.create-debate': async ({ body, visitor }) => {
      const { id: campaignId } = await stores.campaigns.currentCampaign();
      const drawSeed = randomBytes(16).toString('hex');
      const order = drawOrder(body.candidacyIds, drawSeed, sha256);
      const createdBy = visitor.accountId as string;
      const debateId = await stores.debates.create({
        ...body,
        campaignId,
        drawSeed,
        order,
        createdBy,
        nowMs: clock.now(),
      });
      const { terms } = await stores.dutyTerms.inForce(campaignId, clock.now());
      const isShortNotice = isDrawnLate(terms, body.plannedStartMs, clock.now());
      await record(createdBy, 'debate.create', debateId, { drawSeed, isShortNotice });
      return { debateId, drawSeed };
    },
    'organiser.appoint': async ({ params: { debateId }, body: { accountId }, visitor }) => {
      await stores.together(async ({ debates, acts }) => {
        if (!(await debates.appoint(debateId, accountId))) return;
        const act = { action: 'debate.appoint', subject: debateId, detail: { accountId } };
        await acts.record({ atMs: clock.now(), accountId: visitor.accountId, ...act });
      });
      return {};
    },
    'organiser.invite': async ({ body, visitor }) => {
      assertInvitable(await standingOf(body.accountId, stores));
      const { token, expiresAtMs } = await authentication.invite(body.accountId);
      await record(visitor.accountId, 'invitation.issue', body.accountId, { expiresAtMs });
      return { link: `${publicUrl}/enter#${token}`, expiresAtMs };
    },
  };
}

/** A role that watches over others counts in whatever campaign it was given; a part is one of this campaign. */
async function standingOf(accountId: string, { campaigns, candidacies, roles }: Stores) {
  const { id } = await campaigns.currentCampaign();
  const [isCandidate, grants] = await Promise.all([
    candidacies.has(accountId, id),
    roles.grantsOf(accountId),
  ]);
  const inForce = grants.filter(({ campaignId, role }) => campaignId === id || role !== 'moderator');
  return { isCandidate, roles: inForce.map(({ role }) => role) };
}
