import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Audience, openAudience } from '../../server/audience/heartbeats.ts';
import { audienceDebatesKey, audienceKeys, minuteMs, minuteOf } from '../../server/protocol/audience-keys.ts';
import { reachDebate } from '../../workers/reach-debate.ts';
import { reachMinutes } from '../../workers/reach-minutes.ts';
import type { Tools } from '../../workers/tools.ts';
import { type HandClock, openHandClock } from '../support/hand-clock.ts';
import { type HeldDebate, heldMs, holdDebate } from './held-debate.ts';
import { type HubParts, openHubParts, workOn } from './hub-parts.ts';

const heartbeatMs = 15_000;
const { signal: never } = new AbortController();

let hub: HubParts;
let held: HeldDebate;
let clock: HandClock;
let tools: Tools;
let audience: Audience;

beforeAll(async () => {
  hub = await openHubParts();
});
afterAll(() => hub.close());

// The debate is held while the hand of this clock goes round: it begins on a full minute and lasts for two.
beforeEach(async () => {
  await hub.redis.flushAll();
  clock = openHandClock(minuteOf(Date.now()) - 10 * minuteMs);
  tools = { ...hub.tools, clock };
  audience = openAudience({
    redis: hub.redis,
    secret: 'a secret of the hub, long enough',
    clock,
    heartbeatMs,
  });
  held = await holdDebate(hub, { startedAtMs: clock.now(), dueAtMs: clock.now() + 3600_000 });
});

const everybody = (viewers: number) => Array.from({ length: viewers }, (_, index) => `viewer ${index}`);
const play = (passId: string) => audience.beat({ passId, debateId: held.debateId, isPlaying: true });

/** All of them play for this many heartbeats, and are still there at the end of the last one. */
async function watch(viewers: number, heartbeats: number): Promise<void> {
  for (let beat = 0; beat < heartbeats; beat += 1) {
    await Promise.all(everybody(viewers).map(play));
    clock.forward(heartbeatMs);
  }
}

const closeMinutes = () => reachMinutes({}, tools, never);
const closeDebate = () => reachDebate({ debateId: held.debateId }, tools, never);
const reach = () => hub.stores.reach.forDebate(held.debateId);
const stored = () => hub.stores.reach.minutes(held.debateId);

describe('minutes', () => {
  it('AUD-7 a past minute is closed once, and the running one is not', async () => {
    await watch(3, 6);
    await closeMinutes();
    const minutes = await stored();
    expect(minutes.map(({ minuteMs: startMs, sketch, ...figures }) => figures)).toEqual([
      { debateId: held.debateId, viewers: 3, watchMs: 3 * 3 * heartbeatMs, peak: 3 },
      { debateId: held.debateId, viewers: 3, watchMs: 3 * 2 * heartbeatMs, peak: 3 },
    ]);
    const open = await hub.redis.zRange(audienceKeys(held.debateId).minutes, 0, -1);
    expect(open).toEqual([`${held.startedAtMs + minuteMs}`]);
    await closeMinutes();
    expect(await stored()).toEqual(minutes);
  });

  it('AUD-7 a minute that Redis lost in the middle keeps what was stored, and gains who came after', async () => {
    await watch(3, 2);
    await closeMinutes();
    await hub.redis.flushAll();
    await audience.beat({ passId: 'somebody new', debateId: held.debateId, isPlaying: true });
    clock.forward(2 * minuteMs);
    await closeMinutes();
    expect(await stored()).toMatchObject([{ viewers: 4, watchMs: 3 * heartbeatMs, peak: 3 }]);
  });

  it('AUD-7 heartbeats for a debate that does not exist hold up nobody', async () => {
    await audience.beat({ passId: 'ana', debateId: randomUUID(), isPlaying: true });
    await watch(2, 4);
    clock.forward(minuteMs);
    await closeMinutes();
    expect(await stored()).toMatchObject([{ viewers: 2 }]);
    expect(await hub.redis.zRange(audienceDebatesKey, 0, -1)).toEqual([held.debateId]);
  });
});

describe('the reach of a debate', () => {
  it('AUD-4 unique within the error, watch time and peak exact, with the running minute in it', async () => {
    await watch(400, 7);
    await closeDebate();
    const closed = await reach();
    expect(closed).toMatchObject({
      watchMs: 400 * 6 * heartbeatMs,
      averageMinuteAudience: (400 * 6 * heartbeatMs) / heldMs,
      peakConcurrency: 400,
      errorPercent: 0.81,
      method: expect.stringContaining('HyperLogLog'),
      isFinal: false,
    });
    expect(Math.abs((closed?.uniqueViewers ?? 0) - 400) / 400).toBeLessThan(0.03);
  });

  it('AUD-7 is right from what was stored when Redis has been emptied', async () => {
    await watch(5, 8);
    clock.forward(minuteMs);
    await closeMinutes();
    await hub.redis.flushAll();
    await closeDebate();
    expect(await reach()).toMatchObject({
      uniqueViewers: 5,
      watchMs: 5 * 7 * heartbeatMs,
      peakConcurrency: 5,
    });
  });

  it('AUD-7 a second run does not shrink it, and finds what came late', async () => {
    await watch(5, 7);
    await closeDebate();
    const first = await reach();
    await closeDebate();
    expect(await reach()).toEqual(first);
    await play('viewer 0');
    await closeDebate();
    expect(await reach()).toEqual({
      ...first,
      watchMs: (first?.watchMs ?? 0) + heartbeatMs,
      averageMinuteAudience: expect.any(Number),
    });
    await hub.redis.flushAll();
    await closeDebate();
    expect(await reach()).toMatchObject({ uniqueViewers: 5, watchMs: (first?.watchMs ?? 0) + heartbeatMs });
  });

  it('DOM 7.8 who stays on the page after the end is not its audience', async () => {
    await watch(2, 8);
    await watch(9, 8);
    await closeDebate();
    expect(await reach()).toMatchObject({ uniqueViewers: 2, peakConcurrency: 2 });
  });

  it('DOM 7.8 a debate nobody watched has a reach of nobody', async () => {
    await closeDebate();
    expect(await reach()).toMatchObject({
      uniqueViewers: 0,
      errorPercent: 0,
      watchMs: 0,
      averageMinuteAudience: 0,
      peakConcurrency: 0,
    });
  });

  it('AUD-7 the workers close it without being asked twice', async () => {
    await watch(3, 8);
    await using _workers = await workOn(hub);
    await hub.queues.add('reach-debate', { debateId: held.debateId }, { key: held.debateId });
    await expect.poll(reach, { timeout: 5_000 }).toMatchObject({ uniqueViewers: 3, peakConcurrency: 3 });
  });
});
