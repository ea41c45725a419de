import { expect, it } from 'vitest';
import { Candidate } from '../../../server/protocol/http.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';
import { proposals } from './verdicts.ts';

export function obligationContract(given: Given): void {
  it('O-1 every registered candidacy owes one debate of stage 1, due when the stage closes', async () => {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    const groups = await stores.obligations.toSettle(campaignId);
    expect(groups).toHaveLength(4);
    for (const { duties, candidacyId, debates } of groups) {
      expect(duties).toMatchObject([
        { ordinal: 1, dueAtMs: startMs + 150_000, status: 'open', reason: { code: 'waiting' }, waivers: 0 },
      ]);
      const slotId = home.lineup.find((slot) => slot.candidacyId === candidacyId)?.id;
      expect(debates).toMatchObject([
        { debateId: home.debateId, slotId, status: 'published', outcome: null, excuse: null },
      ]);
    }
  });

  it('an obligation is created once, however often it is asked for', async () => {
    const { stores } = given();
    const { campaignId } = await layDebate(given());
    const [group] = await stores.obligations.toSettle(campaignId);
    const { candidacyId, stageId, duties } = group ?? expect.fail();
    const [{ dueAtMs } = expect.fail()] = duties;
    await stores.obligations.createFor(candidacyId, [
      { stageId, rule: 'O-1', ordinal: 1, dueAtMs: dueAtMs + 1 },
    ]);
    const again = await stores.obligations.toSettle(campaignId);
    expect(again.flatMap((each) => each.duties.map((duty) => duty.dueAtMs))).toEqual(Array(4).fill(dueAtMs));
  });

  it('JOB-1 a duty is settled from where it stood; the second word from there changes nothing', async () => {
    const { stores, database } = given();
    const { campaignId, home } = await layDebate(given());
    const [group] = await stores.obligations.toSettle(campaignId);
    const { duties, candidacyId } = group ?? expect.fail();
    const [duty = expect.fail()] = duties;
    const { debateId } = home;
    const breached = {
      status: 'breached' as const,
      reason: { code: 'missed-debate' as const, outcome: 'absent' as const, debateId },
      fulfilledBySlot: null,
      atMs: startMs + 1,
    };
    expect(await stores.obligations.settle(duty, breached)).toBe(true);
    expect(await stores.obligations.settle(duty, { ...breached, status: 'fulfilled' })).toBe(false);
    const slotId = home.lineup.find((slot) => slot.candidacyId === candidacyId)?.id as string;
    const stored = (await stores.obligations.forDebate(debateId)).get(slotId);
    const { status, reason } = breached;
    expect(stored).toMatchObject([{ id: duty.id, status, reason, settledAtMs: startMs + 1 }]);
    expect((await stores.obligations.breaches(campaignId)).get(debateId)).toBe(1);
    const settlements = await database
      .selectFrom('dutySettlement')
      .select(['sequence', 'atMs', 'status'])
      .where('obligationId', '=', duty.id)
      .execute();
    expect(settlements).toEqual([{ sequence: 1, atMs: startMs + 1, status }]);
  });

  it('7.2 only a final verdict is an outcome; one that no longer holds opens what it had fulfilled', async () => {
    const { stores, database } = given();
    const { campaignId, home } = await layDebate(given());
    await stores.verdicts.propose(proposals(home, 1, 'attended'));
    const outcomes = async () =>
      (await stores.obligations.toSettle(campaignId)).map(({ debates }) => debates[0]?.outcome);
    expect(await outcomes()).toEqual(Array(4).fill(null));
    const ofDebate = database.updateTable('verdict').where('debateId', '=', home.debateId);
    await ofDebate.set({ status: 'final' }).execute();
    expect(await outcomes()).toEqual(Array(4).fill('attended'));
    for (const { duties, debates } of await stores.obligations.toSettle(campaignId)) {
      const [{ debateId, slotId } = expect.fail()] = debates;
      await stores.obligations.settle(duties[0] ?? expect.fail(), {
        ...{ status: 'fulfilled', fulfilledBySlot: slotId, atMs: startMs },
        reason: { code: 'fulfilled-by-debate', outcome: 'attended', debateId },
      });
    }
    expect(await stores.obligations.toSettle(campaignId)).toEqual([]);
    await ofDebate.set({ outcome: 'absent' }).execute();
    expect(await outcomes()).toEqual(Array(4).fill('absent'));
  });

  it('D-5 whoever does not stand any more owes nothing that could be breached', async () => {
    const { stores, database } = given();
    const { campaignId } = await layDebate(given());
    const [gone] = await stores.obligations.toSettle(campaignId);
    const { candidacyId } = gone ?? expect.fail();
    await database
      .updateTable('candidacy')
      .set({ status: 'withdrawn' })
      .where('id', '=', candidacyId)
      .execute();
    const left = await stores.obligations.toSettle(campaignId);
    expect(left.map((group) => group.candidacyId)).not.toContain(candidacyId);
    expect(left).toHaveLength(3);
  });

  it('a duty shows the debates that could fulfil it, with the outcome that holds', async () => {
    const { stores } = given();
    const { home } = await layDebate(given());
    await stores.verdicts.propose(proposals(home, 1, 'absent'));
    await stores.verdicts.propose(proposals(home, 2, 'attended'));
    const duties = await stores.obligations.forDebate(home.debateId);
    expect([...duties.keys()].sort()).toEqual(home.lineup.map(({ id }) => id).sort());
    for (const [duty] of duties.values()) {
      expect(duty?.debates).toMatchObject([{ id: home.debateId, outcome: 'attended' }]);
    }
    const [accountId] = Object.keys(home.slotOfAccount) as [string];
    const [candidate] = await stores.candidacies.ofAccount(accountId);
    expect(Candidate.parse(candidate).duties).toHaveLength(1);
  });
}
