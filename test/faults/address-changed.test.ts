import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import type { Line } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate } from './long-debate.ts';
import { expectNoTwoDevices, rulingOn } from './ruling.ts';

const moves = 4;
const packetsBetweenSamples = 100;

describe('reliability scenario 27: a candidate goes from Wi-Fi to LTE, and back', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let speaker: CandidatePage;
  let listener: ListenerPage;
  let moderator: Line;

  beforeAll(async () => {
    hub = opened.use(await openTestHub(longDebate()));
    speaker = opened.use(await CandidatePage.open(hub, 0));
    const other = opened.use(await CandidatePage.open(hub, 1));
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(await startDebate(hub, [speaker, other]));
  });
  afterAll(() => opened.disposeAsync());

  it('ICE starts anew from each address, in the same session, and it costs neither presence nor the floor', async () => {
    const chance = chancesOf(drawSeed('address changed'));
    await moderator.ask('floor.give', { slotId: speaker.slotId });
    const { endpoint } = speaker;
    const ports = new Set([endpoint.localPort]);
    for (let moved = 0; moved < moves; moved += 1) {
      await listener.hears(speaker.slotId, Math.ceil(chance() * packetsBetweenSamples));
      await endpoint.rebind();
      await endpoint.restartIce();
      ports.add(endpoint.localPort);
    }
    await listener.hears(speaker.slotId, packetsBetweenSamples);
    await moderator.ask('debate.end', {});

    const ruling = await rulingOn(hub);
    const { outcome, presentMs, countableMs } = ruling.verdicts[speaker.slotId] ?? {};
    expect(ports.size).toBe(moves + 1);
    expect({ outcome, presentMs }).toEqual({ outcome: 'attended', presentMs: countableMs });
    expect(ruling.of('member.joined', speaker.slotId)).toHaveLength(1);
    expect(ruling.of('turn.held', speaker.slotId)).toEqual([]);
    const lost = ruling.of('witness.changed', speaker.slotId).filter(({ payload }) => !payload.isPresent);
    expect(lost).toEqual([]);
    expectNoTwoDevices(ruling, speaker.slotId);
  });
});
