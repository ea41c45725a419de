import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Network } from '../support/impairment.ts';
import type { Line } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate, turnMs } from './long-debate.ts';
import { expectNoTwoDevices, rulingOn } from './ruling.ts';

/** Twice as long as two samples of presence are apart. */
const longestWaitPackets = 200;

describe('reliability scenario 12: the socket is dead, the media go on', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let speaker: CandidatePage;
  let listener: ListenerPage;
  let moderator: Line;
  let network: Network;
  let chance: () => number;

  beforeAll(async () => {
    chance = chancesOf(drawSeed('control link'));
    hub = opened.use(await openTestHub(longDebate()));
    network = opened.use(new Network(chance));
    speaker = opened.use(await CandidatePage.open(hub, 0, network));
    const other = opened.use(await CandidatePage.open(hub, 1));
    listener = opened.use(await ListenerPage.open(hub));
    moderator = opened.use(await startDebate(hub, [speaker, other]));
    await moderator.ask('floor.give', { slotId: speaker.slotId });
    await listener.hears(speaker.slotId);
  });
  afterAll(() => opened.disposeAsync());

  const seen = async (fits: Record<'session' | 'transport' | 'media', boolean>) => {
    await moderator.until('presence', ({ presence }) =>
      presence.some(
        ({ slotId, session, transport, media }) =>
          slotId === speaker.slotId &&
          session === fits.session &&
          transport === fits.transport &&
          media === fits.media,
      ),
    );
  };
  const turns = async () =>
    (await rulingOn(hub)).entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('turn.'));

  it('whoever is still seen and heard is not gone, and keeps the floor', async () => {
    await cut();
    await seen({ session: false, transport: true, media: true });
    await listener.hears(speaker.slotId, Math.ceil(chance() * longestWaitPackets));
    const { of } = await rulingOn(hub);
    expect(of('member.left', speaker.slotId)).toEqual([]);
    expect(await turns()).toEqual(['turn.started']);
  });

  it('JOIN-5 FLOOR-9 the same page comes back unasked, and the floor waits until its media are there too', async () => {
    moderator.forget();
    await speaker.enter();
    await moderator.hear('stage', ({ stage }) => stage.status === 'live' && stage.held !== null);
    await speaker.send();
    await listener.hears(speaker.slotId);
    expect(await turns()).toEqual(['turn.started', 'turn.held', 'turn.continued']);
    const { of } = await rulingOn(hub);
    const [held] = of('turn.held', speaker.slotId);
    const { spokenMs = 0, leftMs = 0 } = held?.payload ?? {};
    expect(spokenMs + leftMs).toBe(turnMs);
    expect(of('turn.continued', speaker.slotId)[0]?.payload.endsAtMs).toBe(
      leftMs + (of('turn.continued', speaker.slotId)[0]?.atMs ?? 0),
    );
  });

  it('no minute counts twice, and none is missing', async () => {
    await cut();
    await speaker.enter();
    await speaker.send();
    await listener.hears(speaker.slotId);
    await seen({ session: true, transport: true, media: true });
    await moderator.ask('debate.end', {});
    const ruling = await rulingOn(hub);
    const { outcome, presentMs, countableMs } = ruling.verdicts[speaker.slotId] ?? {};
    const { startedAtMs, endedAtMs } = ruling.facts;
    expect({ outcome, presentMs }).toEqual({ outcome: 'attended', presentMs: countableMs });
    expect(countableMs).toBe((endedAtMs ?? 0) - (startedAtMs ?? 0));
    expect(ruling.of('member.joined', speaker.slotId)).toHaveLength(3);
    expectNoTwoDevices(ruling, speaker.slotId);
  });

  async function cut(): Promise<void> {
    const { socket } = speaker.line;
    const ended = new Promise((resolve) => socket.once('disconnect', resolve));
    network.cutLines();
    await ended;
  }
});
