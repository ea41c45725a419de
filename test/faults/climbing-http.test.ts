import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreationOptions, RequestOptions } from '../../server/protocol/passkeys.ts';
import { type RouteBody, type RouteName, routes } from '../../server/protocol/routes.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { ticketFor } from '../support/line.ts';
import { addPasskey, post, SoftPasskey } from '../support/passkey.ts';
import { caseCalls, complain } from './case-calls.ts';
import { dutyCalls } from './duty-calls.ts';
import { attachmentCalls, judgementCalls } from './judgement-calls.ts';

const visitors = [
  'nobody',
  'candidate',
  'moderator',
  'moderator of another debate',
  'observer',
  'committee',
  'organiser',
] as const;
type Visitor = (typeof visitors)[number];
/** Every route that not everybody may call. A new one does not compile until it stands in `guarded`. */
type Guarded = {
  [N in RouteName]: (typeof routes)[N]['role'] extends 'anyone' ? never : N;
}[RouteName];

/** `arranged`: what makes the call right for this cookie, where no fixed body or id can. */
type Call = { of: readonly Visitor[]; body?: object; arranged?: (cookie: string) => Promise<Arranged> };
type Arranged = { body?: object; params?: Record<string, string> };

const signedIn = visitors.filter((visitor) => visitor !== 'nobody');
const moderators: Visitor[] = ['moderator', 'moderator of another debate'];
const names = { kk: 'Жоспар', ru: 'План', en: 'Plan' };

const withTwoModerators = (seed: Seed): Seed => ({
  ...seed,
  people: [
    ...seed.people,
    {
      key: 'tekes',
      name: 'Moderator Tekes (fictional)',
      email: 'tekes@example.invalid',
      roles: ['moderator'],
    },
  ],
});

