import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate, turnMs } from './long-debate.ts';
import { type Ruling, rulingOn } from './ruling.ts';

/** `backWithinMs`: from the signal until a viewer hears the speaker again. A hang is noticed within three seconds. */
const failures = [
  { scenario: 10, signal: 'SIGKILL', backWithinMs: 5_000 },
  { scenario: 11, signal: 'SIGSTOP', backWithinMs: 8_000 },
] as const;

/** Samples of presence come every two seconds: the failure may hit anywhere between two. */
const packetsBetweenSamples = 100;

describe('reliability scenarios 10 and 11: the media worker dies or hangs under a live debate', () => {
  let hub: TestHub;
  beforeEach(async () => {
    hub = await openTestHub(longDebate());
  });
  afterEach(() => hub?.[Symbol.asyncDispose]());

  it.each(failures)(
    '$scenario $signal: the speaker is heard again in time, and nobody loses anything',
    async (failure) => {
      const chance = chancesOf(drawSeed(`media worker ${failure.signal}`));
      using speaker = await CandidatePage.open(hub, 0);
      using other = await CandidatePage.open(hub, 1);
      using listener = await ListenerPage.open(hub);
      using moderator = await startDebate(hub, [speaker, other]);
      for (const page of [speaker, other]) page.line.socket.on('media.rebuilt', () => void page.send());
      await moderator.ask('floor.give', { slotId: speaker.slotId });
      await listener.hears(speaker.slotId, Math.ceil(chance() * packetsBetweenSamples));

      const [worker] = mediaWorkers();
      const failedAtMs = performance.now();
      process.kill(worker as number, failure.signal);
      await moderator.hear('media.rebuilt');
      const rebuiltMs = performance.now() - failedAtMs;
      await listener.hears(speaker.slotId, 1);
      const backMs = performance.now() - failedAtMs;
      await listener.hears(speaker.slotId);
      await moderator.sampled(2);
      await moderator.until('presence', ({ presence }) => presence.filter(({ media }) => media).length === 2);
      await moderator.ask('debate.end', {});

      const ruling = await rulingOn(hub);
      const outageMs = expectOutages(ruling, [speaker.slotId, other.slotId]);
      const figures = { rebuiltMs: Math.round(rebuiltMs), backMs: Math.round(backMs), outageMs };
      console.info(`${failure.signal} of the media worker:`, figures);
      expect(mediaWorkers()).not.toContain(worker);
      expect(backMs).toBeLessThan(failure.backWithinMs);
      expectTurnGivenBack(ruling, speaker.slotId);
      for (const { slotId } of [speaker, other]) {
        const { outcome, presentMs, countableMs } = ruling.verdicts[slotId] ?? {};
        expect({ outcome, presentMs }).toEqual({ outcome: 'attended', presentMs: countableMs });
      }
    },
  );
});

/** The media workers this process has started. */
function mediaWorkers(): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return processes
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, program]) => Number(parent) === process.pid && program?.includes('mediasoup-worker'))
    .map(([pid]) => Number(pid));
}

/** Ours for everybody until there is a room again, then for each who was there until they are back. */
function expectOutages({ entries, of }: Ruling, slotIds: string[]): number {
  const outages = entries.flatMap((entry) => (entry.kind === 'outage' ? [entry.payload] : []));
  const [forAll, ...forEach] = outages;
  expect(new Set(outages.map(({ cause }) => cause))).toEqual(new Set(['media-worker-died']));
  expect(forAll?.slotId).toBeNull();
  expect(forEach.map(({ slotId }) => slotId).sort()).toEqual(slotIds.toSorted());
  for (const { slotId, fromMs, toMs } of forEach) {
    expect(fromMs).toBe(forAll?.toMs);
    const lostAgain = of('witness.changed', slotId ?? '').filter(
      ({ atMs, payload }) => !payload.isPresent && atMs >= toMs,
    );
    expect(lostAgain).toEqual([]);
  }
  return Math.max(...outages.map(({ toMs }) => toMs)) - (forAll?.fromMs ?? 0);
}

/** FLOOR-9: our failure is waited out, and the turn goes on with all that was left of it. */
function expectTurnGivenBack({ of }: Ruling, slotId: string): void {
  const [held, ...more] = of('turn.held', slotId);
  const [continued] = of('turn.continued', slotId);
  const [started] = of('turn.started', slotId);
  expect(more).toEqual([]);
  expect(held?.payload).toMatchObject({ cause: 'connection-lost', untilMs: null });
  const { sinceMs = 0, spokenMs, leftMs = 0 } = held?.payload ?? {};
  expect({ spokenMs, leftMs }).toEqual({
    spokenMs: sinceMs - (started?.atMs ?? 0),
    leftMs: turnMs - (spokenMs ?? 0),
  });
  const [outage] = of('outage', slotId);
  expect(continued?.atMs).toBeGreaterThanOrEqual(outage?.payload.toMs ?? Number.POSITIVE_INFINITY);
  expect(continued?.payload).toMatchObject({ waitedMs: 0, endsAtMs: (continued?.atMs ?? 0) + leftMs });
}
