import { expect, it } from 'vitest';
import { Reach } from '../../../server/protocol/http.ts';
import { audienceSettledMs } from '../../../server/rules/reach.ts';
import { type Given, layDebate, startMs } from './laid-campaign.ts';

export function reachContract(given: Given): void {
  it('a minute keeps its sketch byte for byte, and minutes come in order', async () => {
    const { reach } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    const sketch = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const minute = { debateId, minuteMs: startMs, viewers: 3, watchMs: 90_000, peak: 3, sketch };
    await reach.writeMinute({ ...minute, minuteMs: startMs + 60_000 });
    await reach.writeMinute(minute);
    const minutes = await reach.minutes(debateId);
    expect(minutes).toEqual([minute, { ...minute, minuteMs: startMs + 60_000 }]);
  });

  it('JOB-1 a minute written again takes the fuller reading and never a poorer one', async () => {
    const { reach } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    const full = {
      debateId,
      minuteMs: startMs,
      viewers: 3,
      watchMs: 90_000,
      peak: 3,
      sketch: Buffer.from('full'),
    };
    const poor = { ...full, viewers: 1, watchMs: 15_000, peak: 1, sketch: Buffer.from('poor') };
    for (const minute of [poor, full, poor, full]) await reach.writeMinute(minute);
    expect(await reach.minutes(debateId)).toEqual([full]);
  });

  it('a debate has no reach until it is closed; closing it again replaces the figures, and late enough makes them final', async () => {
    const { reach, debates } = given().stores;
    const { debateId } = (await layDebate(given())).home;
    const endedAtMs = startMs + 60_000;
    await debates.setStatus(debateId, 'ended', { endedAtMs });
    expect(await reach.forDebate(debateId)).toBeNull();
    const figures = {
      debateId,
      uniqueViewers: 3,
      errorPercent: 0.81,
      watchMs: 90_000,
      averageMinuteAudience: 1.5,
      peakConcurrency: 3,
      method: 'test',
    };
    const unfinished = async () => (await debates.endedWithoutReach()).map((key) => key.debateId);
    await reach.close({ ...figures, uniqueViewers: 2, closedAtMs: endedAtMs });
    await reach.close({ ...figures, closedAtMs: endedAtMs + audienceSettledMs - 1 });
    expect(Reach.parse(await reach.forDebate(debateId))).toEqual({ ...figures, isFinal: false });
    expect(await unfinished()).toContain(debateId);
    await reach.close({ ...figures, closedAtMs: endedAtMs + audienceSettledMs });
    expect(await reach.forDebate(debateId)).toEqual({ ...figures, isFinal: true });
    expect(await unfinished()).not.toContain(debateId);
  });
}
