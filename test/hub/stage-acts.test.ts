import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveStage } from '../../server/protocol/stage.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

const ok = { ok: true };

/** A debate with a long opening, so that only what is done here happens in it. */
const openHub = () =>
  openTestHub((seed) => ({
    ...seed,
    formats: seed.formats.map((format) => ({
      ...format,
      interjectionMs: 60_000,
      phases: [
        { kind: 'opening' as const, turnMs: 600_000 },
        { kind: 'rebuttal' as const, turnMs: 60_000, budgetMs: 60_000 },
      ],
    })),
  }));

describe('what a moderator does on the stage, over real sockets', () => {
  let hub: TestHub;
  let moderator: Line;
  let observer: Line;
  let first: Line;
  let second: Line;

  beforeAll(async () => {
    hub = await openHub();
    moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    observer = await Line.join(hub, 'observer', await hub.signIn(await hub.accountOf('observer')));
    first = await Line.join(hub, 'candidate', await hub.signIn(accountOf(0)));
    second = await Line.join(hub, 'candidate', await hub.signIn(accountOf(1)));
  });
  afterAll(async () => {
    for (const line of [moderator, observer, first, second]) line?.leave();
    await hub?.[Symbol.asyncDispose]();
  });

  const slot = (index: number): string => hub.candidates[index]?.slotId as string;
  const accountOf = (index: number): string => hub.candidates[index]?.accountId as string;
  const entries = () => hub.stores.evidence.read(hub.debateId);
  const staged = async (fits: (stage: LiveStage) => boolean): Promise<LiveStage> => {
    const { stage } = await observer.hear(
      'stage',
      (said) => said.stage.status === 'live' && fits(said.stage),
    );
    return stage as LiveStage;
  };

  it('STAGE-1 whoever waits in the lobby is let onto the stage, once', async () => {
    expect(await moderator.ask('slot.admit', { slotId: slot(1) })).toMatchObject(ok);
    expect(await moderator.ask('slot.admit', { slotId: slot(1) })).toMatchObject(ok);
    expect(await moderator.ask('debate.start', {})).toMatchObject(ok);
    expect((await staged(() => true)).admitted).toEqual([slot(1)]);
    expect((await entries()).filter(({ kind }) => kind === 'slot.admitted')).toHaveLength(1);
  });

  it('FLOOR-8 a point of order stops the running turn and gives all of it back', async () => {
    await moderator.ask('floor.give', { slotId: slot(0) });
    expect(await second.ask('hand.raise', { kind: 'point-of-order' })).toMatchObject(ok);
    await moderator.ask('floor.interrupt', { slotId: slot(1), kind: 'point-of-order' });
    const { held } = await staged((stage) => stage.held !== null);
    observer.forget();
    expect(await second.ask('floor.yield', {})).toMatchObject(ok);
    const after = await staged((stage) => stage.held === null && stage.turn?.slotId === slot(0));
    const leftMs = (after.turn?.endsAtMs ?? 0) - (after.turn?.startedAtMs ?? 0);
    expect({ leftMs, cause: held?.cause }).toEqual({ leftMs: held?.leftMs, cause: 'point-of-order' });
  });

  it('FLOOR-7 time is added with a reason, and the act says what it changes for each', async () => {
    const given = { slotId: slot(0), byMs: 30_000, reason: 'The microphone crackled' };
    expect(await moderator.ask('time.adjust', given)).toMatchObject(ok);
    const adjusted = (await entries()).find(({ kind }) => kind === 'time.adjusted');
    expect(adjusted?.payload).toMatchObject({ effectMs: { [slot(0)]: 30_000, [slot(1)]: 0 } });
    const without = await moderator.say({
      id: randomUUID(),
      name: 'time.adjust',
      input: { ...given, reason: '' },
    });
    expect(without).toMatchObject({ ok: false, code: 'bad-input' });
  });

  it('FLOOR-10 a pause stops the turn’s clock and is lifted by the same hand', async () => {
    expect(await moderator.ask('debate.pause', { reason: 'Somebody feels unwell' })).toMatchObject(ok);
    expect(await moderator.ask('floor.take', {})).toMatchObject({ code: 'debate-paused' });
    const { pause, turn } = await staged((stage) => stage.pause !== null);
    expect(await moderator.ask('debate.continue', {})).toMatchObject(ok);
    const after = await staged(
      (stage) => stage.pause === null && stage.turn !== null && stage.turn.endsAtMs > (turn?.endsAtMs ?? 0),
    );
    const [continued] = (await entries()).filter(({ kind }) => kind === 'debate.continued');
    const shiftMs = (continued?.atMs ?? 0) - (pause?.atMs ?? 0);
    expect((after.turn?.endsAtMs ?? 0) - (turn?.endsAtMs ?? 0)).toBe(shiftMs);
  });

  it('FLOOR-11 a slip is taken back: whoever had the floor has it again, with the time it cost', async () => {
    observer.forget();
    expect(await moderator.ask('floor.give', { slotId: slot(1) })).toMatchObject(ok);
    const slip = await staged((stage) => stage.turn?.slotId === slot(1));
    expect(slip.waiting).not.toContain(1);
    expect(await moderator.ask('act.undo', {})).toMatchObject(ok);
    const back = await staged((stage) => stage.turn?.slotId === slot(0));
    expect(back.waiting).toContain(1);
    expect(back.usedMs[slot(1)]).toBe(slip.usedMs[slot(1)]);
    expect(await moderator.ask('act.undo', {})).toMatchObject({ ok: false, code: 'nothing-to-undo' });
  });

  it('a moderator lowers a hand, and a candidate nobody’s but their own', async () => {
    await second.ask('hand.raise', {});
    const dismissing = { id: randomUUID(), name: 'hand.dismiss', input: { slotId: slot(1) } };
    expect(await first.say(dismissing)).toMatchObject({ code: 'not-allowed' });
    expect(await moderator.ask('hand.dismiss', { slotId: slot(1) })).toMatchObject(ok);
    expect(await second.ask('hand.lower', {})).toMatchObject({ code: 'hand-not-raised' });
  });

  it('STAGE-2 a muted candidate keeps the floor and the clock, and is not heard', async () => {
    expect(await moderator.ask('slot.mute', { slotId: slot(0), reason: 'Insult' })).toMatchObject(ok);
    expect((await staged((stage) => stage.muted.length > 0)).turn?.slotId).toBe(slot(0));
    expect(await moderator.ask('slot.unmute', { slotId: slot(0) })).toMatchObject(ok);
  });

  it('ROLL-1 each is asked something else; a right answer counts once, a wrong one not at all', async () => {
    expect(await moderator.ask('roll-call.open', {})).toMatchObject(ok);
    expect(await moderator.ask('roll-call.open', {})).toMatchObject({ code: 'roll-call-open' });
    const { prompt } = await first.hear('prompt', (said) => said.prompt !== null);
    const { rollCallId = '', text = '' } = prompt ?? {};
    expect(await first.ask('roll-call.answer', { rollCallId, answer: 'nonsense' })).toMatchObject({
      data: { isRight: false },
    });
    expect(await first.ask('roll-call.answer', { rollCallId, answer: text })).toMatchObject({
      data: { isRight: true },
    });
    const { rollCall } = await observer.hear('roll-call', (said) => said.rollCall?.answered.length === 1);
    expect(rollCall).toMatchObject({ answered: [slot(0)], isClosed: false });
    const stranger = await second.ask('roll-call.answer', { rollCallId: randomUUID(), answer: text });
    expect(stranger).toMatchObject({ ok: false, code: 'roll-call-closed' });
  });

  it('STAGE-3 who is sent out loses floor and line, and the door stays shut until somebody opens it', async () => {
    const cookie = await hub.signIn(accountOf(0));
    expect(await moderator.ask('slot.remove', { slotId: slot(0), reason: 'Shouting' })).toMatchObject(ok);
    expect(await first.hear('farewell')).toEqual({ reason: 'removed' });
    await expect(Line.join(hub, 'candidate', cookie)).rejects.toThrow('removed-from-debate');
    expect(await moderator.ask('floor.give', { slotId: slot(0) })).toMatchObject({
      code: 'removed-from-debate',
    });
    await moderator.ask('slot.readmit', { slotId: slot(0), reason: 'Apologised' });
    first = await Line.join(hub, 'candidate', cookie);
    expect(await first.ask('hand.raise', {})).toMatchObject(ok);
  });

  it('FLOOR-6 the same removal said again after a readmission moves nobody out', async () => {
    const id = randomUUID();
    const slotId = slot(2);
    await moderator.ask('slot.remove', { slotId, reason: 'Shouting' }, id);
    await moderator.ask('slot.readmit', { slotId, reason: 'Apologised' });
    using third = await Line.join(hub, 'candidate', await hub.signIn(accountOf(2)));
    using again = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    moderator = again;
    expect(await again.ask('slot.remove', { slotId, reason: 'Shouting' }, id)).toMatchObject(ok);
    expect(await third.ask('hand.raise', {})).toMatchObject(ok);
    moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
  });

  it('JOIN-5 a second page asks before it takes over; the same page just comes back', async () => {
    const cookie = await hub.signIn(accountOf(1));
    const asking = await Line.enter(hub, 'candidate', { cookie, wish: {} });
    expect(asking.entered).toMatchObject({ ok: false, code: 'already-here' });
    expect(await second.ask('hand.raise', {})).toMatchObject(ok);
    const pageId = randomUUID();
    const taking = await Line.enter(hub, 'candidate', { cookie, wish: { pageId, isTakingOver: true } });
    expect(taking.entered).toMatchObject(ok);
    expect(await second.hear('farewell')).toEqual({ reason: 'replaced' });
    const again = await Line.enter(hub, 'candidate', { cookie, wish: { pageId } });
    expect(again.entered).toMatchObject(ok);
    for (const { line } of [asking, taking]) line.leave();
    second = again.line;
  });

  it('OBS-1 an observer hears every act with its actor, can read the older ones, and can do nothing', async () => {
    const read = await observer.ask('acts.read', { afterSequence: 0 });
    const acts = read.ok ? read.data.acts : [];
    expect(acts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['debate.paused', 'act.undone', 'slot.removed']),
    );
    expect(acts.find(({ kind }) => kind === 'slot.removed')?.actor).toEqual({
      kind: 'account',
      accountId: hub.moderatorId,
      role: 'moderator',
    });
    expect(await observer.ask('debate.pause', { reason: 'I want to' })).toMatchObject({
      code: 'not-allowed',
    });
    expect(await second.ask('acts.read', { afterSequence: 0 })).toMatchObject({ code: 'not-allowed' });
  });

  it('after all of it the chain is whole and the time accounts add up', async () => {
    expect(await moderator.ask('debate.end', {})).toMatchObject(ok);
    const log = await entries();
    const used = log.flatMap((entry) => (entry.kind === 'turn.ended' ? [entry.payload.usedMs] : []));
    const { stage } = await observer.hear('stage', (said) => said.stage.status === 'ended');
    const accounts = stage.status === 'ended' ? Object.values(stage.usedMs) : [];
    expect(accounts.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(
      used.reduce((sum, ms) => sum + ms, 0),
    );
    expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, index) => index + 1));
  });

  it('what was heard of each stands in the evidence before its end, by the hub itself', async () => {
    const log = await entries();
    const counted = log.findLast(({ kind }) => kind === 'voice.counted');
    expect(counted?.actor).toEqual({ kind: 'system' });
    expect(log.at(-1)?.kind).toBe('debate.ended');
  });
});

