import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MediaPeer } from '../../server/media/peer.ts';
import { BrowserPeer, buildPage, openBrowser } from '../support/browser-media.ts';
import { openTestHub } from '../support/hub.ts';
import { Network } from '../support/impairment.ts';
import { openRoom, openWorkers } from '../support/media.ts';
import { CandidatePage } from './candidate-page.ts';
import { ListenerPage } from './listener-page.ts';
import { longDebate, startDebate } from './long-debate.ts';
import { rulingOn } from './ruling.ts';

const reachedWithinMs = 8_000;
const udpPatienceMs = 3_000;

describe('reliability scenario 25: no UDP comes through', () => {
  it('a page that waited for UDP in vain is heard over TCP in time, and is present like anybody', async () => {
    await using hub = await openTestHub(longDebate());
    await using network = new Network(() => 0);
    network.block(['udp']);
    using speaker = await CandidatePage.load(hub, 0, network);
    using other = await CandidatePage.open(hub, 1);
    using listener = await ListenerPage.open(hub);
    await speaker.enter();

    const triedAtMs = performance.now();
    await expect(speaker.send('udp', udpPatienceMs)).rejects.toThrow('no media connection');
    await speaker.send('tcp');
    const reachedMs = performance.now() - triedAtMs;
    console.info('udp blocked: a scripted page reached after', Math.round(reachedMs));
    expect(reachedMs).toBeLessThan(reachedWithinMs);
    expect(network.counts.taken).toBeGreaterThan(0);

    using moderator = await startDebate(hub, [speaker, other]);
    await moderator.ask('floor.give', { slotId: speaker.slotId });
    await listener.hears(speaker.slotId, 100);
    await moderator.ask('debate.end', {});
    const { verdicts, of } = await rulingOn(hub);
    expect(verdicts[speaker.slotId]?.outcome).toBe('attended');
    expect(of('turn.held', speaker.slotId)).toEqual([]);
  });

  describe('Chromium', () => {
    const opened = new AsyncDisposableStack();
    let publish: (network: Network) => Promise<MediaPeer>;

    beforeAll(async () => {
      const [script, browser, workers] = await Promise.all([buildPage(), openBrowser(), openWorkers()]);
      opened.defer(() => workers.close());
      opened.defer(() => browser.close());
      const room = await openRoom(workers);
      opened.defer(() => room.close());
      publish = async (network) => {
        const peer = room.join({ connectionId: randomUUID(), slotId: randomUUID(), mayPublish: true });
        const page = await BrowserPeer.open(browser, script, behind(network, peer));
        await page.does('publish', room.rtpCapabilities);
        return peer;
      };
    }, 60_000);
    afterAll(() => opened.disposeAsync());

    it('finds TCP by itself in time', async () => {
      await using network = new Network(() => 0);
      network.block(['udp']);
      const triedAtMs = performance.now();
      const peer = await publish(network);
      const reached = async () => {
        const { transport, media } = await peer.witness();
        return transport && media;
      };
      await vi.waitUntil(reached, { timeout: 20_000, interval: 100 });
      const reachedMs = performance.now() - triedAtMs;
      console.info('udp blocked: Chromium reached after', Math.round(reachedMs));
      expect(network.counts.lost).toBeGreaterThan(0);
      expect(reachedMs).toBeLessThan(reachedWithinMs);
    });
  });
});

/** The same peer, whose candidates lead through a network. */
function behind(network: Network, peer: MediaPeer): MediaPeer {
  const openTransport: MediaPeer['openTransport'] = async (direction) => {
    const offer = await peer.openTransport(direction);
    const iceCandidates = offer.iceCandidates.map(async (candidate) => {
      const { protocol: via, address: host, port } = candidate;
      const led = await network.through({ via, host, port });
      return { ...candidate, ip: led.host, address: led.host, port: led.port };
    });
    return { ...offer, iceCandidates: await Promise.all(iceCandidates) };
  };
  return {
    openTransport,
    connectTransport: peer.connectTransport.bind(peer),
    openProducer: peer.openProducer.bind(peer),
  } as unknown as MediaPeer;
}
