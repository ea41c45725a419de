import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../server/protocol/refusals.ts';
import { requests } from '../../server/protocol/requests.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';
import { drawSeed } from '../support/seed.ts';
import { type Aim, attempts, type Part, type Verb, verbs } from './climbing.ts';
import { assertLegalCourse } from './legal-course.ts';
import { longDebate } from './long-debate.ts';

type Climber = Exclude<Part, 'moderator'>;
/** Lines of each part: one line may say forty things a second. */
const lines: Record<Climber, Line[]> = { viewer: [], candidate: [], observer: [] };
const climbers = Object.keys(lines) as Climber[];
const ofModerators = verbs.filter((verb) => requests[verb].grant === 'moderate');
const linesEach = 4;
const triesEach = 5;

const claims = {
  grants: ['watch', 'publish', 'take-turns', 'moderate', 'observe'],
  role: 'moderator',
  as: 'moderator',
  isCrew: true,
  actor: { kind: 'system' },
};

/** One more moderator, and a candidate who is one as well. */
const withModerators = (seed: Seed): Seed => ({
  ...longDebate()(seed),
  people: [
    ...seed.people.map((person) =>
      person.key === 'renet' ? { ...person, roles: [...person.roles, 'moderator' as const] } : person,
    ),
    {
      key: 'tekes',
      name: 'Moderator Tekes (fictional)',
      email: 'tekes@example.invalid',
      roles: ['moderator'],
    },
  ],
});

