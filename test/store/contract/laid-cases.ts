import { randomUUID } from 'node:crypto';
import type { CaseCommand } from '../../../server/rules/case-acts.ts';
import type { StoresUnderTest } from '../../support/stores.ts';
import { createAccount, layDebate, startMs } from './laid-campaign.ts';
import { proposals } from './verdicts.ts';

export const hourMs = 3_600_000;
export const breachedAtMs = startMs + 200_000;

/** A campaign in which one candidate missed the debate, with a committee of three for the area and one of two above. */
export async function layBreach(under: StoresUnderTest) {
  const { stores } = under;
  const { campaignId, home } = await layDebate(under);
  const local = await committee(under, campaignId, 3);
  const centre = await committee(under, campaignId, 2);
  const { areaId } = await under.database
    .selectFrom('candidacy')
    .select('areaId')
    .where('campaignId', '=', campaignId)
    .limit(1)
    .executeTakeFirstOrThrow();
  for (const accountId of local) await stores.cases.seat(campaignId, { accountId, level: 'local', areaId });
  await stores.verdicts.propose(proposals(home, 3, 'absent'));
  await under.database
    .updateTable('verdict')
    .set({ status: 'final' })
    .where('debateId', '=', home.debateId)
    .execute();
  const breached = await breachOne(under, campaignId, home.debateId);
  const moderatorId = home.moderatorIds[0] as string;
  return { campaignId, debateId: home.debateId, areaId, local, centre, moderatorId, ...breached };
}

async function committee(under: StoresUnderTest, campaignId: string, members: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < members; index += 1) {
    const accountId = await createAccount(under, `Member ${index + 1}`);
    await under.stores.roles.grant(accountId, campaignId, 'committee');
    ids.push(accountId);
  }
  return ids.sort();
}

async function breachOne({ stores, database }: StoresUnderTest, campaignId: string, debateId: string) {
  const [group] = await stores.obligations.toSettle(campaignId);
  const [duty] = group?.duties ?? [];
  if (group === undefined || duty === undefined) throw new Error('nobody owes anything');
  await stores.obligations.settle(duty, {
    status: 'breached',
    reason: { code: 'missed-debate', outcome: 'absent', debateId },
    fulfilledBySlot: null,
    atMs: breachedAtMs,
  });
  const { candidacyId } = group;
  const { accountId: respondentId } = await database
    .selectFrom('candidacy')
    .select('accountId')
    .where('id', '=', candidacyId)
    .executeTakeFirstOrThrow();
  return { obligationId: duty.id, candidacyId, respondentId };
}

/** What a test does in one case: each act at its own instant. */
export function caseActs({ stores, database }: StoresUnderTest, caseId: string) {
  const perform = (accountId: string, nowMs: number, command: CaseCommand) =>
    stores.cases.perform({ caseId, accountId, commandId: randomUUID(), nowMs, command });
  return {
    perform,
    /** Each of these votes alike, and the first one says what it comes to. */
    round: async (
      members: readonly string[],
      choice: 'remove' | 'dismiss' | 'confirm' | 'overturn',
      nowMs: number,
    ) => {
      for (const accountId of members)
        await perform(accountId, nowMs, { act: 'vote', choice, reason: 'The evidence says so.' });
      await perform(members[0] as string, nowMs, { act: 'decide' });
    },
    statusOf: async (candidacyId: string) =>
      (
        await database
          .selectFrom('candidacy')
          .select('status')
          .where('id', '=', candidacyId)
          .executeTakeFirstOrThrow()
      ).status,
  };
}
