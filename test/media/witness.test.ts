import { setInterval } from 'node:timers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { qualityOf } from '../../server/media/line-quality.ts';
import { talkingMs } from '../../server/media/muted-talk.ts';
import { DirectRoom } from '../support/direct-room.ts';
import { Voice } from '../support/rtp.ts';

const speechBytes = 95;
const silenceBytes = 46;

describe('over real RTP', () => {
  let direct: DirectRoom;
  beforeEach(async () => {
    direct = await DirectRoom.open();
  });
  afterEach(() => direct.close());

  it('who talks into a closed microphone is seen to talk, and is not when it was open meanwhile', async () => {
    const { peer, talked } = await speaker(speechBytes, 20);
    await talked(2);
    await peer.witness();
    await talked(50);
    const { talkingMs: closedMs } = await peer.witness();
    expect(closedMs).toBeGreaterThan(700);
    expect(closedMs).toBeLessThan(2_000);

    await direct.room.match(() => 'everybody');
    await direct.room.match(() => 'nobody');
    await talked(10);
    expect(await peer.witness()).toMatchObject({ media: true, talkingMs: 0 });
    await talked(10);
    expect((await peer.witness()).talkingMs).toBeGreaterThan(0);
    await direct.room.match(() => 'everybody');
    await talked(10);
    expect(await peer.witness()).toMatchObject({ media: true, talkingMs: 0 });
  });

  it('silence on a closed microphone is not talk, whether its sender pauses in silence or not', async () => {
    const pausing = await speaker(silenceBytes, 200);
    const steady = await speaker(62, 20);
    await Promise.all([pausing.talked(2), steady.talked(2)]);
    await Promise.all([pausing, steady].map(({ peer }) => peer.witness()));
    await Promise.all([pausing.talked(5), steady.talked(50)]);
    const seen = await Promise.all([pausing, steady].map(({ peer }) => peer.witness()));
    expect(seen).toMatchObject([
      { media: true, talkingMs: 0 },
      { media: true, talkingMs: 0 },
    ]);
  });

  async function speaker(bytes: number, everyMs: number) {
    const voice = new Voice();
    const { peer, producerId } = await direct.publish('microphone', voice);
    const talked = async (packets: number) => {
      let said = 0;
      const talking = setInterval(() => {
        direct.wire.say(producerId, voice.next(-30, bytes).packet);
        said += 1;
      }, everyMs);
      try {
        await vi.waitUntil(() => said >= packets, { timeout: 5_000, interval: 5 });
      } finally {
        clearInterval(talking);
      }
    };
    return { peer, talked };
  }
});

describe('muted talk', () => {
  const over = (packets: number, bytesPerPacket: number, overMs: number) =>
    talkingMs(
      { packets: 1_000, bytes: 70_000, atMs: 5_000 },
      { packets: 1_000 + packets, bytes: 70_000 + packets * bytesPerPacket, atMs: 5_000 + overMs },
    );

  it('counts what Chromium was measured to send in two seconds of speech, of pauses and of silence', () => {
    expect(over(84, 98, 2_000)).toBe(1_680);
    expect(over(100, 92, 2_000)).toBe(2_000);
    expect(over(10, 46, 2_000)).toBe(0);
    expect(over(100, 63, 2_000)).toBe(0);
  });

  it('is never longer than the time it was looked at, nor less than none', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(1_500), fc.nat(10_000), (packets, bytes, overMs) => {
        const ms = over(packets, bytes, overMs);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(overMs);
      }),
    );
  });
});

describe('the quality of a line', () => {
  const perfect = { lossFraction: 0, roundTripMs: 0, score: 10 };

  it.each([
    [perfect, 'good'],
    [{ lossFraction: 0.019, roundTripMs: 299, score: 9 }, 'good'],
    [{ ...perfect, lossFraction: 0.02 }, 'fair'],
    [{ ...perfect, roundTripMs: 300 }, 'fair'],
    [{ ...perfect, score: 8 }, 'fair'],
    [{ ...perfect, lossFraction: 0.1 }, 'poor'],
    [{ ...perfect, roundTripMs: 800 }, 'poor'],
    [{ ...perfect, score: 6 }, 'poor'],
  ] as const)('of %o is %s', (measures, quality) => expect(qualityOf(measures)).toBe(quality));

  it('never gets better by a measure that gets worse', () => {
    const rank = { good: 2, fair: 1, poor: 0, none: -1 };
    const measures = fc.record({
      lossFraction: fc.double({ min: 0, max: 1, noNaN: true }),
      roundTripMs: fc.nat(2_000),
      score: fc.nat(10),
    });
    fc.assert(
      fc.property(measures, measures, (one, other) => {
        const worse = {
          lossFraction: Math.max(one.lossFraction, other.lossFraction),
          roundTripMs: Math.max(one.roundTripMs, other.roundTripMs),
          score: Math.min(one.score, other.score),
        };
        expect(rank[qualityOf(worse)]).toBeLessThanOrEqual(rank[qualityOf(one)]);
      }),
    );
  });
});
