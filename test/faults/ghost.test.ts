import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { VerdictFile } from '../../server/protocol/judgements.ts';
import { openWorkersOf } from '../browser/campaign.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { askOn } from '../support/rtc/ask.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveVoice } from '../support/rtc/live-voice.ts';

type Joined = { slotId: string; voice: LiveVoice };

const patience = { timeout: 60_000, interval: 100 };

describe('reliability scenario 34: somebody is connected, sends silence, and does nothing', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let moderator: Line;

  beforeAll(async () => {
    hub = opened.use(await openTestHub());
    opened.use(await openWorkersOf(hub));
    moderator = opened.adopt(await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId)), (line) =>
      line.leave(),
    );
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  /** A candidate whose microphone sends a voice, or silence, all the time. */
  async function joinWith(index: number, isHeard: boolean): Promise<Joined> {
    const { accountId, slotId } = hub.candidates[index] as TestHub['candidates'][number];
    const line = await Line.join(hub, 'candidate', await hub.signIn(accountId));
    opened.defer(() => line.leave());
    const endpoint = await RtcEndpoint.open(askOn(line), { direction: 'send' });
    opened.defer(() => endpoint.close());
    const voice = new LiveVoice();
    if (!isHeard) voice.fallSilent();
    await endpoint.produce('microphone', voice);
    await moderator.until('presence', ({ presence }) =>
      presence.some((seen) => seen.slotId === slotId && seen.media),
    );
    await moderator.ask('slot.admit', { slotId });
    await moderator.ask('identity.confirm', { slotId });
    return { slotId, voice };
  }

  it('JUDGE-13 it is marked for those who confirm, and credited with nothing by the hub alone', async () => {
    const speaker = await joinWith(0, true);
    const ghost = await joinWith(1, false);
    await moderator.ask('debate.start', {});
    for (const { slotId, voice } of [speaker, ghost]) {
      await moderator.ask('floor.give', { slotId });
      const saidBefore = voice.said;
      const enough = voice === speaker.voice ? 150 : 7;
      await vi.waitFor(() => expect(voice.said).toBeGreaterThan(saidBefore + enough), patience);
    }
    await moderator.ask('debate.end', {});
    const reader = { accountId: hub.moderatorId, nowMs: Date.now() };
    const files = await vi.waitFor(async () => {
      const all = await hub.stores.judgements.ofDebate(hub.debateId, reader);
      expect(all).not.toEqual([]);
      return all;
    }, patience);
    const of = (slotId: string) => files.find(({ verdict }) => verdict.slotId === slotId) as VerdictFile;
    expect([of(speaker.slotId).isSilent, of(ghost.slotId).isSilent]).toEqual([false, true]);
    expect(files.filter(({ verdict }) => verdict.status !== 'proposed')).toEqual([]);
    const entries = await hub.stores.evidence.read(hub.debateId);
    const heard = entries.findLast((entry) => entry.kind === 'voice.counted')?.payload.voiceMs ?? {};
    expect(heard[ghost.slotId]).toBe(0);
    expect(heard[speaker.slotId]).toBeGreaterThan(1_000);
  });
});
