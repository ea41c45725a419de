import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

/** The media workers this process has started. */
function mediaWorkers(): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return processes
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, program]) => Number(parent) === process.pid && program?.includes('mediasoup-worker'))
    .map(([pid]) => Number(pid));
}

describe('reliability scenario 10: SIGKILL of the media worker under a live debate', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub((seed) => ({ ...seed, ruleSet: { ...seed.ruleSet, witnessesNeeded: 1 } }));
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it('everybody is told to build anew, the room takes them, and coming back is on our time', async () => {
    using moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    const { accountId, slotId } = hub.candidates[0] as TestHub['candidates'][0];
    using candidate = await Line.join(hub, 'candidate', await hub.signIn(accountId));
    await candidate.ask('transport.open', { direction: 'send' });
    await moderator.ask('debate.start', {});
    await moderator.hear('presence', ({ presence }) =>
      presence.some((slot) => slot.slotId === slotId && slot.session),
    );

    const [worker] = mediaWorkers();
    process.kill(worker as number, 'SIGKILL');
    await candidate.hear('media.rebuilt');
    expect(await candidate.ask('transport.open', { direction: 'send' })).toMatchObject({ ok: true });
    expect(mediaWorkers()).not.toContain(worker);

    await moderator.ask('debate.end', {});
    const entries = await hub.stores.evidence.read(hub.debateId);
    const outages = entries.flatMap((entry) => (entry.kind === 'outage' ? [entry.payload] : []));
    expect(outages).toMatchObject([
      { slotId: null, cause: 'media-worker-died' },
      { slotId, cause: 'media-worker-died' },
    ]);
    expect(outages[1]?.fromMs).toBe(outages[0]?.toMs);
  });
});
