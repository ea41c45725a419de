import { expect, it } from 'vitest';
import { sha256 } from '../../../server/platform/hash.ts';
import { usualCaseTerms } from '../../../server/protocol/case-terms.ts';
import { type Given, startMs } from './laid-campaign.ts';
import { hourMs, layBreach } from './laid-cases.ts';

export function caseTermsContract(given: Given): void {
  it('CASE-3 terms are stamped on a case when it opens, and a later word of the campaign leaves it alone', async () => {
    const { stores } = given();
    const { campaignId, areaId } = await layBreach(given());
    const file = (trackingHash: string, nowMs: number) =>
      stores.cases.fileComplaint({
        ...{ campaignId, areaId, candidacyId: null, ground: 'G4', text: 'Votes.', complainantId: null },
        ...{ trackingHash, nowMs },
      });
    const dueAtMs = async (nowMs: number) =>
      (await stores.cases.cards(campaignId, nowMs)).map(({ deadline }) => deadline?.dueAtMs);
    await file(sha256(`${campaignId} 1`), startMs);
    const terms = { ...usualCaseTerms, admissionMs: hourMs };
    await stores.cases.layTerms(campaignId, { version: 1, validFromMs: startMs + 2 * hourMs, terms });
    await file(sha256(`${campaignId} 2`), startMs + hourMs);
    await file(sha256(`${campaignId} 3`), startMs + 3 * hourMs);
    expect(await dueAtMs(startMs + 3 * hourMs)).toEqual([
      startMs + 24 * hourMs,
      startMs + 25 * hourMs,
      startMs + 4 * hourMs,
    ]);
  });

  it('D-9 voting is made longer before it has closed, and never shorter', async () => {
    const { stores } = given();
    const { campaignId, moderatorId } = await layBreach(given());
    const say = (opensAtMs: number, closesAtMs: number, saidAtMs: number) =>
      stores.cases.sayVotingDays(campaignId, {
        ...{ opensAtMs, closesAtMs, saidAtMs, saidBy: moderatorId, reason: 'Decree' },
      });
    await say(startMs + 10 * hourMs, startMs + 20 * hourMs, startMs);
    await say(startMs + 12 * hourMs, startMs + 20 * hourMs, startMs + hourMs);
    await expect(say(startMs + 12 * hourMs, startMs + 19 * hourMs, startMs + hourMs)).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(
      say(startMs + 14 * hourMs, startMs + 30 * hourMs, startMs + 13 * hourMs),
    ).rejects.toMatchObject({
      code: 'bad-input',
    });
    await say(startMs + 12 * hourMs, startMs + 30 * hourMs, startMs + 19 * hourMs);
    await expect(
      say(startMs + 12 * hourMs, startMs + 40 * hourMs, startMs + 30 * hourMs),
    ).rejects.toMatchObject({
      code: 'deadline-passed',
    });
    expect(await stores.cases.votingDays(campaignId)).toEqual({
      opensAtMs: startMs + 12 * hourMs,
      closesAtMs: startMs + 30 * hourMs,
    });
  });
}