describe('reliability scenario 35: everybody calls every route of the others', () => {
  let hub: TestHub;
  let guarded: { [N in Guarded]: Call };
  let accounts: Record<Exclude<Visitor, 'nobody'>, string>;
  const cookies = {} as Record<Visitor, string>;
  const params: Record<string, string> = {};

  beforeAll(async () => {
    hub = await openTestHub(withTwoModerators);
    const { id } = await hub.stores.campaigns.currentCampaign();
    const ofRole = await hub.stores.roles.accountsWith(id, 'moderator');
    const another = ofRole.find(({ accountId }) => accountId !== hub.moderatorId)?.accountId as string;
    accounts = {
      candidate: hub.candidates[0]?.accountId as string,
      moderator: hub.moderatorId,
      'moderator of another debate': another,
      observer: await hub.accountOf('observer'),
      committee: await hub.accountOf('committee'),
      organiser: await hub.accountOf('organiser'),
    };
    cookies.nobody = '';
    for (const visitor of signedIn) cookies[visitor] = await hub.signInFresh(accounts[visitor as never]);
    Object.assign(params, { debateId: hub.debateId, questionId: await waitingQuestion() });
    Object.assign(params, { caseId: await complain(hub, 0) });
    Object.assign(params, { passkeyId: 'somebody-s', sessionId: 'somebody-s' });
    guarded = await calls(accounts.candidate, another);
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  async function waitingQuestion(): Promise<string> {
    const text = 'Why does the tram stop at nine?';
    const put = {
      text,
      textKey: text,
      language: 'en',
      author: randomUUID(),
      cameFrom: 'here',
      caughtWord: null,
    } as const;
    const { questionId } = await hub.stores.questions.put({
      ...put,
      debateId: hub.debateId,
      nowMs: Date.now(),
    });
    return questionId;
  }

  async function calls(candidateId: string, anotherId: string): Promise<typeof guarded> {
    const desk = await hub.stores.campaigns.organiserDesk((await hub.stores.campaigns.currentCampaign()).id);
    const debate: RouteBody<'organiser.create-debate'> = {
      title: names,
      areaId: desk.areas[0]?.id as string,
      stageId: desk.stages[0]?.id as string,
      formatId: desk.formats[0]?.id as string,
      plannedStartMs: Date.now() + 3_600_000,
      candidacyIds: desk.candidacies.slice(0, 2).map(({ id }) => id),
      moderatorIds: [anotherId],
    };
    return {
      'session.close': { of: signedIn },
      'calendar.own': { of: signedIn },
      'calendar.renew': { of: signedIn },
      'candidate.read': { of: ['candidate'] },
      'moderator.debates': { of: moderators },
      'questions.queue': { of: ['moderator'] },
      'question.judge': { of: ['moderator'], body: { isAdmitted: true } },
      'committee.debates': { of: ['committee'] },
      'committee.review': { of: ['committee'] },
      'committee.records': { of: ['committee'] },
      'committee.export-attendance': { of: ['committee'] },
      'committee.export-cases': { of: ['committee'] },
      'committee.what-if': { of: ['committee'], body: { changes: [{}] } },
      'organiser.desk': { of: ['organiser'] },
      'organiser.create-format': {
        of: ['organiser'],
        body: { names, phases: [{ kind: 'opening', turnMs: 60_000 }] },
      },
      'organiser.create-debate': { of: ['organiser'], body: debate },
      'organiser.appoint': { of: ['organiser'], body: { accountId: anotherId } },
      'organiser.invite': { of: ['organiser'], body: { accountId: candidateId } },
      ...signInCalls(candidateId, accounts.organiser),
      ...caseCalls(hub, signedIn),
      ...judgementCalls(hub, { moderatorId: accounts.moderator, secondId: anotherId }),
      ...attachmentCalls(hub, signedIn),
      ...dutyCalls(hub, hub.candidates[0] as TestHub['candidates'][number]),
    };
  }

  function signInCalls(candidateId: string, organiserId: string) {
    const own = { of: signedIn };
    const passkey = {
      arranged: async (cookie: string) => ({ params: { passkeyId: await another(cookie) } }),
    };
    const reason = 'The device was lost.';
    return {
      'account.read': own,
      'passkey.begin': own,
      'passkey.add': { ...own, arranged: made },
      'passkey.rename': { ...own, ...passkey, body: { name: 'My phone' } },
      'passkey.remove': { ...own, ...passkey },
      'sign-in.begin-again': own,
      'sign-in.again': { ...own, arranged: shown },
      'session.end': { ...own, arranged: ownSession },
      'sessions.end': own,
      'organiser.access': { of: ['organiser'] },
      'organiser.revoke': { of: ['organiser'], body: { accountId: candidateId, what: 'sessions', reason } },
      'organiser.restore': { of: ['organiser'], body: { accountId: candidateId } },
      'committee.access': { of: ['committee'] },
      'committee.revoke': { of: ['committee'], body: { accountId: organiserId, what: 'sessions', reason } },
      'committee.restore': { of: ['committee'], body: { accountId: organiserId } },
    } satisfies Partial<typeof guarded>;
  }

  const another = async (cookie: string) => (await addPasskey(hub.url, cookie)).id;

  async function made(cookie: string): Promise<Arranged> {
    const options = await post<CreationOptions>(hub.url, '/api/account/passkeys/options', { cookie });
    return { body: { name: 'Another key', credential: new SoftPasskey(hub.url).make(options) } };
  }

  async function shown(cookie: string): Promise<Arranged> {
    const passkey = await addPasskey(hub.url, cookie);
    const options = await post<RequestOptions>(hub.url, '/api/sign-in/again/options', { cookie });
    return { body: { credential: passkey.show(options) } };
  }

  async function ownSession(cookie: string): Promise<Arranged> {
    const session = await hub.authentication.sessionOf(new Headers({ cookie }));
    return { params: { sessionId: session?.sessionId as string } };
  }

  const call = async (visitor: Visitor, name: Guarded, arranged: Arranged = {}) => {
    const { method, path } = routes[name];
    const { body } = { ...guarded[name], ...arranged };
    const named = { ...params, ...arranged.params };
    const where = path.replace(/\{(\w+)\}/g, (_, key: string) => named[key] as string);
    const file = body instanceof Uint8Array ? body : null;
    const response = await fetch(`${hub.url}${where}`, {
      method,
      headers: {
        ...{ origin: hub.url, cookie: cookies[visitor], 'x-file-name': 'letter.pdf' },
        'content-type': file ? 'application/pdf' : 'application/json',
      },
      ...(method === 'post' ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
    });
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, answer: (isJson ? await response.json() : {}) as { code?: string } };
  };

  const everything = async () => {
    const { id } = await hub.stores.campaigns.currentCampaign();
    return Promise.all([
      hub.stores.campaigns.organiserDesk(id),
      hub.stores.debates.list(id),
      hub.stores.debates.homeRecord(hub.debateId),
      hub.stores.questions.queue(hub.debateId),
    ]);
  };

  it('nobody gets anything that is not theirs, and nothing changes', async () => {
    const before = await everything();
    const answers: string[] = [];
    for (const name of Object.keys(guarded) as Guarded[]) {
      for (const visitor of visitors.filter((one) => !guarded[name].of.includes(one))) {
        const { status, answer } = await call(visitor, name);
        answers.push(`${visitor === 'nobody' ? 'nobody' : 'somebody'} ${status} ${answer.code}`);
      }
    }
    console.info('climbing over HTTP: tried', answers.length);
    expect(new Set(answers)).toEqual(new Set(['nobody 401 not-signed-in', 'somebody 403 not-allowed']));
    expect(await everything()).toEqual(before);
  });

  it('SIGN-3 what decides something is refused to whoever has not just proved themselves, and changes nothing', async () => {
    const before = await everything();
    const deciding = (Object.keys(guarded) as Guarded[]).filter((name) => 'assurance' in routes[name]);
    for (const name of deciding) {
      const [visitor] = guarded[name].of as [Visitor];
      const fresh = cookies[visitor];
      cookies[visitor] = await hub.signIn(accounts[visitor as never]);
      const { status, answer } = await call(visitor, name);
      cookies[visitor] = fresh;
      expect({ status, code: answer.code }, name).toEqual({ status: 401, code: 'sign-in-again' });
    }
    expect(await everything()).toEqual(before);
  });

  it('JOIN-2 a ticket is given for the seat one has, and for no other', async () => {
    const seats = {
      viewer: visitors,
      candidate: ['candidate'],
      moderator: ['moderator'],
      observer: ['observer', 'committee'],
    } as const satisfies Record<string, readonly Visitor[]>;
    for (const as of Object.keys(seats) as (keyof typeof seats)[]) {
      for (const visitor of visitors) {
        const asked = ticketFor(hub, as, cookies[visitor]);
        if ((seats[as] as readonly Visitor[]).includes(visitor))
          await expect(asked).resolves.toBeTypeOf('string');
        else await expect(asked, `${visitor} as ${as}`).rejects.toThrow('not-allowed');
      }
    }
  });

  /** Some of these calls end the session they are made in, and one address may not sign in for each anew (EDGE-6). */
  async function aliveCookie(visitor: Visitor): Promise<string> {
    const cookie = cookies[visitor];
    const me = await fetch(`${hub.url}/api/me`, { headers: { cookie } });
    const { accountId } = (await me.json()) as { accountId: string | null };
    return accountId === null ? hub.signInFresh(accounts[visitor as never]) : cookie;
  }

  it('the same calls are answered to those whose they are, and a cookie that was changed is nobody’s', async () => {
    for (const name of Object.keys(guarded) as Guarded[]) {
      const [visitor] = guarded[name].of as [Visitor];
      const cookie = await aliveCookie(visitor);
      const arranged = await guarded[name].arranged?.(cookie);
      cookies[visitor] = cookie.replace(/.(?=[^.]*$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
      expect(await call(visitor, name, arranged), name).toMatchObject({ status: 401 });
      cookies[visitor] = cookie;
      expect(await call(visitor, name, arranged), name).toMatchObject({ status: 200 });
    }
  });
});