describe('who leads a debate', () => {
  let hub: TestHub;
  let other: string;
  beforeAll(async () => {
    hub = await openTestHub((seed) => ({
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
    }));
    const campaign = await hub.stores.campaigns.currentCampaign();
    const moderators = await hub.stores.roles.accountsWith(campaign.id, 'moderator');
    other = moderators.find(({ accountId }) => accountId !== hub.moderatorId)?.accountId as string;
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  async function appoint(accountId: string): Promise<number> {
    const response = await fetch(`${hub.url}/api/organiser/debates/${hub.debateId}/moderators`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: hub.url,
        cookie: await hub.signIn(await hub.accountOf('organiser')),
      },
      body: JSON.stringify({ accountId }),
    });
    return response.status;
  }

  it('CHAIR-1, CHAIR-2: the first who acts leads, hands over, and nobody takes it from one who is here', async () => {
    using leading = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    expect(await leading.ask('debate.start', {})).toMatchObject(ok);
    await expect(Line.join(hub, 'moderator', await hub.signIn(other))).rejects.toThrow('not-allowed');
    expect(await appoint(hub.candidates[0]?.accountId as string)).toBe(400);
    expect(await appoint(other)).toBe(200);
    using helping = await Line.join(hub, 'moderator', await hub.signIn(other));
    const slotId = hub.candidates[0]?.slotId as string;
    expect(await helping.ask('floor.give', { slotId })).toMatchObject({ code: 'not-in-chair' });
    expect(await helping.ask('chair.take', {})).toMatchObject({ code: 'chair-taken' });
    expect(await leading.ask('chair.hand-over', { accountId: other })).toMatchObject(ok);
    await helping.hear('chair', ({ chair }) => chair.chair === other);
    expect(await leading.ask('floor.give', { slotId })).toMatchObject({ code: 'not-in-chair' });
    expect(await helping.ask('floor.give', { slotId })).toMatchObject(ok);
  });
});