describe('reliability scenario 35: everybody tries what only others may do', () => {
  const opened = new AsyncDisposableStack();
  const attempted = new Set<string>();
  let hub: TestHub;
  let chair: Line;
  let second: Line;
  let secondId: string;
  let aim: Aim;

  beforeAll(async () => {
    hub = opened.use(await openTestHub(withModerators));
    secondId = await appointSecond();
    chair = await join('moderator', hub.moderatorId);
    second = await join('moderator', secondId);
    for (const { accountId } of hub.candidates) lines.candidate.push(await join('candidate', accountId));
    const observerId = await hub.accountOf('observer');
    while (lines.viewer.length < linesEach) lines.viewer.push(opened.use(await Line.join(hub, 'viewer')));
    while (lines.observer.length < linesEach) lines.observer.push(await join('observer', observerId));
    const { slotId } = hub.candidates[0] as TestHub['candidates'][0];
    aim = { slotId, accountId: secondId, questionId: await admittedQuestion() };
    await chair.ask('debate.start', {});
    await chair.ask('floor.give', { slotId });
  });
  afterAll(() => opened.disposeAsync());

  async function join(as: Part, accountId: string): Promise<Line> {
    return opened.use(await Line.join(hub, as, await hub.signIn(accountId)));
  }

  async function moderatorsHere(): Promise<string[]> {
    const { id } = await hub.stores.campaigns.currentCampaign();
    return (await hub.stores.roles.accountsWith(id, 'moderator')).map(({ accountId }) => accountId);
  }

  async function appointSecond(): Promise<string> {
    const taken = [hub.moderatorId, ...hub.candidates.map(({ accountId }) => accountId)];
    const found = (await moderatorsHere()).find((accountId) => !taken.includes(accountId)) as string;
    await hub.stores.debates.appoint(hub.debateId, found);
    return found;
  }

  async function admittedQuestion(): Promise<string> {
    const text = 'Why does the tram stop at nine?';
    const put = {
      text,
      textKey: text,
      language: 'en',
      author: randomUUID(),
      cameFrom: 'here',
      caughtWord: null,
    } as const;
    const { debateId } = hub;
    const { questionId } = await hub.stores.questions.put({ ...put, debateId, nowMs: Date.now() });
    await hub.stores.questions.judge({ debateId, questionId }, { isAdmitted: true });
    return questionId;
  }

  const acts = async () =>
    (await hub.stores.evidence.read(hub.debateId)).filter(({ actor }) => actor.kind === 'account');
  const questionStatus = async () => (await hub.stores.questions.list(hub.debateId))[0]?.status;

  function attempt(line: Line, verb: Verb, change: { id?: string; input?: object; envelope?: object } = {}) {
    const { id, input, envelope } = change;
    const fresh = randomUUID();
    attempted.add(fresh);
    const asked = { ...attempts[verb].input(aim), ...input };
    return line.say({ id: id ?? fresh, name: verb, input: asked, ...envelope }) as Promise<Reply<unknown>>;
  }

  it('JOIN-2 no verb of another part is accepted from anybody, with whatever claims and ids', async () => {
    const seed = drawSeed('climbing');
    const before = await acts();
    const usedIds = before.flatMap(({ commandId }) => commandId ?? []);
    const disguise = fc.record({
      line: fc.nat(linesEach - 1),
      id: fc.option(fc.constantFrom(...usedIds), { nil: undefined, freq: 4 }),
      claimed: fc.subarray(Object.keys(claims) as (keyof typeof claims)[]),
      place: fc.constantFrom('input', 'envelope', 'nowhere'),
    });
    const forbidden = climbers.flatMap((part) =>
      verbs.filter((verb) => !attempts[verb].of.includes(part)).map((verb) => ({ part, verb })),
    );
    const disguises = fc.sample(disguise, { seed, numRuns: forbidden.length * triesEach });
    const climbs = disguises.map((worn, index) => ({ ...worn, ...forbidden[index % forbidden.length] }));
    const replies = await Promise.all(
      climbs.map(async ({ part = 'viewer', line, verb = 'debate.end', id, claimed, place }) => {
        const smuggled = Object.fromEntries(claimed.map((claim) => [claim, claims[claim]]));
        const change = { ...(id && { id }), ...(place !== 'nowhere' && { [place]: smuggled }) };
        return { part, verb, reply: await attempt(lines[part][line] as Line, verb, change) };
      }),
    );
    console.info('climbing: tried', replies.length);
    expect(replies.filter(({ reply }) => reply.ok)).toEqual([]);
    expect(codesOf(replies.map(({ reply }) => reply))).toEqual(new Set(['not-allowed', 'bad-input']));
    expect(await acts()).toEqual(before);
  });

  it('CHAIR-1 a moderator who does not lead does nothing, whatever they try', async () => {
    const before = await acts();
    const replies = await Promise.all(ofModerators.map((verb) => attempt(second, verb)));
    expect(codesOf(replies)).toEqual(new Set(['not-in-chair', 'chair-taken']));
    expect(await acts()).toEqual(before);
  });

  it('FLOOR-6 whoever led before does nothing with the ids of then', async () => {
    const ok = { ok: true };
    const ids = ofModerators.map(() => randomUUID());
    const leading = await join('moderator', secondId);
    expect(await chair.ask('chair.hand-over', { accountId: secondId })).toMatchObject(ok);
    const { slotId } = aim;
    for (const [index, id] of ids.entries()) {
      const reply =
        index % 2 === 0
          ? await leading.ask('slot.mute', { slotId, reason: 'Noise' }, id)
          : await leading.ask('slot.unmute', { slotId }, id);
      expect(reply).toMatchObject(ok);
    }
    expect(await leading.ask('chair.hand-over', { accountId: hub.moderatorId })).toMatchObject(ok);

    const before = await acts();
    const again = await join('moderator', secondId);
    await Promise.all(ofModerators.map((verb, index) => attempt(again, verb, { id: ids[index] as string })));
    expect(await acts()).toEqual(before);
    expect(await questionStatus()).toBe('admitted');
    for (const line of lines.candidate) expect(await line.ask('debate.enter', {})).toMatchObject(ok);
  });

  it('nobody moderates a debate they stand in, not even with the role and an appointment', async () => {
    const both = (await moderatorsHere()).filter((accountId) =>
      hub.candidates.some((candidate) => candidate.accountId === accountId),
    );
    expect(both).toHaveLength(1);
    for (const accountId of both) {
      await hub.stores.debates.appoint(hub.debateId, accountId);
      const cookie = await hub.signIn(accountId);
      await expect(ticketFor(hub, 'moderator', cookie)).rejects.toThrow('not-allowed');
    }
  });

  it('the same verbs are the chair’s to use, and what was refused left no trace', async () => {
    const refused = [...attempted];
    const last: Verb[] = ['chair.hand-over', 'debate.end'];
    const own = verbs.filter((verb) => attempts[verb].of.includes('moderator') && !last.includes(verb));
    const replies: Reply<unknown>[] = [];
    for (const verb of [...own, 'debate.end'] as const) replies.push(await attempt(chair, verb));
    const codes = codesOf(replies);
    for (const code of ['not-allowed', 'bad-input', 'not-in-chair']) expect(codes).not.toContain(code);
    expect(replies.at(-1)).toEqual({ ok: true, data: {} });
    const entries = await hub.stores.evidence.read(hub.debateId);
    const { slotOfAccount } = await hub.stores.debates.homeRecord(hub.debateId);
    assertLegalCourse(entries, slotOfAccount);
    expect(entries.filter(({ commandId }) => commandId !== null && refused.includes(commandId))).toEqual([]);
  });
});

const codesOf = (replies: readonly Reply<unknown>[]) =>
  new Set(replies.map((reply) => (reply.ok ? 'ok' : reply.code)));
