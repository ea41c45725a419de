import { excuseFiles, voteOnExcuse, waiveDuty } from '../../debates/excuse-desk.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobQueues } from '../../platform/queues.ts';
import type { NewList } from '../../protocol/duties.ts';
import { readRatings } from '../../rules/ratings.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers, Visitor } from '../http.ts';

type CandidateRoute = 'candidate.excuse' | 'candidate.document-excuse';
type CommitteeRoute = 'committee.excuses' | 'committee.vote-excuse' | 'committee.waive-duty';
type ListRoute = 'lists.read' | 'organiser.preview-list' | 'organiser.publish-list';

export type DutyTools = { stores: Stores; clock: Clock; queues: JobQueues };

/** Lists that make duties, and excuses from them. */
export function dutyRoutes(
  tools: DutyTools,
): Pick<RouteHandlers, CandidateRoute | CommitteeRoute | ListRoute> {
  return { ...listRoutes(tools), ...candidateRoutes(tools), ...committeeRoutes(tools) };
}

function listRoutes({ stores, clock }: DutyTools): Pick<RouteHandlers, ListRoute> {
  const { lists, campaigns } = stores;
  const wanted = async ({ stageId, areaId, seats, ratings }: NewList) => {
    const { id: campaignId } = await campaigns.currentCampaign();
    return { campaignId, stageId, areaId, seats, ratings: readRatings(ratings), atMs: clock.now() };
  };
  return {
    'lists.read': async () => ({ lists: await lists.ofCampaign((await campaigns.currentCampaign()).id) }),
    'organiser.preview-list': async ({ body }) => lists.preview(await wanted(body)),
    'organiser.publish-list': async ({ body, visitor: { accountId } }) => {
      const list = { ...(await wanted(body)), closesAtMs: body.closesAtMs, publishedBy: accountId };
      const listId = await stores.together(async (within) => {
        const id = await within.lists.publish(list);
        const { stageId, areaId, atMs } = list;
        const act = { action: 'list.publish', subject: id, detail: { stageId, areaId } };
        await within.acts.record({ atMs, accountId, ...act });
        return id;
      });
      return { listId };
    },
  };
}

function candidateRoutes({ stores, clock, queues }: DutyTools): Pick<RouteHandlers, CandidateRoute> {
  return {
    'candidate.excuse': async ({ params: { obligationId }, body, visitor }) => {
      const filing = { accountId: accountOf(visitor), obligationId, wanted: body, nowMs: clock.now() };
      const excuseId = await stores.excuses.file(filing);
      const { campaignId } = await stores.excuses.read(excuseId);
      await queues.add('obligations', { campaignId });
      return { excuseId };
    },
    'candidate.document-excuse': async ({ params: { excuseId }, body: { attachmentId }, visitor }) => {
      const accountId = accountOf(visitor);
      await stores.excuses.assertOwn(excuseId, accountId);
      await stores.attachments.assertOwn([attachmentId], accountId);
      const act = { kind: 'documented' as const, attachmentId };
      await stores.excuses.append(excuseId, { accountId, atMs: clock.now(), act });
      return {};
    },
  };
}

function committeeRoutes({ stores, clock, queues }: DutyTools): Pick<RouteHandlers, CommitteeRoute> {
  const member = (visitor: Visitor) => ({ accountId: accountOf(visitor), atMs: clock.now() });
  return {
    'committee.excuses': async ({ visitor }) => {
      const { id } = await stores.campaigns.currentCampaign();
      return { excuses: await excuseFiles(stores, id, member(visitor)) };
    },
    'committee.vote-excuse': async ({ params, body, visitor }) => {
      const said = { ...body, ...member(visitor) };
      const { campaignId } = await stores.together(async (within) => {
        const excuse = await voteOnExcuse(within, params.excuseId, said);
        await record(within, { ...said, action: 'excuse.vote', subject: params.excuseId, detail: body });
        return excuse;
      });
      await queues.add('obligations', { campaignId });
      return {};
    },
    'committee.waive-duty': async ({ params: { obligationId }, body, visitor }) => {
      const word = { ...body, ...member(visitor), obligationId };
      const { campaignId } = await stores.together(async (within) => {
        const duty = await waiveDuty(within, word);
        await record(within, { ...word, action: 'duty.waive', subject: obligationId, detail: body });
        return duty;
      });
      await queues.add('obligations', { campaignId });
      return {};
    },
  };
}

type Recorded = { accountId: string; atMs: number; action: string; subject: string; detail: object };

function record({ acts }: Stores, { accountId, atMs, action, subject, detail }: Recorded): Promise<void> {
  return acts.record({ accountId, atMs, action, subject, detail: { ...detail } });
}

/** The door has checked the role, and nobody has one without an account. */
function accountOf({ accountId }: Visitor): string {
  return accountId as string;
}
