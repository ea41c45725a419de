import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';

describe('the floor, over real sockets', () => {
  let hub: TestHub;
  let moderator: Line;
  let candidate: Line;
  let viewer: Line;

  beforeAll(async () => {
    hub = await openTestHub();
    moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    candidate = await Line.join(hub, 'candidate', await hub.signIn(hub.candidates[0]?.accountId as string));
    viewer = await Line.join(hub, 'viewer');
  });

  afterAll(async () => {
    for (const line of [moderator, candidate, viewer]) line?.leave();
    await hub?.[Symbol.asyncDispose]();
  });

  const slot = (index: number): string => hub.candidates[index]?.slotId as string;

  it('JOIN-3 a candidate and a viewer cannot do what only a moderator may', async () => {
    for (const line of [candidate, viewer]) {
      expect(await line.ask('debate.start', {})).toMatchObject({ ok: false, code: 'not-allowed' });
      expect(await line.ask('floor.give', { slotId: slot(0) })).toMatchObject({
        ok: false,
        code: 'not-allowed',
      });
      expect(await line.ask('debate.end', {})).toMatchObject({ ok: false, code: 'not-allowed' });
    }
    expect(await viewer.ask('hand.raise', {})).toMatchObject({ ok: false, code: 'not-allowed' });
  });

  it('a command before the start is refused with its own code', async () => {
    expect(await moderator.ask('floor.give', { slotId: slot(0) })).toMatchObject({
      ok: false,
      code: 'debate-not-live',
    });
  });

  it('NOTE-2 everybody hears of the start, after it is in the evidence', async () => {
    expect(await moderator.ask('debate.start', {})).toEqual({ ok: true, data: {} });
    await viewer.hear('stage', ({ stage }) => stage.status === 'live');
    const kinds = (await hub.stores.evidence.read(hub.debateId)).map(({ kind }) => kind);
    expect(kinds).toContain('debate.started');
  });

  it('FLOOR-6 the same command id again is answered as then and changes nothing', async () => {
    const id = randomUUID();
    const first = await moderator.ask('floor.give', { slotId: slot(0) }, id);
    const again = await moderator.ask('floor.give', { slotId: slot(0) }, id);
    expect([first, again]).toEqual([
      { ok: true, data: {} },
      { ok: true, data: {} },
    ]);
    const turns = (await hub.stores.evidence.read(hub.debateId)).filter(
      ({ kind }) => kind === 'turn.started',
    );
    expect(turns).toHaveLength(1);
    expect(turns[0]?.commandId).toBe(id);
  });

  it('FLOOR-4 a slot has one turn in an opening part', async () => {
    expect(await moderator.ask('floor.give', { slotId: slot(0) })).toMatchObject({
      ok: false,
      code: 'turn-already-taken',
    });
  });

  it('FLOOR-2 at zero the clock ends the turn, to the millisecond of its deadline', async () => {
    const { stage } = await viewer.hear(
      'stage',
      (notice) => notice.stage.status === 'live' && notice.stage.turn !== null,
    );
    const turn = stage.status === 'live' ? stage.turn : null;
    await viewer.hear(
      'stage',
      (notice) => notice.stage.status === 'live' && (notice.stage.usedMs[slot(0)] ?? 0) > 0,
    );
    const ended = (await hub.stores.evidence.read(hub.debateId)).find(({ kind }) => kind === 'turn.ended');
    expect(ended?.payload).toMatchObject({
      cause: 'clock',
      usedMs: (turn?.endsAtMs ?? 0) - (turn?.startedAtMs ?? 0),
    });
    expect(ended?.actor).toEqual({ kind: 'system' });
  });

  it('FLOOR-5 only who holds the floor may yield it', async () => {
    await moderator.ask('floor.give', { slotId: slot(1) });
    expect(await candidate.ask('floor.yield', {})).toMatchObject({ ok: false, code: 'not-your-floor' });
  });

  it('unknown slots, unknown requests and foreign shapes are refused with a code', async () => {
    expect(await moderator.ask('floor.give', { slotId: randomUUID() })).toMatchObject({
      ok: false,
      code: 'not-in-lineup',
    });
    expect(await moderator.say({ id: randomUUID(), name: 'floor.steal', input: {} })).toMatchObject({
      code: 'unknown-request',
    });
    expect(await moderator.say({ id: randomUUID(), name: '__proto__', input: {} })).toMatchObject({
      code: 'unknown-request',
    });
    expect(
      await moderator.say({ id: randomUUID(), name: 'floor.give', input: { slotId: slot(2), extra: 1 } }),
    ).toMatchObject({ code: 'bad-input' });
    expect(await moderator.say(null)).toMatchObject({ code: 'bad-input' });
    expect(await moderator.say('floor.give')).toMatchObject({ code: 'bad-input' });
  });

  it('JOIN-5 a second device of a candidate takes over, and the first hears why it was closed', async () => {
    const cookie = await hub.signIn(hub.candidates[0]?.accountId as string);
    using second = await Line.join(hub, 'candidate', cookie);
    expect(await candidate.hear('farewell')).toEqual({ reason: 'replaced' });
    expect(await second.ask('hand.raise', {})).toEqual({ ok: true, data: {} });
  });

  it('a line that enters twice at once is in once, and is not taken for a second device', async () => {
    const cookie = await hub.signIn(hub.candidates[1]?.accountId as string);
    using line = await Line.open(hub.url, await ticketFor(hub, 'candidate', cookie));
    const replies = await Promise.all([line.ask('debate.enter', {}), line.ask('debate.enter', {})]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
    expect(line.socket.connected).toBe(true);
    const joined = (await hub.stores.evidence.read(hub.debateId)).filter(
      (entry) => entry.kind === 'member.joined' && entry.payload.slotId === slot(1),
    );
    expect(joined).toHaveLength(1);
  });

  it('EVID-2 the end is in an unbroken chain, and the register says ended', async () => {
    expect(await moderator.ask('debate.end', {})).toEqual({ ok: true, data: {} });
    expect(await moderator.ask('phase.next', {})).toMatchObject({ ok: false, code: 'debate-over' });
    const entries = await hub.stores.evidence.read(hub.debateId);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    expect((await hub.stores.debates.card(hub.debateId)).status).toBe('ended');
  });
});
