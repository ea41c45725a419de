import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '../../../server/platform/hash.ts';
import { CaseCard, CaseView, OwnCase, TrackedComplaint } from '../../../server/protocol/cases.ts';
import { Register } from '../../../server/protocol/register.ts';
import { type Given, startMs } from './laid-campaign.ts';
import { breachedAtMs, caseActs, hourMs, layBreach } from './laid-cases.ts';

const atMs = breachedAtMs + 1000;

export function caseContract(given: Given): void {
  const openOne = async () => {
    const laid = await layBreach(given());
    expect(await given().stores.cases.openBreaches(laid.campaignId, atMs)).toBe(1);
    const [card] = await given().stores.cases.cards(laid.campaignId, atMs);
    const { id: caseId } = card ?? expect.fail();
    return { ...laid, caseId, ...caseActs(given(), caseId) };
  };

  it('D-5 opens a case for a breached duty once, with its evidence, and tells the candidate and the committee', async () => {
    const { stores } = given();
    const laid = await layBreach(given());
    const opened = await Promise.all([
      stores.cases.openBreaches(laid.campaignId, atMs),
      stores.cases.openBreaches(laid.campaignId, atMs),
    ]);
    expect(opened.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await stores.cases.openBreaches(laid.campaignId, atMs + 1)).toBe(0);
    const [card = expect.fail(), ...others] = await stores.cases.cards(laid.campaignId, atMs);
    expect(others).toEqual([]);
    expect(CaseCard.parse(card)).toMatchObject({
      ...{ number: 1, kind: 'breach', ground: 'G1', status: 'waiting-for-party', level: 'local' },
      answerUntilAtMs: atMs + 24 * hourMs,
    });
    const [own = expect.fail()] = await stores.cases.own({ accountId: laid.respondentId, nowMs: atMs });
    expect(OwnCase.parse(own).evidence).toMatchObject({
      obligationId: laid.obligationId,
      verdicts: [
        { outcome: 'absent', evidenceSequence: 3, bundlePath: `/api/debates/${laid.debateId}/bundle` },
      ],
    });
    const [notice] = await stores.notices.ofAccount(laid.respondentId);
    expect(notice).toMatchObject({
      kind: 'breach-notice',
      params: { number: 1, answerUntilAtMs: atMs + 24 * hourMs },
    });
    for (const accountId of laid.local)
      expect(await stores.notices.ofAccount(accountId)).toMatchObject([{ kind: 'case-to-decide' }]);
    expect(await stores.notices.ofAccount(laid.centre[0] as string)).toEqual([]);
  });

  it('CASE-2 CASE-4 removes by two votes of three, gives back on appeal, and the register adds up throughout', async () => {
    const { stores } = given();
    const { campaignId, caseId, candidacyId, respondentId, local, centre, ...acts } = await openOne();
    const { perform, round, statusOf } = acts;
    const campaign = await stores.campaigns.currentCampaign();
    const totals = async (nowMs: number) =>
      (await stores.cases.register({ ...campaign, id: campaignId }, nowMs)).totals;
    await expect(round(local.slice(0, 2), 'remove', atMs)).rejects.toMatchObject({ code: 'case-state' });
    await perform(respondentId, atMs + hourMs, { act: 'answer', text: 'I was ill.', attachmentIds: [] });
    const [first, second, third] = local as [string, string, string];
    await perform(first, atMs + hourMs, { act: 'vote', choice: 'remove', reason: 'Absent.' });
    await expect(perform(first, atMs + hourMs, { act: 'decide' })).rejects.toMatchObject({
      code: 'quorum-missing',
    });
    expect(await statusOf(candidacyId)).toBe('registered');
    await perform(second, atMs + hourMs, { act: 'vote', choice: 'remove', reason: 'Absent.' });
    await perform(first, atMs + 2 * hourMs, { act: 'decide' });
    expect(await statusOf(candidacyId)).toBe('removed');
    expect(await totals(atMs + 2 * hourMs)).toMatchObject({
      registered: 4,
      onBallot: 3,
      removed: 1,
      removedBy: { G1: 1 },
    });
    await expect(perform(first, atMs + 2 * hourMs, { act: 'publish', words: 'x' })).rejects.toMatchObject({
      code: 'second-person-needed',
    });
    await perform(third, atMs + 2 * hourMs, {
      act: 'publish',
      words: 'Did not take part in the debate owed.',
    });

    await perform(respondentId, atMs + 3 * hourMs, {
      act: 'appeal',
      text: 'See the papers.',
      attachmentIds: [],
    });
    expect(await statusOf(candidacyId)).toBe('registered');
    expect(await totals(atMs + 3 * hourMs)).toMatchObject({
      registered: 4,
      onBallot: 4,
      suspended: 1,
      removed: 0,
    });
    await expect(
      perform(first, atMs + 4 * hourMs, { act: 'vote', choice: 'confirm', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    await round(centre, 'overturn', atMs + 5 * hourMs);
    expect(await statusOf(candidacyId)).toBe('reinstated');
    const register = await stores.cases.register({ ...campaign, id: campaignId }, atMs + 6 * hourMs);
    expect(Register.parse(register).totals).toMatchObject({
      onBallot: 4,
      removed: 0,
      reinstated: 1,
      pendingCases: 0,
    });
    expect(register.entries).toMatchObject([
      { number: 1, ground: 'G1', choice: 'remove', isSuperseded: false },
    ]);
    const kinds = (await stores.notices.ofAccount(respondentId)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['appeal-decided', 'appeal-received', 'breach-notice', 'case-decided']);
    const view = CaseView.parse(await stores.cases.view(caseId, { accountId: first, nowMs: atMs }));
    expect(view.timeline.map(({ event }) => event.kind)).toEqual([
      ...['opened', 'admitted', 'assigned', 'asked', 'answered', 'voted', 'voted', 'decided', 'published'],
      ...['appealed', 'voted', 'voted', 'decided', 'closed'],
    ]);
  });

  it('D-9 a pending appeal gives way to the freeze of the ballot, written down whenever the hub gets to it', async () => {
    const { stores } = given();
    const { campaignId, candidacyId, respondentId, local, centre, moderatorId, perform, round, statusOf } =
      await openOne();
    const opensAtMs = atMs + 40 * hourMs;
    await stores.cases.sayVotingDays(campaignId, {
      ...{
        opensAtMs,
        closesAtMs: opensAtMs + 86 * hourMs,
        saidAtMs: atMs,
        saidBy: moderatorId,
        reason: 'Decree',
      },
    });
    await perform(respondentId, atMs, { act: 'answer', text: 'No.', attachmentIds: [] });
    await round(local, 'remove', atMs + hourMs);
    await perform(respondentId, atMs + 2 * hourMs, { act: 'appeal', text: 'No.', attachmentIds: [] });
    await stores.cases.lapse(campaignId, atMs + 16 * hourMs - 1);
    expect(await statusOf(candidacyId)).toBe('registered');
    await stores.cases.lapse(campaignId, atMs + 20 * hourMs);
    expect(await statusOf(candidacyId)).toBe('removed');
    await round(centre, 'overturn', atMs + 21 * hourMs);
    expect(await statusOf(candidacyId)).toBe('reinstated');
  });

  it('D-6 CASE-3 silence is written down at its deadline, once, however late the job comes', async () => {
    const { stores } = given();
    const { campaignId, caseId, respondentId, perform } = await openOne();
    const lateMs = atMs + 90 * hourMs;
    expect(await stores.cases.lapse(campaignId, atMs + 24 * hourMs - 1)).toBe(0);
    expect(await stores.cases.lapse(campaignId, lateMs)).toBe(1);
    expect(await stores.cases.lapse(campaignId, lateMs)).toBe(0);
    const { timeline, status, deadline } = await stores.cases.view(caseId, {
      accountId: respondentId,
      nowMs: lateMs,
    });
    expect(timeline.at(-1)).toMatchObject({
      atMs: atMs + 24 * hourMs,
      by: null,
      event: { kind: 'answer-lapsed' },
    });
    expect({ status, dueAtMs: deadline?.dueAtMs }).toEqual({
      status: 'in-hearing',
      dueAtMs: atMs + 48 * hourMs,
    });
    await expect(
      perform(respondentId, lateMs, { act: 'answer', text: 'Late.', attachmentIds: [] }),
    ).rejects.toMatchObject({ code: 'case-state' });
  });

  it('CASE-1 the moderator of the debate, an opponent and the candidate take no part, though they sit', async () => {
    const { stores, database } = given();
    const { campaignId, areaId, caseId, candidacyId, respondentId, moderatorId, perform } = await openOne();
    const { accountId: opponentId } = await database
      .selectFrom('candidacy')
      .select('accountId')
      .where('campaignId', '=', campaignId)
      .where('id', '!=', candidacyId)
      .limit(1)
      .executeTakeFirstOrThrow();
    for (const accountId of [moderatorId, opponentId, respondentId]) {
      await stores.roles.grant(accountId, campaignId, 'committee');
      await stores.cases.seat(campaignId, { accountId, level: 'local', areaId });
    }
    await stores.cases.lapse(campaignId, atMs + 25 * hourMs);
    for (const accountId of [moderatorId, opponentId, respondentId])
      await expect(
        perform(accountId, atMs + 25 * hourMs, { act: 'vote', choice: 'dismiss', reason: 'x' }),
      ).rejects.toMatchObject({ code: 'conflict-of-interest' });
    const { members } = await stores.cases.view(caseId, { accountId: moderatorId, nowMs: atMs });
    const conflictOf = (id: string) => members.find(({ accountId }) => accountId === id)?.conflict;
    expect([moderatorId, opponentId, respondentId].map(conflictOf)).toEqual([
      'official',
      'opponent',
      'party',
    ]);
  });

  it('JOB-1 the same command again changes nothing, and two at once take their turns', async () => {
    const { stores } = given();
    const { campaignId, caseId, local } = await openOne();
    await stores.cases.lapse(campaignId, atMs + 24 * hourMs);
    const votes = local.map((accountId) => ({
      ...{ caseId, accountId, commandId: randomUUID(), nowMs: atMs + 25 * hourMs },
      command: { act: 'vote', choice: 'dismiss', reason: 'Doubt.' } as const,
    }));
    await Promise.all([...votes, ...votes].map((deed) => stores.cases.perform(deed)));
    const { quorum, timeline } = await stores.cases.view(caseId, {
      accountId: local[0] as string,
      nowMs: atMs + 25 * hourMs,
    });
    expect(quorum).toEqual({ needed: 2, voted: 3 });
    expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
  });

  it('CASE-7 a complaint is found by its code alone, and shows its course and no inner word', async () => {
    const { stores } = given();
    const { campaignId, areaId, candidacyId, centre } = await layBreach(given());
    const hash = sha256('the code');
    const number = await stores.cases.fileComplaint({
      ...{ campaignId, areaId, candidacyId, ground: 'G6', text: 'Pressure at work.', complainantId: null },
      ...{ trackingHash: hash, nowMs: startMs },
    });
    const { id: caseId } = (await stores.cases.cards(campaignId, startMs))[0] ?? expect.fail();
    const { perform } = caseActs(given(), caseId);
    const [first, second] = centre as [string, string];
    await perform(first, startMs + 1, { act: 'refuse', reason: 'Names nobody.' });
    await expect(perform(first, startMs + 2, { act: 'refuse', reason: 'Again.' })).rejects.toMatchObject({
      code: 'second-person-needed',
    });
    expect((await stores.cases.tracked(hash, startMs + 2)).refusedBecause).toBeNull();
    await perform(second, startMs + 3, { act: 'refuse', reason: 'It names no fact.' });
    const tracked = TrackedComplaint.parse(await stores.cases.tracked(hash, startMs + 4));
    expect(tracked).toMatchObject({ number, status: 'inadmissible', refusedBecause: 'It names no fact.' });
    expect(tracked.steps.map(({ status }) => status)).toEqual(['received', 'inadmissible']);
    await expect(stores.cases.tracked(sha256('another'), startMs)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('CASE-5 the database refuses to change or take back what was written', async () => {
    const { pool } = given();
    await openOne();
    for (const table of ['case_step', 'case_file', 'voting_days', 'case_terms']) {
      await expect(pool.query(`delete from ${table}`)).rejects.toThrow('append-only');
    }
    await expect(pool.query(`update case_step set at_ms = 0`)).rejects.toThrow('append-only');
  });
}
