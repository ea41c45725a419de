import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import type { CaseCard, CaseView, OwnCase, TrackedComplaint } from '../../server/protocol/cases.ts';
import type { PersonalNotice } from '../../server/protocol/personal-notices.ts';
import type { Register } from '../../server/protocol/register.ts';
import { moreMembers } from '../faults/case-calls.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

type Answer<T> = T & { code?: string };

describe('a complaint from beginning to end, over HTTP', () => {
  let hub: TestHub;
  let areaId: string;
  let candidacyId: string;
  const cookie: Record<string, string> = {};
  const known = { trackingCode: '', caseId: '' };

  beforeAll(async () => {
    hub = await openTestHub();
    const [first, second] = await moreMembers(hub);
    const [candidate, opponent] = hub.candidates.map(({ accountId }) => accountId);
    cookie.candidate = await hub.signIn(candidate as string);
    cookie.opponent = await hub.signIn(opponent as string);
    cookie.first = await hub.signInFresh(first);
    cookie.second = await hub.signInFresh(second);
    cookie.stale = await hub.signIn(first);
    const [standing] = await hub.stores.candidacies.ofAccount(candidate as string);
    ({
      candidacyId,
      area: { id: areaId },
    } = standing ?? expect.fail());
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const rowsOf = async (query: string) => {
    const pool = openPool(hub.ground.databaseUrl, openLog('silent'), 1);
    const { rows } = await pool.query(query);
    await pool.end();
    return rows as Record<string, unknown>[];
  };
  const ask = async <T>(path: string, who = '', body?: unknown): Promise<Answer<T>> => {
    const response = await fetch(`${hub.url}${path}`, {
      headers: { 'content-type': 'application/json', origin: hub.url, cookie: cookie[who] ?? '' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer<T>;
  };
  const prepare = (who: string, act: object) =>
    ask<CaseView>(`/api/committee/cases/${known.caseId}/preparation`, who, {
      commandId: randomUUID(),
      ...act,
    });
  const rule = (who: string, act: object) =>
    ask<CaseView>(`/api/committee/cases/${known.caseId}/ruling`, who, { commandId: randomUUID(), ...act });
  const complaint = () => ({ ground: 'G6', areaId, candidacyId, text: 'He was pressed\r\nto vote.' });

  it('CASE-7 anybody finds whom it is about, files it, and gets a code that only they know', async () => {
    const { candidacies } = await ask<{ candidacies: { id: string; name: string }[] }>(
      `/api/areas/${areaId}/candidacies`,
    );
    expect(candidacies.map(({ id }) => id)).toContain(candidacyId);
    const filed = await ask<{ number: number; trackingCode: string }>('/api/complaints', '', complaint());
    expect(filed).toEqual({
      number: 1,
      trackingCode: expect.stringMatching(/^([2-9B-Z]{5}-){3}[2-9B-Z]{5}$/),
    });
    const rows = await rowsOf('select tracking_hash, evidence from case_file');
    expect(JSON.stringify(rows)).not.toContain(filed.trackingCode);
    known.trackingCode = filed.trackingCode;
    const tracked = await ask<TrackedComplaint>('/api/complaints/track', '', {
      trackingCode: filed.trackingCode.toLowerCase(),
    });
    expect(tracked).toMatchObject({ number: 1, status: 'received', steps: [{ status: 'received' }] });
    expect(await ask('/api/complaints/track', '', { trackingCode: 'BBBBB-BBBBB' })).toMatchObject({
      code: 'not-found',
    });
  });

  it.each([
    ['no such area', { areaId: randomUUID(), candidacyId: null }],
    ['no such candidacy', { candidacyId: randomUUID() }],
  ])('EDGE-2 %s', async (_, wrong) => {
    expect(await ask('/api/complaints', '', { ...complaint(), ...wrong })).toMatchObject({
      code: 'not-found',
    });
  });

  it.each([
    ['an unknown ground', { ground: 'G10' }],
    ['nothing said', { text: ' \n ' }],
    ['a text that turns the direction of reading', { text: 'good \u202e dab' }],
    ['more than is read', { text: 'x'.repeat(6001) }],
    ['an unknown key', { complainantId: 'me' }],
  ])('EDGE-1 refuses %s', async (_, wrong) => {
    expect(await ask('/api/complaints', '', { ...complaint(), ...wrong })).toMatchObject({
      code: 'bad-input',
    });
  });

  it('CASE-7 the person it is about learns of it when they are asked, and can answer', async () => {
    const { cases } = await ask<{ cases: CaseCard[] }>('/api/committee/cases', 'first');
    known.caseId = cases[0]?.id as string;
    expect((await ask<{ cases: OwnCase[] }>('/api/own-cases', 'candidate')).cases).toEqual([]);
    await prepare('first', { act: 'admit' });
    const { members } = await prepare('second', { act: 'assign', memberId: (await me('first')).accountId });
    expect(members).toHaveLength(3);
    await prepare('first', { act: 'ask', text: 'What do you say to this?' });
    const [own] = (await ask<{ cases: OwnCase[] }>('/api/own-cases', 'candidate')).cases;
    expect(own).toMatchObject({
      status: 'waiting-for-party',
      mayAnswer: true,
      asked: 'What do you say to this?',
    });
    expect((await ask<{ cases: OwnCase[] }>('/api/own-cases', 'opponent')).cases).toEqual([]);
    const { notices, unread } = await ask<{ notices: PersonalNotice[]; unread: number }>(
      '/api/notices',
      'candidate',
    );
    expect({ unread, kinds: notices.map(({ kind }) => kind) }).toEqual({
      unread: 1,
      kinds: ['case-question'],
    });
    await ask('/api/notices/read', 'opponent', { noticeIds: notices.map(({ id }) => id) });
    expect(await ask('/api/notices', 'candidate')).toMatchObject({ unread: 1 });
    await ask('/api/notices/read', 'candidate', { noticeIds: notices.map(({ id }) => id) });
    expect(await ask('/api/notices', 'candidate')).toMatchObject({ unread: 0 });
  });

  const me = (who: string) => ask<{ accountId: string }>('/api/me', who);

  it('an answer is the candidate’s own, with files of their own', async () => {
    const path = `/api/own-cases/${known.caseId}/answer`;
    const answer = { commandId: randomUUID(), text: 'It was not so.', attachmentIds: [] };
    expect(await ask(path, 'opponent', answer)).toMatchObject({ code: 'not-allowed' });
    expect(await ask(path, 'candidate', { ...answer, attachmentIds: [randomUUID()] })).toMatchObject({
      code: 'not-found',
    });
    expect(await ask(path, 'candidate', answer)).toMatchObject({ status: 'in-hearing', mayAnswer: false });
    expect(await ask(path, 'candidate', answer)).toMatchObject({ status: 'in-hearing' });
    expect(await ask(path, 'candidate', { ...answer, commandId: randomUUID() })).toMatchObject({
      code: 'case-state',
    });
  });

  it('SIGN-3 CASE-2 two decide, each freshly signed in, and a third could not alone', async () => {
    const vote = { act: 'vote', choice: 'remove', reason: 'Three people said so.' };
    expect(await rule('stale', vote)).toMatchObject({ code: 'sign-in-again' });
    expect((await rule('first', vote)).quorum).toEqual({ needed: 2, voted: 1 });
    expect(await rule('first', vote)).toMatchObject({ code: 'vote-cast' });
    expect(await rule('first', { act: 'decide' })).toMatchObject({ code: 'quorum-missing' });
    await rule('second', vote);
    const decided = await rule('second', { act: 'decide' });
    expect(decided).toMatchObject({ status: 'decided', respondent: { status: 'removed' } });
    expect(await rule('second', { act: 'publish', words: 'x' })).toMatchObject({
      code: 'second-person-needed',
    });
    expect(decided.acts).not.toContain('vote');
  });

  it('CASE-6 the register names the person, the area and the ground, and its figures add up', async () => {
    const before = await ask<Register>('/api/register');
    expect(before.totals).toMatchObject({ registered: 4, onBallot: 3, removed: 1, removedBy: { G6: 1 } });
    expect(before.entries).toEqual([]);
    await rule('first', { act: 'publish', words: '=Pressure on voters.' });
    const { entries } = await ask<Register>('/api/register');
    expect(entries).toMatchObject([
      { number: 1, ground: 'G6', choice: 'remove', words: '=Pressure on voters.' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('pressed');
    const csv = await fetch(`${hub.url}/api/register.csv`);
    expect(csv.headers.get('content-disposition')).toContain('register.csv');
    expect(await csv.text()).toContain("'=Pressure on voters.");
    const { trackingCode } = known;
    const tracked = await ask<TrackedComplaint>('/api/complaints/track', '', { trackingCode });
    expect(tracked.decisions).toMatchObject([{ number: 1, choice: 'remove' }]);
    expect(JSON.stringify(tracked)).not.toContain('Three people');
  });

  it('D-8 the candidate reads the reasons without names, and appeals once', async () => {
    const [own] = (await ask<{ cases: OwnCase[] }>('/api/own-cases', 'candidate')).cases;
    expect(own?.reasons).toEqual(
      Array(2).fill({ instance: 1, choice: 'remove', reason: 'Three people said so.' }),
    );
    const appeal = { commandId: randomUUID(), text: 'They were elsewhere.', attachmentIds: [] };
    const path = `/api/own-cases/${known.caseId}/appeal`;
    expect(await ask(path, 'candidate', appeal)).toMatchObject({
      status: 'appealed',
      isRemovalSuspended: true,
    });
    expect(await ask(path, 'candidate', { ...appeal, commandId: randomUUID() })).toMatchObject({
      code: 'case-state',
    });
    expect((await ask<Register>('/api/register')).totals).toMatchObject({
      onBallot: 4,
      suspended: 1,
      removed: 0,
    });
    const again = await rule('first', { act: 'vote', choice: 'confirm', reason: 'It stands.' });
    expect(again).toMatchObject({ code: 'conflict-of-interest' });
  });

  it('every act is in the audit, with who did it', async () => {
    const rows = await rowsOf("select action, account_id from act where action like 'case.%' order by at_ms");
    const actions = rows.map(({ action }) => action);
    for (const kind of [
      'opened',
      'admitted',
      'assigned',
      'asked',
      'answered',
      'voted',
      'decided',
      'published',
      'appealed',
    ])
      expect(actions).toContain(`case.${kind}`);
    expect(rows.filter(({ account_id }) => account_id === null).map(({ action }) => action)).toEqual([
      'case.opened',
    ]);
  });
});
