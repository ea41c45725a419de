import { Device, type types } from 'mediasoup-client';
import type { ProducerView, RtpCapabilities } from '../../server/protocol/media.ts';
import { Receiving } from './receiving.ts';
import type { RequestHub } from './request.ts';
import { Sending } from './sending.ts';
import { openTransport } from './transport.ts';

export type OwnTracks = { camera: MediaStreamTrack | null; microphone: MediaStreamTrack | null };

export type MediaNeeds = {
  request: RequestHub;
  rtpCapabilities: Record<string, unknown>;
  /** A transport died and restarting its ICE did not help. */
  onDead: () => void;
};

/** One page's media in one debate, for as long as the hub's rooms and this connection last. */
export class DebateMedia {
  readonly receiving: Receiving;
  readonly #needs: MediaNeeds;
  readonly #device: Device;
  #sending: Promise<Sending> | null = null;
  #own: ReadonlySet<string> = new Set();
  #producers: readonly ProducerView[] = [];
  #isClosed = false;

  static async open(needs: MediaNeeds): Promise<DebateMedia> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: needs.rtpCapabilities as types.RtpCapabilities });
    const transport = await openTransport(device, 'receive', needs);
    const capabilities = device.recvRtpCapabilities as RtpCapabilities;
    return new DebateMedia(device, new Receiving(transport, needs.request, capabilities), needs);
  }

  private constructor(device: Device, receiving: Receiving, needs: MediaNeeds) {
    this.#device = device;
    this.receiving = receiving;
    this.#needs = needs;
  }

  follow(producers: readonly ProducerView[]): void {
    this.#producers = producers;
    this.receiving.follow(producers.filter(({ producerId }) => !this.#own.has(producerId)));
  }

  async publish(tracks: OwnTracks): Promise<void> {
    if (!this.#sending && !tracks.camera && !tracks.microphone) return;
    const sending = await this.#openSending();
    for (const source of ['microphone', 'camera'] as const) {
      const track = tracks[source];
      if (track) await sending.publish(source, track);
      else await sending.withdraw(source);
      if (this.#isClosed) return;
    }
    this.#own = sending.producerIds;
    this.follow(this.#producers);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.receiving.close();
    this.#sending?.then(
      (sending) => sending.close(),
      (error: unknown) => console.warn('sending.close', error),
    );
  }

  #openSending(): Promise<Sending> {
    this.#sending ??= openTransport(this.#device, 'send', this.#needs).then((transport) => {
      if (this.#isClosed) transport.close();
      return new Sending(transport, this.#needs.request);
    });
    return this.#sending;
  }
}
