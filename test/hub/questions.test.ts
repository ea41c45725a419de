import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import type { Judgement, QuestionList, QuestionQueue } from '../../server/protocol/questions.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

type Answer = Record<string, unknown> & { code?: string; questionId: string };

let hub: TestHub;
let moderator: string;
let stranger: string;
/** Viewers who are signed in: each has a pace of their own. */
let authors: string[];
let putSoFar = 0;

beforeAll(async () => {
  hub = await openTestHub((seed) => ({
    ...seed,
    people: [
      ...seed.people,
      {
        ...{ key: 'turgai', name: 'Moderator Turgai (fictional)', email: 'turgai@example.invalid' },
        roles: ['moderator'],
      },
    ],
  }));
  moderator = await hub.signIn(hub.moderatorId);
  const { id } = await hub.stores.campaigns.currentCampaign();
  const moderators = await hub.stores.roles.accountsWith(id, 'moderator');
  const other = moderators.find(({ accountId }) => accountId !== hub.moderatorId);
  stranger = await hub.signIn(other?.accountId ?? '');
  authors = await Promise.all(hub.candidates.map(({ accountId }) => hub.signIn(accountId)));
});
afterAll(() => hub?.[Symbol.asyncDispose]());

async function post(path: string, body: unknown, cookie = ''): Promise<Answer> {
  const response = await fetch(`${hub.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.url, cookie },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

const here = () => `/debates/${hub.debateId}/questions`;
const queuePath = () => `/moderator/debates/${hub.debateId}/questions`;

async function newPass(): Promise<string> {
  return (await post('/viewers/pass', {})).pass as string;
}

async function put(text: unknown, pass?: string): Promise<Answer> {
  putSoFar += 1;
  const author = authors[putSoFar % authors.length];
  return post(here(), { pass: pass ?? (await newPass()), text, language: 'en' }, author);
}

const vote = (questionId: string, pass: string) => post(`${here()}/${questionId}/votes`, { pass });

const judge = (questionId: string, judgement: Judgement, cookie = moderator) =>
  post(`${queuePath()}/${questionId}/judgement`, judgement, cookie);

async function list(): Promise<QuestionList> {
  return (await (await fetch(`${hub.url}/api${here()}`)).json()) as QuestionList;
}

async function queue(): Promise<QuestionQueue> {
  const response = await fetch(`${hub.url}/api${queuePath()}`, { headers: { cookie: moderator } });
  return (await response.json()) as QuestionQueue;
}

async function admitted(text: string, pass?: string): Promise<string> {
  const { questionId } = await put(text, pass);
  await judge(questionId, { isAdmitted: true });
  return questionId;
}

const shown = async (questionId: string) => (await list()).questions.find(({ id }) => id === questionId);

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  const pool = openPool(hub.ground.databaseUrl, openLog('silent'), 1);
  try {
    return (await pool.query(query)).rows;
  } finally {
    await pool.end();
  }
}

describe('the public’s questions, over HTTP', () => {
  it('QUEST-5 a question is seen by nobody but its moderators, until one admits it', async () => {
    const { questionId, isNew } = await put('When will the bus run at night?');
    expect([isNew, (await list()).isOpen]).toEqual([true, true]);
    expect(await shown(questionId)).toBeUndefined();
    expect(await vote(questionId, await newPass())).toMatchObject({ code: 'not-found' });
    expect((await queue()).waiting.map(({ id }) => id)).toContain(questionId);
    expect(await judge(questionId, { isAdmitted: true })).toEqual({});
    expect(await shown(questionId)).toMatchObject({ votes: 1, status: 'admitted' });
  });

  it('QUEST-4 one pass has one vote, also when it is given many times at once', async () => {
    const author = await newPass();
    const questionId = await admitted('How many trees will be planted?', author);
    const pass = await newPass();
    const votes = await Promise.all(Array.from({ length: 12 }, () => vote(questionId, pass)));
    expect(votes.filter(({ code }) => code === undefined)).toEqual([{ votes: 2 }]);
    expect(votes.filter(({ code }) => code === 'already-voted')).toHaveLength(11);
    expect(await vote(questionId, author)).toMatchObject({ code: 'already-voted' });
    expect(await vote(questionId, await newPass())).toEqual({ votes: 3 });
  });

  it('QUEST-4 the same words, however they are dressed, are a vote for the question that stands', async () => {
    const questionId = await admitted('Кто починит лифты в доме?');
    const again = await put('  КТО починит  лифты в доmе ??');
    expect(again).toEqual({ questionId, isNew: false });
    await expect.poll(async () => (await shown(questionId))?.votes).toBe(2);
  });

  it('QUEST-3 one pass puts one question a minute, and votes thirty times', async () => {
    const pass = await newPass();
    const questionId = await admitted('Will the library stay open on Sundays?', pass);
    expect(await put('And what about Saturdays?', pass)).toMatchObject({ code: 'too-many-requests' });
    const busy = await newPass();
    const votes = [];
    for (let given = 0; given < 31; given += 1) votes.push(await vote(questionId, busy));
    expect(votes.map(({ code }) => code)).toEqual([
      undefined,
      ...Array(29).fill('already-voted'),
      'too-many-requests',
    ]);
  });

  it('QUEST-5 a word of the lists is named to the moderator, in whatever disguise and language', async () => {
    const { questionId } = await put('Is this  i d i o t  paid for it?');
    const other = await put('Неге бұл АЛАЯKтар әлі отыр?');
    const plain = await put('Who pays for the new stadium?');
    const { waiting } = await queue();
    const wordOf = (id: string) => waiting.find((question) => question.id === id)?.caughtWord;
    expect([questionId, other.questionId, plain.questionId].map(wordOf)).toEqual(['idiot', 'алаяқ', null]);
    expect((await list()).questions.map(({ id }) => id)).not.toContain(questionId);
  });

  it('QUEST-5 nobody else reads the queue or decides: no other moderator, no candidate, nobody unknown', async () => {
    const { questionId } = await put('Why are the kindergartens full?');
    const candidate = await hub.signIn(hub.candidates[0]?.accountId as string);
    const cases = [
      [stranger, 'not-allowed'],
      [candidate, 'not-allowed'],
      ['', 'not-signed-in'],
    ] as const;
    for (const [cookie, code] of cases) {
      expect(await judge(questionId, { isAdmitted: true }, cookie)).toMatchObject({ code });
      const response = await fetch(`${hub.url}/api${queuePath()}`, { headers: { cookie } });
      expect(await response.json()).toMatchObject({ code });
    }
    expect(await shown(questionId)).toBeUndefined();
    const elsewhere = `/moderator/debates/${randomUUID()}/questions/${questionId}/judgement`;
    expect(await post(elsewhere, { isAdmitted: true }, moderator)).toMatchObject({ code: 'not-found' });
  });

  it('QUEST-6 a decision is an act on record, once, with its reason', async () => {
    const { questionId } = await put('Which streets are repaired first?');
    const decision = { isAdmitted: false, reason: 'for-one-person' } as const;
    await judge(questionId, decision);
    await judge(questionId, decision);
    expect(
      await rowsOf(`select account_id, action, detail from act where subject = '${questionId}'`),
    ).toEqual([
      {
        ...{ account_id: hub.moderatorId, action: 'question.reject' },
        detail: { debateId: hub.debateId, ...decision },
      },
    ]);
    expect(await put('Which streets are repaired first?')).toMatchObject({ code: 'question-closed' });
    const noReason = await post(`${queuePath()}/${questionId}/judgement`, { isAdmitted: false }, moderator);
    expect(noReason).toMatchObject({ code: 'bad-input' });
  });

  it('QUEST-6 many are judged at once, each an act on record, all of them or none', async () => {
    const texts = ['Who cleans the river?', 'Who cleans the lake?', 'Who cleans the canal?'];
    const ids: string[] = [];
    for (const text of texts) ids.push((await put(text)).questionId);
    const [questionId = '', ...questionIds] = ids;
    const decision = { isAdmitted: false, reason: 'off-topic' } as const;
    const judgeAll = (more: string[]) =>
      post(`${queuePath()}/${questionId}/judgement`, { ...decision, questionIds: more }, moderator);
    const waiting = async () => (await queue()).waiting.map(({ id }) => id);
    expect(await judgeAll([...questionIds, randomUUID()])).toMatchObject({ code: 'not-found' });
    expect(await waiting()).toEqual(expect.arrayContaining(ids));
    expect(await judgeAll(Array.from({ length: 51 }, randomUUID))).toMatchObject({ code: 'bad-input' });
    expect(await judgeAll([...questionIds, questionId])).toEqual({});
    expect((await waiting()).filter((id) => ids.includes(id))).toEqual([]);
    const acts = await rowsOf(`select subject, detail from act where subject in ('${ids.join("','")}')`);
    const detail = { debateId: hub.debateId, ...decision };
    expect(acts).toHaveLength(3);
    expect(acts).toEqual(expect.arrayContaining(ids.map((subject) => ({ subject, detail }))));
  });

  it('AUD-1 QUEST-8 a forged pass has no voice, and no pass can be found in what is stored', async () => {
    const questionId = await admitted('Where will the market move?');
    expect(await vote(questionId, `1.${'A'.repeat(22)}.${'B'.repeat(43)}`)).toMatchObject({
      code: 'pass-invalid',
    });
    const pass = await newPass();
    await vote(questionId, pass);
    const stored = JSON.stringify([
      await rowsOf('select * from question'),
      await rowsOf('select * from question_vote'),
    ]);
    expect(stored).toContain(questionId);
    for (const part of pass.split('.').slice(1)) expect(stored).not.toContain(part);
    const marks = await rowsOf('select came_from, status from question');
    expect(marks.find(({ status }) => status === 'waiting')?.came_from).toMatch(/^[\w-]{43}$/);
    for (const { came_from, status } of marks) if (status !== 'waiting') expect(came_from).toBeNull();
  });
});

/** What a table, a browser, a translation or a reader could take for something else than a text. */
const hostile: [sent: string, stored: string][] = [
  ['=cmd|"/c calc"!A1 is what?', 'cmd|"/c calc"!A1 is what?'],
  ['+1+1 and so on, why?', '1+1 and so on, why?'],
  ['-2+3 and so on, why?', '2+3 and so on, why?'],
  ['@SUM(1+1)*cmd in a cell', 'SUM(1+1)*cmd in a cell'],
  ['\t=HYPERLINK("http://evil.example","x")', 'HYPERLINK("http://evil.example","x")'],
  ['＝1+1 in full width, why?', '1+1 in full width, why?'],
  ['Is \u202egnp.exe\u202c a picture?', 'Is gnp.exe a picture?'],
  ['a\u2066b\u2069c\u200fd\u061ce – which?', 'abcde – which?'],
  ['nul\u0000 and bell\u0007 and esc\u001b[31m', 'nul and bell and esc[31m'],
  ['one\r\nSet-Cookie: two=2', 'one Set-Cookie: two=2'],
  ['line\u2028and\u2029paragraph', 'line and paragraph'],
  ['<script>owned()</script> why?', '<script>owned()</script> why?'],
  ['<img src=x onerror="owned()">', '<img src=x onerror="owned()">'],
  ['{{constructor.constructor("x")()}}', '{{constructor.constructor("x")()}}'],
  ['$t(shell.hub) {{name}} %s $1', '$t(shell.hub) {{name}} %s $1'],
  ["'; drop table question; --", "'; drop table question; --"],
  ['z\u0335\u0322\u0321\u0327\u0328\u0318\u0319 is a letter, is it?', 'z\u0335\u0322 is a letter, is it?'],
];

describe('QUEST-1 scenario 48: a hostile text', () => {
  it.each(hostile)('%j is stored and shown as plain text', async (sent, stored) => {
    const questionId = await admitted(sent);
    const response = await fetch(`${hub.url}/api${here()}`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const { questions } = (await response.json()) as QuestionList;
    expect(questions.find(({ id }) => id === questionId)?.text).toBe(stored);
    expect(await rowsOf(`select text from question where id = '${questionId}'`)).toEqual([{ text: stored }]);
  });

  it.each([
    'short',
    '=+-@=+-@=+-@',
    '\u202e\u200b\u2066\u200f\u0000'.repeat(9),
    'x'.repeat(281),
    7,
    null,
    ['a'],
  ])('%j is refused', async (text) => {
    expect(await put(text)).toMatchObject({ code: 'bad-input' });
  });

  it('EDGE-1 with a language that is none, or more than was asked for, it is refused', async () => {
    const question = { pass: await newPass(), text: 'An honest question?', language: 'en' };
    for (const change of [{ language: 'de' }, { status: 'admitted' }, { votes: 100 }, { author: 'me' }])
      expect(await post(here(), { ...question, ...change }, authors[0])).toMatchObject({ code: 'bad-input' });
  });

  it('QUEST-3 EDGE-6 thirty a minute come from one address prefix; who is signed in has their own pace', async () => {
    const codes = [];
    for (let time = 0; time < 31; time += 1) codes.push((await post(here(), {})).code);
    expect(codes).toEqual([...Array(30).fill('bad-input'), 'too-many-requests']);
    expect(await put('And who is signed in, can they ask?')).toMatchObject({ isNew: true });
  });
});
