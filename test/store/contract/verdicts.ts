import { expect, it } from 'vitest';
import type { Outcome } from '../../../server/protocol/campaign.ts';
import { Verdict } from '../../../server/protocol/http.ts';
import type { HomeRecord } from '../../../server/store/debates.ts';
import type { ProposedVerdict } from '../../../server/store/verdicts.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';

export function proposals(home: HomeRecord, evidenceSequence: number, outcome: Outcome): ProposedVerdict[] {
  return home.lineup.map(({ id: slotId }) => ({
    debateId: home.debateId,
    slotId,
    outcome,
    reasons: [{ code: 'share-met', measured: 90, needed: 75 }],
    presentMs: 90_000,
    countableMs: 100_000,
    arrivedAtMs: null,
    ruleSetId: home.ruleSetId,
    ruleVersion: home.ruleSet.version,
    evidenceSequence,
    evidenceHash: `hash of ${evidenceSequence}`,
    computedAtMs: startMs,
  }));
}

export function verdictContract(given: Given): void {
  const outcomesOf = async (home: HomeRecord) =>
    (await given().stores.verdicts.forDebate(home.debateId)).map(({ outcome }) => outcome);

  it('JOB-1 proposing twice, also at the same time, stores each verdict once', async () => {
    const { stores, pool } = given();
    const { home } = await layDebate(given());
    const rows = proposals(home, 7, 'attended');
    await Promise.all([1, 2, 3].map(() => stores.verdicts.propose(rows)));
    const standing = await stores.verdicts.forDebate(home.debateId);
    expect(standing.map((verdict) => Verdict.parse(verdict).slotId)).toEqual(home.lineup.map(({ id }) => id));
    const all = await pool.query('select id from verdict where debate_id = $1', [home.debateId]);
    expect(all.rows).toHaveLength(home.lineup.length);
  });

  it('more evidence supersedes what was proposed from less, and less that comes late changes nothing', async () => {
    const { stores } = given();
    const { home } = await layDebate(given());
    await stores.verdicts.propose(proposals(home, 7, 'absent'));
    await stores.verdicts.propose(proposals(home, 9, 'attended'));
    expect(await outcomesOf(home)).toEqual(Array(4).fill('attended'));
    await stores.verdicts.propose(proposals(home, 8, 'unknown'));
    await stores.verdicts.propose(proposals(home, 7, 'absent'));
    expect(await outcomesOf(home)).toEqual(Array(4).fill('attended'));
  });

  it('a superseded verdict stays, as it was', async () => {
    const { stores, pool } = given();
    const { home } = await layDebate(given());
    await stores.verdicts.propose(proposals(home, 1, 'absent'));
    await stores.verdicts.propose(proposals(home, 2, 'attended'));
    const { rows } = await pool.query(
      "select outcome from verdict where debate_id = $1 and status = 'superseded'",
      [home.debateId],
    );
    expect(rows).toEqual(Array(4).fill({ outcome: 'absent' }));
  });

  it('a judged debate is not looked for any more, and is counted by its outcomes', async () => {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    await stores.debates.setStatus(home.debateId, 'ended');
    const [first, ...others] = proposals(home, 3, 'attended') as [ProposedVerdict, ...ProposedVerdict[]];
    const unjudged = async () =>
      (await stores.debates.endedWithoutVerdicts()).map(({ debateId }) => debateId);
    await stores.verdicts.propose(others);
    expect(await unjudged()).toContain(home.debateId);
    await stores.verdicts.propose([{ ...first, outcome: 'late' }]);
    expect(await unjudged()).not.toContain(home.debateId);
    const tally = (await stores.verdicts.tallies(campaignId)).get(home.debateId);
    expect(tally).toEqual({ attended: 3, late: 1 });
    const standing = await stores.verdicts.forDebate(home.debateId);
    const own = standing.find(({ slotId }) => slotId === first.slotId);
    expect(own).toMatchObject({ outcome: 'late', status: 'proposed' });
  });
}
