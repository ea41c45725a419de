import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Outcome } from '../../../server/protocol/campaign.ts';
import { VerdictFile } from '../../../server/protocol/judgements.ts';
import { windowMs } from '../../../server/rules/judged.ts';
import type { HomeRecord } from '../../../server/store/debates.ts';
import type { JudgementRequest } from '../../../server/store/judgements.ts';
import { createAccount, type Given, layDebate, startMs } from './laid-campaign.ts';
import { proposals } from './verdicts.ts';

const soonMs = startMs + 60_000;

export function judgementContract(given: Given): void {
  /** A debate that has ended, with an outcome proposed for each slot, and the people who may do something about it. */
  async function judgedDebate(outcome: Outcome) {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    await stores.debates.setStatus(home.debateId, 'ended', { endedAtMs: startMs });
    await stores.verdicts.propose(proposals(home, 7, outcome));
    const official = async (role: 'moderator' | 'committee') => {
      const accountId = await createAccount(given(), role);
      await stores.roles.grant(accountId, campaignId, role);
      return accountId;
    };
    const [anna, bota] = [await official('committee'), await official('committee')];
    const elsewhere = await official('moderator');
    const [first] = await stores.verdicts.forDebate(home.debateId);
    const verdictId = first?.id as string;
    const candidateId = candidateOf(home, first?.slotId as string);
    return { home, verdictId, candidateId, anna, bota, elsewhere, moderator: home.moderatorIds[0] as string };
  }

  const act = (verdictId: string, request: JudgementRequest, accountId: string, nowMs = soonMs) =>
    given().stores.judgements.act([verdictId], request, { accountId, nowMs });
  const confirm = { kind: 'confirm' } as const;
  const object = { kind: 'object', statement: 'I was there.', attachmentIds: [] } as const;
  const holding = async (debateId: string) => (await given().stores.verdicts.forDebate(debateId))[0];
  const codeOf = async (done: Promise<unknown>): Promise<string> =>
    done.then(
      () => 'done',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );

  it('JUDGE-2 two who confirm in the same moment are one after the other, and each stands once', async () => {
    const { home, verdictId, anna, moderator } = await judgedDebate('attended');
    await Promise.all([moderator, anna, moderator, anna].map((who) => act(verdictId, confirm, who)));
    expect(await holding(home.debateId)).toMatchObject({ id: verdictId, status: 'confirmed' });
    const [file] = await given().stores.judgements.ofDebate(home.debateId, {
      accountId: anna,
      nowMs: soonMs,
    });
    expect(
      VerdictFile.parse(file)
        .confirmations.map(({ capacity }) => capacity)
        .sort(),
    ).toEqual(['moderator', 'second']);
  });

  it('JUDGE-3 what is confirmed is not proposed anew by the job, however much more evidence there is', async () => {
    const { stores } = given();
    const { home, verdictId, anna, moderator } = await judgedDebate('attended');
    for (const who of [moderator, anna]) await act(verdictId, confirm, who);
    await stores.verdicts.propose(proposals(home, 9, 'absent'));
    const outcomes = (await stores.verdicts.forDebate(home.debateId)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['attended', 'absent', 'absent', 'absent']);
  });

  it('JUDGE-4 a day after the end the confirmed is final, JUDGE-5 the rest UNKNOWN, and then the debate is', async () => {
    const { stores } = given();
    const { home, verdictId, anna, moderator, candidateId } = await judgedDebate('absent');
    for (const who of [moderator, anna]) await act(verdictId, confirm, who);
    const ids = (await stores.verdicts.forDebate(home.debateId)).map(({ id }) => id);
    const dueOf = async (nowMs: number) =>
      (await stores.judgements.due(nowMs)).filter((id) => ids.includes(id));
    expect(await dueOf(startMs + windowMs - 1)).toEqual([]);
    const nowMs = startMs + windowMs;
    expect((await dueOf(nowMs)).sort()).toEqual(ids.toSorted());
    await Promise.all(ids.flatMap((id) => [1, 2].map(() => stores.judgements.passTime(id, nowMs))));
    const final = await stores.verdicts.forDebate(home.debateId);
    expect(final.map(({ outcome, status }) => `${outcome} ${status}`)).toEqual([
      'absent final',
      ...Array(3).fill('unknown final'),
    ]);
    expect(await dueOf(nowMs + windowMs)).toEqual([]);
    expect((await stores.debates.card(home.debateId)).status).toBe('final');
    const { rows } = await given().pool.query('select kind from notice where account_id = $1 order by kind', [
      candidateId,
    ]);
    expect(rows.map(({ kind }) => kind)).toEqual(['verdict-confirmed', 'verdict-final']);
  });

  it('7.2 a partial attendance that two of the committee call an absence is a new verdict on the same evidence', async () => {
    const { stores } = given();
    const { home, verdictId, anna, bota, moderator, elsewhere } = await judgedDebate('partial');
    for (const who of [moderator, elsewhere]) await act(verdictId, confirm, who);
    const absent = { kind: 'rule-partial', ruling: 'absent', reason: 'Left after a minute.' } as const;
    await act(verdictId, absent, anna);
    expect((await holding(home.debateId))?.id).toBe(verdictId);
    await act(verdictId, absent, bota);
    const held = await holding(home.debateId);
    expect(held).toMatchObject({ outcome: 'absent', status: 'confirmed', evidenceSequence: 7 });
    expect(held?.reasons.at(-1)?.code).toBe('partial-is-absent');
    const files = await stores.judgements.ofDebate(home.debateId, { accountId: anna, nowMs: soonMs });
    expect(files.find(({ verdict }) => verdict.id === held?.id)?.supersedes).toBe(verdictId);
  });

  it('JUDGE-8 an objection with a file is decided by two others, and its correction is final', async () => {
    const { stores } = given();
    const { home, verdictId, candidateId, anna, bota, moderator, elsewhere } = await judgedDebate('absent');
    for (const who of [moderator, anna]) await act(verdictId, confirm, who);
    const { id: attachmentId } = await stores.attachments.bring(file(candidateId, 'a letter'));
    await act(verdictId, { ...object, attachmentIds: [attachmentId] }, candidateId);
    const decide = { kind: 'rule-objection', ruling: 'attended', reason: 'The letter proves it.' } as const;
    expect(await codeOf(act(verdictId, decide, anna))).toBe('own-matter');
    expect(await codeOf(act(verdictId, decide, moderator))).toBe('own-matter');
    expect((await stores.attachments.read(attachmentId, elsewhere)).bytes.toString()).toBe('a letter');
    await act(verdictId, decide, bota);
    await act(verdictId, decide, elsewhere);
    expect(await holding(home.debateId)).toMatchObject({ outcome: 'attended', status: 'final' });
    const [first] = await stores.judgements.ofDebate(home.debateId, { accountId: anna, nowMs: soonMs });
    expect(first?.objection).toMatchObject({ end: { cause: 'upheld' }, attachments: [{ id: attachmentId }] });
    expect(await codeOf(act((await holding(home.debateId))?.id as string, object, candidateId))).toBe(
      'already-decided',
    );
  });

  it('JUDGE-7 one objects with one’s own files alone, and a file of another makes nothing of it', async () => {
    const { stores } = given();
    const { verdictId, candidateId, anna } = await judgedDebate('absent');
    const { id } = await stores.attachments.bring(file(anna, 'of somebody else'));
    expect(await codeOf(act(verdictId, { ...object, attachmentIds: [id] }, candidateId))).toBe('not-found');
    expect(await codeOf(stores.judgements.objectionTo(verdictId))).toBe('not-found');
  });

  it('JUDGE-9 an objection holds the outcome open for its day, and then lapses into UNKNOWN', async () => {
    const { stores } = given();
    const { home, verdictId, candidateId, anna, moderator } = await judgedDebate('absent');
    for (const who of [moderator, anna]) await act(verdictId, confirm, who);
    await act(verdictId, object, candidateId);
    expect(await stores.judgements.due(startMs + windowMs)).not.toContain(verdictId);
    const lapsedMs = soonMs + windowMs;
    expect(await stores.judgements.due(lapsedMs)).toContain(verdictId);
    await stores.judgements.passTime(verdictId, lapsedMs);
    expect(await holding(home.debateId)).toMatchObject({ outcome: 'unknown', status: 'final' });
  });

  it('JUDGE-10 what waits for somebody is what they may do, and a stranger reads nothing', async () => {
    const { stores } = given();
    const { home, verdictId, candidateId, anna, moderator } = await judgedDebate('absent');
    const waitingFor = async (accountId: string) =>
      (await stores.judgements.waiting({ accountId, nowMs: soonMs }))
        .filter(({ debate }) => debate.id === home.debateId)
        .map(({ verdict }) => verdict.id);
    expect(await waitingFor(anna)).toHaveLength(4);
    expect(await waitingFor(candidateId)).toEqual([]);
    await act(verdictId, confirm, anna);
    expect(await waitingFor(anna)).not.toContain(verdictId);
    expect(await waitingFor(moderator)).toContain(verdictId);
    const stranger = { accountId: await createAccount(given(), 'Stranger'), nowMs: soonMs };
    expect(await stores.judgements.ofDebate(home.debateId, stranger)).toEqual([]);
    const own = await stores.judgements.own({ accountId: candidateId, nowMs: soonMs });
    expect(own.map(({ verdict, may }) => [verdict.id, may])).toEqual([[verdictId, ['object']]]);
  });

  it('JUDGE-11 what was done about a verdict is never changed or deleted, and stands in the audit', async () => {
    const { pool } = given();
    const { verdictId, anna, candidateId } = await judgedDebate('absent');
    await act(verdictId, confirm, anna);
    await act(verdictId, object, candidateId);
    const kept = {
      ...{
        confirmation: 'at_ms',
        partial_ruling: 'ruling',
        objection_ruling: 'ruling',
        objection_end: 'cause',
      },
      ...{ objection: 'statement', attachment: 'bytes', rule_set: 'rules' },
    };
    for (const [table, column] of Object.entries(kept)) {
      const change = pool.query(`update ${table} set ${column} = ${column}`);
      await expect(change, table).rejects.toThrow('append-only');
      await expect(pool.query(`delete from ${table}`)).rejects.toThrow('append-only');
    }
    const { rows } = await pool.query(
      'select action, account_id as "accountId" from act where subject = $1 order by action',
      [verdictId],
    );
    expect(rows).toEqual([
      { action: 'verdict.confirmed', accountId: anna },
      { action: 'verdict.objected', accountId: candidateId },
    ]);
  });

  it('FILE-2 a file is stored once for a person, read by whom it concerns, and up to so many', async () => {
    const { stores } = given();
    const [owner, other] = [await createAccount(given(), 'Owner'), await createAccount(given(), 'Other')];
    const brought = await Promise.all([1, 2].map(() => stores.attachments.bring(file(owner, 'same'))));
    expect(new Set(brought.map(({ id }) => id)).size).toBe(1);
    const id = brought[0]?.id as string;
    expect(await codeOf(stores.attachments.read(id, other))).toBe('not-found');
    await stores.attachments.share(id, other);
    expect((await stores.attachments.read(id, other)).bytes.toString()).toBe('same');
    expect(await stores.attachments.cards([id])).toEqual([brought[0]]);
    for (let count = 1; count < 60; count += 1) await stores.attachments.bring(file(owner, `${count}`));
    expect(await codeOf(stores.attachments.bring(file(owner, 'one more')))).toBe('limit-reached');
  });

  it('JUDGE-12 a new version of the rules leaves published debates as they are, and stamps those it reaches', async () => {
    const { stores } = given();
    const { campaignId, home } = await layDebate(given());
    const validFromMs = home.plannedStartMs + 1;
    const { version: _, ...rules } = home.ruleSet;
    const laid = await stores.ruleSets.lay(campaignId, { ...rules, validFromMs, lateAfterMs: 1 });
    expect(laid.ruleSet.version).toBe(home.ruleSet.version + 1);
    expect((await stores.debates.homeRecord(home.debateId)).ruleSetId).toBe(home.ruleSetId);
    const publish = async (plannedStartMs: number) => {
      const desk = await stores.campaigns.organiserDesk(campaignId);
      const candidacyIds = home.lineup.map(({ candidacyId }) => candidacyId);
      const [areaId, stageId] = [desk.areas[0]?.id as string, desk.stages[0]?.id as string];
      const ids = { campaignId, areaId, stageId, formatId: desk.formats[0]?.id as string };
      const people = { candidacyIds, order: candidacyIds, moderatorIds: home.moderatorIds };
      const drawn = { title: home.title, drawSeed: '1', createdBy: home.moderatorIds[0] as string };
      const debateId = await stores.debates.create({ ...ids, ...people, ...drawn, plannedStartMs, nowMs: 1 });
      return (await stores.debates.homeRecord(debateId)).ruleSet.version;
    };
    expect(await publish(validFromMs - 1)).toBe(home.ruleSet.version);
    expect(await publish(validFromMs)).toBe(laid.ruleSet.version);
    const earlier = stores.ruleSets.lay(campaignId, { ...rules, validFromMs: validFromMs - 1 });
    expect(await codeOf(earlier)).toBe('bad-input');
  });
}

function candidateOf(home: HomeRecord, slotId: string): string {
  const found = Object.entries(home.slotOfAccount).find(([, id]) => id === slotId);
  return found?.[0] as string;
}

function file(accountId: string, content: string) {
  const bytes = Buffer.from(content);
  const sha256 = content === 'same' ? 'a'.repeat(64) : randomUUID().replaceAll('-', '').padEnd(64, '0');
  return {
    accountId,
    fileName: 'letter.pdf',
    mediaType: 'application/pdf',
    sha256,
    bytes,
    atMs: startMs,
  } as const;
}
