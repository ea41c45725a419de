import type { types } from 'mediasoup';
import { limits } from './limits.ts';
import type { Volume } from './voices.ts';
import type { MediaWorker } from './worker.ts';

export type Direction = 'send' | 'receive';

type Listeners = {
  /** Of the open microphones, once an interval, the loudest first; nothing once when all are quiet. */
  onVolumes(volumes: readonly Volume[]): void;
  onLost(fromMs: number): void;
};

/** What a room has inside one worker. It goes when the worker goes; the room then opens another one. */
export class RoomRouter {
  readonly #router: types.Router;
  readonly #levels: types.AudioLevelObserver;
  readonly #webRtcServer: types.WebRtcServer;

  static async open(worker: MediaWorker, listeners: Listeners): Promise<RoomRouter> {
    const router = await worker.openRouter();
    try {
      const levels = await router.createAudioLevelObserver({
        maxEntries: limits.voices,
        threshold: limits.levelThresholdDecibels,
        interval: limits.levelIntervalMs,
      });
      levels.on('volumes', (volumes) =>
        listeners.onVolumes(
          volumes.map(({ producer, volume }) => ({ producerId: producer.id, decibels: volume })),
        ),
      );
      levels.on('silence', () => listeners.onVolumes([]));
      router.on('workerclose', () => {
        if (worker.hasDied) listeners.onLost(worker.silentSinceMs);
      });
      return new RoomRouter(router, levels, worker.webRtcServer);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(router: types.Router, levels: types.AudioLevelObserver, server: types.WebRtcServer) {
    this.#router = router;
    this.#levels = levels;
    this.#webRtcServer = server;
  }

  canConsume(producerId: string, rtpCapabilities: types.RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities });
  }

  /** Counts this microphone's loudness whenever it is open. */
  async listenTo(producerId: string): Promise<void> {
    await this.#levels.addProducer({ producerId });
  }

  async openTransport(direction: Direction): Promise<types.WebRtcTransport> {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      iceConsentTimeout: limits.iceConsentTimeoutSeconds,
      initialAvailableOutgoingBitrate: limits.initialOutgoingBitsPerSecond,
    });
    if (direction === 'receive') return transport;
    try {
      await transport.setMaxIncomingBitrate(limits.incomingBitsPerSecond);
      return transport;
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  close(): void {
    this.#router.close();
  }
}
