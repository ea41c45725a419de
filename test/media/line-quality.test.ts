import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import { expect, it } from 'vitest';
import type { LineQuality } from '../../server/protocol/stage.ts';
import { Network } from '../support/impairment.ts';
import { openRoom, openWorkers } from '../support/media.ts';
import { askPeer } from '../support/rtc/ask.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveCamera } from '../support/rtc/live-camera.ts';
import { LiveVoice } from '../support/rtc/live-voice.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';

const lookEveryMs = 500;

it('a sending line is good, fair, poor or none as its network is, and good again when that is mended', async () => {
  await using opened = new AsyncDisposableStack();
  const network = opened.use(new Network(chancesOf(drawSeed('line quality'))));
  const workers = opened.adopt(await openWorkers(), (each) => each.close());
  const room = opened.adopt(await openRoom(workers), (each) => each.close());
  const peer = room.join({ connectionId: randomUUID(), slotId: randomUUID(), mayPublish: true });
  const { through } = network;
  const speaker = opened.use(await RtcEndpoint.open(askPeer(peer), { direction: 'send', through }));
  await speaker.produce('microphone', new LiveVoice());
  await speaker.produce('camera', new LiveCamera());

  const seen: LineQuality[] = [];
  const looking = setInterval(async () => seen.push((await peer.witness()).quality), lookEveryMs);
  opened.defer(() => clearInterval(looking));
  const becomes = (quality: LineQuality) =>
    expect.poll(() => seen.at(-1), { timeout: 15_000, interval: 100 }).toBe(quality);

  await becomes('good');
  network.weather = { ...network.weather, lossShare: 0.05 };
  await becomes('fair');
  network.weather = { ...network.weather, lossShare: 0.25 };
  await becomes('poor');
  network.block();
  await becomes('none');
  network.mend();
  network.weather = { ...network.weather, lossShare: 0 };
  await becomes('good');
}, 90_000);
