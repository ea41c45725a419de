import { setInterval } from 'node:timers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DirectRoom, type Published } from '../support/direct-room.ts';
import { numberOf, Voice } from '../support/rtp.ts';

const viewer = { isCrew: false, numberOf };
let direct: DirectRoom;

beforeEach(async () => {
  direct = await DirectRoom.open();
});
afterEach(() => direct.close());

it('FLOOR-2 who goes on sending is silent at a consumer from the instant match() resolves, turn after turn', async () => {
  const { room, wire } = direct;
  const voice = new Voice();
  const { producerId } = await direct.publish('microphone', voice);
  const { heard } = await direct.listen(producerId, viewer);
  let said = 0;
  const talking = setInterval(() => {
    const next = voice.next();
    said = next.number;
    wire.say(producerId, next.packet);
  }, 2);
  try {
    for (let turn = 0; turn < 10; turn += 1) {
      const heardBefore = heard.length;
      await room.match(() => 'everybody');
      await vi.waitUntil(() => heard.length >= heardBefore + 5, { interval: 2 });
      await room.match(() => 'nobody');
      const [lastWord, saidBefore] = [said, said];
      // What the media server sent before it was silent has arrived here, but has yet to be given to the listener.
      await setImmediate();
      const silentFrom = heard.length;
      await vi.waitUntil(() => said >= saidBefore + 10, { interval: 2 });
      await wire.settled();
      expect(heard.length).toBe(silentFrom);
      expect(heard.at(-1)).toBeLessThanOrEqual(lastWord);
    }
  } finally {
    clearInterval(talking);
  }
});

it('FLOOR-2 no request of the muted person, and none of a listener, makes a muted microphone audible', async () => {
  const { room, wire } = direct;
  const muted = await direct.publish('microphone', new Voice());
  await room.match(() => 'everybody');
  await room.match(() => 'nobody');
  const first = await direct.listen(muted.producerId, viewer);
  const { again, voice } = await openAnew(muted);
  const second = await direct.listen(again, viewer);
  for (let said = 0; said < 50; said += 1) {
    wire.say(again, voice.next().packet);
    await first.peer.resumeConsumer(second.consumerId).catch((error: unknown) => refused(error));
    await second.peer.pauseConsumer(second.consumerId);
    await second.peer.resumeConsumer(second.consumerId);
    wire.say(again, voice.next().packet);
  }
  await wire.settled();
  expect([...first.heard, ...second.heard]).toEqual([]);
});

/** Closes the microphone and opens another one, more than once at the same time. */
async function openAnew({ peer, producerId }: Published): Promise<{ again: string; voice: Voice }> {
  peer.closeProducer(producerId);
  const voices = [new Voice(), new Voice(), new Voice()];
  const { transportId } = await peer.openTransport('send');
  const opened = await Promise.allSettled(
    voices.map(({ rtpParameters }) =>
      peer.openProducer({ transportId, source: 'microphone', rtpParameters }),
    ),
  );
  const ids = opened.map((each) => (each.status === 'fulfilled' ? each.value : refused(each.reason)));
  const [again] = ids.filter((id) => id !== undefined);
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
  return { again: again as string, voice: voices[ids.indexOf(again)] as Voice };
}

function refused(error: unknown): undefined {
  expect(error).toMatchObject({ code: expect.stringMatching(/^(limit-reached|not-found)$/) });
}
