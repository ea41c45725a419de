import type { TestHub } from '../support/hub.ts';
import { bring } from './judgement-calls.ts';

/** What each route of lists and excuses needs to be right: a duty, or an excuse in the state that it is about. */
export function dutyCalls(hub: TestHub, candidate: { accountId: string; slotId: string }) {
  const dutyId = async () => {
    const owed = await hub.stores.obligations.forDebate(hub.debateId);
    return owed.get(candidate.slotId)?.[0]?.id as string;
  };
  const filedId = async () => {
    const [duty] = (await hub.stores.obligations.forDebate(hub.debateId)).get(candidate.slotId) ?? [];
    const [filed] = duty?.excuses ?? [];
    if (filed !== undefined) return filed.id;
    const wanted = { debateId: hub.debateId, ground: 'our-fault', words: 'No sound at all.' } as const;
    const { accountId } = candidate;
    return hub.stores.excuses.file({
      accountId,
      obligationId: duty?.id as string,
      wanted,
      nowMs: Date.now(),
    });
  };
  const list = async () => {
    const { id } = await hub.stores.campaigns.currentCampaign();
    const { areas, stages } = await hub.stores.campaigns.organiserDesk(id);
    const [areaId, stageId] = [areas[0]?.id, stages[0]?.id];
    return { body: { areaId, stageId, seats: [], ratings: [], closesAtMs: Date.now() } };
  };
  return {
    'organiser.preview-list': { of: ['organiser'], arranged: list },
    'organiser.publish-list': { of: ['organiser'], arranged: list },
    'candidate.excuse': {
      of: ['candidate'],
      body: { debateId: hub.debateId, ground: 'own-illness', words: 'A fever.' },
      arranged: async () => ({ params: { obligationId: await dutyId() } }),
    },
    'candidate.document-excuse': {
      of: ['candidate'],
      arranged: async (cookie: string) => ({
        params: { excuseId: await filedId() },
        body: { attachmentId: await bring(hub.url, cookie) },
      }),
    },
    'committee.excuses': { of: ['committee'] },
    'committee.vote-excuse': {
      of: ['committee'],
      body: { isGranted: true, reason: 'As they say.' },
      arranged: async () => ({ params: { excuseId: await filedId() } }),
    },
    'committee.waive-duty': {
      of: ['committee'],
      body: { reason: 'No hall was left.' },
      arranged: async () => ({ params: { obligationId: await dutyId() } }),
    },
  } as const;
}
