import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { Question, WaitingQuestion } from '../../../server/protocol/questions.ts';
import { mostWaiting, mostWaitingFromOnePrefix, topCount } from '../../../server/rules/questions.ts';
import type { QuestionStore } from '../../../server/store/questions.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';

const minuteMs = 60_000;
const admitted = { isAdmitted: true } as const;
const rejected = { isAdmitted: false, reason: 'off-topic' } as const;

export function questionContract(given: Given): void {
  const lay = async () => (await layDebate(given())).home.debateId;
  const asking = (debateId: string, change: Partial<Parameters<QuestionStore['put']>[0]> = {}) => ({
    ...{ debateId, text: 'When will the bridge be open again?', language: 'en' as const, caughtWord: null },
    ...{ textKey: randomUUID(), author: randomUUID(), cameFrom: randomUUID(), nowMs: startMs },
    ...change,
  });
  const put = async (debateId: string, change?: Parameters<typeof asking>[1]) =>
    (await given().stores.questions.put(asking(debateId, change))).questionId;
  /** One that everybody sees, with so many votes. */
  const shown = async (debateId: string, votes: number, nowMs = startMs) => {
    const { questions } = given().stores;
    const questionId = await put(debateId, { nowMs });
    await questions.judge({ debateId, questionId }, admitted);
    const voting = Array.from({ length: votes - 1 }, () => ({ debateId, questionId, nowMs }));
    for (const vote of voting) await questions.vote({ ...vote, voter: randomUUID() });
    return questionId;
  };
  const statuses = async (debateId: string) =>
    (await given().stores.questions.list(debateId)).map(({ id, status, reason }) => ({ id, status, reason }));

  it('QUEST-5 a question waits unseen until it is admitted', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const questionId = await put(debateId, { caughtWord: 'crook' });
    const { waiting, waitingCount } = await questions.queue(debateId);
    expect(waiting.map((each) => WaitingQuestion.parse(each))).toMatchObject([
      { id: questionId, votes: 1, putAtMs: startMs, caughtWord: 'crook' },
    ]);
    expect([waitingCount, await questions.list(debateId)]).toEqual([1, []]);
    const voting = { debateId, questionId, voter: 'somebody', nowMs: startMs };
    await expect(questions.vote(voting)).rejects.toMatchObject({ code: 'not-found' });
    expect(await questions.judge({ debateId, questionId }, admitted)).toBe(true);
    const list = (await questions.list(debateId)).map((each) => Question.parse(each));
    expect(list).toMatchObject([{ id: questionId, votes: 1, status: 'admitted', reason: null }]);
    expect((await questions.queue(debateId)).waitingCount).toBe(0);
  });

  it('QUEST-4 one mark has one vote, however often and however much at once it is given', async () => {
    const { stores, pool } = given();
    const debateId = await lay();
    const questionId = await shown(debateId, 1);
    const voters = [...Array(10).fill('one'), ...Array(10).fill('two'), 'three'];
    const votes = await Promise.allSettled(
      voters.map((voter) => stores.questions.vote({ debateId, questionId, voter, nowMs: startMs })),
    );
    expect(votes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const vote of votes)
      if (vote.status === 'rejected') expect(vote.reason).toMatchObject({ code: 'already-voted' });
    expect((await stores.questions.list(debateId))[0]?.votes).toBe(4);
    const { rows } = await pool.query('select count(*) as n from question_vote where question_id = $1', [
      questionId,
    ]);
    expect(rows).toEqual([{ n: 4 }]);
  });

  it('QUEST-4 the same text is a vote for the one that stands, also when both come at once', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const both = await Promise.all([
      questions.put(asking(debateId, { textKey: 'same' })),
      questions.put(asking(debateId, { textKey: 'same' })),
    ]);
    expect(new Set(both.map(({ questionId }) => questionId)).size).toBe(1);
    expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
    const [{ id, votes } = { id: '', votes: 0 }] = (await questions.queue(debateId)).waiting;
    expect(votes).toBe(2);
    await questions.judge({ debateId, questionId: id }, rejected);
    const again = questions.put(asking(debateId, { textKey: 'same' }));
    await expect(again).rejects.toMatchObject({ code: 'question-closed' });
  });

  it('QUEST-4 the author’s own vote is in it, and the same text elsewhere is another question', async () => {
    const { questions } = given().stores;
    const [here, there] = [await lay(), await lay()];
    const questionId = await put(here, { textKey: 'same', author: 'ana' });
    expect(await questions.put(asking(here, { textKey: 'same', author: 'ana' }))).toEqual({
      questionId,
      isNew: false,
    });
    expect((await questions.queue(here)).waiting[0]?.votes).toBe(1);
    expect((await questions.put(asking(there, { textKey: 'same' }))).isNew).toBe(true);
  });

  it('QUEST-3 one mark puts three questions in a debate, one a minute', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const at = (ms: number) => questions.put(asking(debateId, { author: 'ana', nowMs: startMs + ms }));
    await at(0);
    await expect(at(minuteMs - 1)).rejects.toMatchObject({ code: 'too-many-requests' });
    await at(minuteMs);
    await at(2 * minuteMs);
    await expect(at(3 * minuteMs)).rejects.toMatchObject({ code: 'questions-used-up' });
    const many = Array.from({ length: 5 }, () => questions.put(asking(debateId, { author: 'bek' })));
    const done = (await Promise.allSettled(many)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
  });

  it('QUEST-3 a full queue takes no more until a moderator has made room', async () => {
    const { stores, pool } = given();
    const debateId = await lay();
    const questionId = await put(debateId);
    await pool.query(
      `insert into question (debate_id, text, text_key, language, author, put_at_ms)
       select $1, 'filling', n::text, 'en', n::text, 0 from generate_series(2, $2::int) n`,
      [debateId, mostWaiting],
    );
    await expect(put(debateId)).rejects.toMatchObject({ code: 'limit-reached' });
    await stores.questions.judge({ debateId, questionId }, admitted);
    await put(debateId);
    const { waiting, waitingCount } = await stores.questions.queue(debateId);
    expect([waiting.length, waitingCount]).toEqual([mostWaiting, mostWaiting]);
  });

  it('QUEST-3 one address prefix has fifty questions waiting at most, and nobody else is shut out by it', async () => {
    const { stores, pool } = given();
    const debateId = await lay();
    const [here, elsewhere] = [{ cameFrom: 'here' }, { cameFrom: 'elsewhere' }];
    const questionId = await put(debateId, here);
    for (let place = 1; place < mostWaitingFromOnePrefix; place += 1) await put(debateId, here);
    await expect(put(debateId, here)).rejects.toMatchObject({ code: 'limit-reached' });
    await put(debateId, elsewhere);
    await put(await lay(), here);
    await stores.questions.judge({ debateId, questionId }, rejected);
    const { rows } = await pool.query('select came_from from question where id = $1', [questionId]);
    expect(rows).toEqual([{ came_from: null }]);
    await put(debateId, here);
    await expect(put(debateId, here)).rejects.toMatchObject({ code: 'limit-reached' });
  });

  it('QUEST-2 nothing is put, voted or judged in a debate that is not open for it', async () => {
    const { questions, debates } = given().stores;
    const debateId = await lay();
    const tooEarlyMs = startMs + 20_000 - 3_600_001;
    await expect(put(debateId, { nowMs: tooEarlyMs })).rejects.toMatchObject({ code: 'debate-not-open' });
    await expect(put(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    const questionId = await shown(debateId, 1);
    await debates.setStatus(debateId, 'ended');
    const late = [
      () => put(debateId),
      () => questions.vote({ debateId, questionId, voter: 'late', nowMs: startMs }),
      () => questions.judge({ debateId, questionId }, rejected),
    ];
    for (const each of late) await expect(each()).rejects.toMatchObject({ code: 'debate-over' });
  });

  it('the list goes by votes, of equals the newest first, and the top is its beginning', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const few = await shown(debateId, 1);
    const old = await shown(debateId, 3, startMs);
    const young = await shown(debateId, 3, startMs + 1);
    expect((await questions.list(debateId)).map(({ id }) => id)).toEqual([young, old, few]);
    expect(await questions.askable(debateId, young)).toMatchObject({ id: young, votes: 3 });
    await questions.markAsked(debateId, young, startMs);
    const top = async (count: number) => (await questions.top(debateId, count)).map(({ id }) => id);
    expect([await top(1), await top(2), await top(3)]).toEqual([[], [old], [old, few]]);
    await expect(questions.askable(debateId, young)).rejects.toMatchObject({ code: 'question-closed' });
  });

  it('QUEST-6 a decision can be turned until the question is asked, and repeating one changes nothing', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const key = { debateId, questionId: await put(debateId) };
    expect(await questions.judge(key, rejected)).toBe(true);
    expect(await questions.judge(key, rejected)).toBe(false);
    expect(await questions.list(debateId)).toEqual([]);
    expect(await questions.judge(key, admitted)).toBe(true);
    await questions.markAsked(debateId, key.questionId, startMs + 5);
    await expect(questions.judge(key, rejected)).rejects.toMatchObject({ code: 'question-closed' });
  });

  it('QUEST-6 only what is admitted is asked or dropped, once, and in its own debate', async () => {
    const { questions } = given().stores;
    const [debateId, elsewhere] = [await lay(), await lay()];
    const waits = await put(debateId);
    for (const asking of [questions.markAsked, questions.askable])
      await expect(asking(debateId, waits, startMs)).rejects.toMatchObject({ code: 'not-found' });
    const id = await shown(debateId, 2);
    await expect(questions.markAsked(elsewhere, id, startMs)).rejects.toMatchObject({ code: 'not-found' });
    const judged = questions.judge({ debateId: elsewhere, questionId: id }, rejected);
    await expect(judged).rejects.toMatchObject({ code: 'not-found' });
    const asked = { id, status: 'asked', askedAtMs: startMs + 7, reason: null };
    expect(await questions.markAsked(debateId, id, startMs + 7)).toMatchObject(asked);
    expect(await questions.markAsked(debateId, id, startMs + 9)).toMatchObject(asked);
    const dropped = questions.markNotAsked(debateId, id, 'off-topic');
    await expect(dropped).rejects.toMatchObject({ code: 'question-closed' });
    const voting = { debateId, questionId: id, voter: 'late', nowMs: startMs };
    await expect(questions.vote(voting)).rejects.toMatchObject({ code: 'question-closed' });
    const other = await shown(debateId, 1);
    await questions.markNotAsked(debateId, other, 'already-answered');
    expect(await statuses(debateId)).toEqual([
      { id, status: 'asked', reason: null },
      { id: other, status: 'not-asked', reason: 'already-answered' },
    ]);
  });

  it('QUEST-6 what the debate has asked or dropped stays so, also when it was rejected in the same moment', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const [asked, dropped] = [await shown(debateId, 3), await shown(debateId, 2)];
    for (const questionId of [asked, dropped]) await questions.judge({ debateId, questionId }, rejected);
    await questions.markAsked(debateId, asked, startMs + 7);
    await questions.markNotAsked(debateId, dropped, 'already-answered');
    const ends = [
      { id: asked, status: 'asked', reason: null },
      { id: dropped, status: 'not-asked', reason: 'already-answered' },
    ];
    expect(await statuses(debateId)).toEqual(ends);
    for (const judgement of [rejected, admitted])
      for (const questionId of [asked, dropped]) {
        const judged = questions.judge({ debateId, questionId }, judgement);
        await expect(judged).rejects.toMatchObject({ code: 'question-closed' });
      }
    expect(await statuses(debateId)).toEqual(ends);
  });

  it('QUEST-6 asked and rejected at once, it is asked', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    for (let time = 0; time < 10; time += 1) {
      const questionId = await shown(debateId, 1);
      const judging = questions.judge({ debateId, questionId }, rejected);
      const [, judged] = await Promise.allSettled([
        questions.markAsked(debateId, questionId, startMs),
        judging,
      ]);
      if (judged.status === 'rejected') expect(judged.reason).toMatchObject({ code: 'question-closed' });
    }
    expect((await statuses(debateId)).map(({ status }) => status)).toEqual(Array(10).fill('asked'));
  });

  it('QUEST-7 at the end each of the first ten has an end, and a second time changes nothing', async () => {
    const { questions } = given().stores;
    const debateId = await lay();
    const ids: string[] = [];
    for (let place = 0; place < topCount + 2; place += 1) ids.push(await shown(debateId, 1, startMs - place));
    await questions.markAsked(debateId, ids[0] as string, startMs);
    await questions.markNotAsked(debateId, ids[1] as string, 'off-topic');
    const left = (await questions.top(debateId, topCount)).map(({ id }) => id);
    expect(left.sort()).toEqual(ids.slice(2, topCount).sort());
    for (const id of left) await questions.markNotAsked(debateId, id, 'time-ran-out');
    const after = await statuses(debateId);
    expect(after.map(({ status }) => status)).toEqual([
      'asked',
      ...Array(topCount - 1).fill('not-asked'),
      ...['admitted', 'admitted'],
    ]);
    expect(after.slice(2, topCount).every(({ reason }) => reason === 'time-ran-out')).toBe(true);
    expect(await questions.top(debateId, topCount)).toEqual([]);
    expect(await statuses(debateId)).toEqual(after);
  });

  it('QUEST-5 a campaign’s lists catch in its debates, in all languages, and in no other’s', async () => {
    const { wordLists } = given().stores;
    const { campaignId, home } = await layDebate(given());
    const other = await lay();
    const seeded = await wordLists.wordsFor(other);
    expect(seeded).toEqual(expect.arrayContaining(['алаяқ', 'жулик', 'crook']));
    await wordLists.lay(campaignId, { kk: [], ru: ['прохвост', 'жулик'], en: [] });
    expect((await wordLists.wordsFor(home.debateId)).filter((word) => !seeded.includes(word))).toEqual([
      'прохвост',
    ]);
    expect(await wordLists.wordsFor(other)).toEqual(seeded);
  });
}
