import { expect, it } from 'vitest';
import { Candidate } from '../../../server/protocol/http.ts';
import type { Settlement } from '../../../server/rules/obligations.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';
import { proposals } from './verdicts.ts';

export function obligationContract(given: Given): void {
  it('O-1 every registered candidacy owes one debate of stage 1, due when the stage closes', async () => {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    const open = await stores.obligations.openOnes(campaignId);
    expect(open).toHaveLength(4);
    for (const { rule, ordinal, dueAtMs, candidacyId, debates } of open) {
      expect({ rule, ordinal, dueAtMs }).toEqual({ rule: 'O-1', ordinal: 1, dueAtMs: startMs + 150_000 });
      const slotId = home.lineup.find((slot) => slot.candidacyId === candidacyId)?.id;
      expect(debates).toMatchObject([{ id: home.debateId, slotId, status: 'published', outcome: null }]);
    }
  });

  it('an obligation is created once, however often it is asked for', async () => {
    const { stores } = given();
    const { campaignId } = await layDebate(given());
    const [first] = await stores.obligations.openOnes(campaignId);
    const { candidacyId, stageId, rule, ordinal, dueAtMs } = first ?? expect.fail();
    await stores.obligations.createFor(candidacyId, [{ stageId, rule, ordinal, dueAtMs: dueAtMs + 1 }]);
    expect((await stores.obligations.openOnes(campaignId)).map((each) => each.dueAtMs)).toEqual(
      Array(4).fill(dueAtMs),
    );
  });

  it('JOB-1 an obligation is settled once; the second word changes nothing', async () => {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    const [first] = await stores.obligations.openOnes(campaignId);
    const { id, candidacyId } = first ?? expect.fail();
    const { debateId } = home;
    const breached: Settlement = {
      status: 'breached',
      reason: { code: 'missed-debate', outcome: 'absent', debateId },
      fulfilledBySlot: null,
    };
    expect(await stores.obligations.settle(id, breached)).toBe(true);
    expect(await stores.obligations.settle(id, { ...breached, status: 'fulfilled' })).toBe(false);
    expect(await stores.obligations.openOnes(campaignId)).toHaveLength(3);
    const slotId = home.lineup.find((slot) => slot.candidacyId === candidacyId)?.id as string;
    const duties = (await stores.obligations.forDebate(debateId)).get(slotId);
    expect(duties).toMatchObject([{ id, status: 'breached', reason: breached.reason }]);
    expect((await stores.obligations.breaches(campaignId)).get(debateId)).toBe(1);
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
