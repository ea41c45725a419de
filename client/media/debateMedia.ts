import { Device, type types } from 'mediasoup-client';
import type { ProducerView, RtpCapabilities } from '../../server/protocol/media.ts';
import type { Flow } from './layers.ts';
import { Receiving } from './receiving.ts';
import { Sending } from './sending.ts';
import { type KeptTransport, openTransport, type Way } from './transport.ts';

export type OwnTracks = { camera: MediaStreamTrack | null; microphone: MediaStreamTrack | null };

export type MediaNeeds = Way & {
  rtpCapabilities: Record<string, unknown>;
  /** How the picture of this producer is wanted now. */
  flowFor: (producerId: string) => Flow;
};

/** One page's media in one debate, for as long as the hub's rooms and this connection last. */
export class DebateMedia {
  readonly receiving: Receiving;
  readonly #needs: MediaNeeds;
  readonly #device: Device;
  readonly #transports: KeptTransport[];
  #sending: Promise<Sending> | null = null;
  #publishing: Promise<void> = Promise.resolve();
  #own: ReadonlySet<string> = new Set();
  #producers: readonly ProducerView[] = [];
  #isClosed = false;

  static async open(needs: MediaNeeds): Promise<DebateMedia> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: needs.rtpCapabilities as types.RtpCapabilities });
    return new DebateMedia(device, await openTransport(device, 'receive', needs), needs);
  }

  private constructor(device: Device, receive: KeptTransport, needs: MediaNeeds) {
    const { request, flowFor } = needs;
    const capabilities = device.recvRtpCapabilities as RtpCapabilities;
    this.#device = device;
    this.#transports = [receive];
    this.receiving = new Receiving(receive.transport, { request, flowFor, capabilities });
    this.#needs = needs;
  }

  follow(producers: readonly ProducerView[]): void {
    this.#producers = producers;
    this.receiving.follow(producers.filter(({ producerId }) => !this.#own.has(producerId)));
  }

  /** Sends these, and nothing else of this page; a track takes the place of the one before without a new producer. */
  publish(tracks: OwnTracks): Promise<void> {
    const publishing = this.#publishing.then(() => this.#publish(tracks));
    this.#publishing = publishing.catch(() => undefined);
    return publishing;
  }

  /** Sends its camera's sizes up to this one. */
  async sendUpTo(topLayer: number): Promise<void> {
    await (await this.#sending)?.sendUpTo(topLayer);
  }

  /** The network has changed: every transport finds its way anew. */
  restart(): void {
    for (const { restart } of this.#transports) restart();
  }

  /** Something newer takes its place: what still passes goes on, and nothing is asked for it. */
  leave(): void {
    for (const { leave } of this.#transports) leave();
  }

  /** What the browser counts of what is sent; null while nothing is. */
  async sendingStats(): Promise<RTCStatsReport | null> {
    return this.#isClosed || !this.#sending ? null : (await this.#sending).stats();
  }

  async release(): Promise<void> {
    await (await this.#sending)?.release();
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

  async #publish(tracks: OwnTracks): Promise<void> {
    if (this.#isClosed || (!this.#sending && !tracks.camera && !tracks.microphone)) return;
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

  #openSending(): Promise<Sending> {
    this.#sending ??= openTransport(this.#device, 'send', this.#needs).then((kept) => {
      if (this.#isClosed) kept.transport.close();
      this.#transports.push(kept);
      return new Sending(kept.transport, this.#needs.request);
    });
    return this.#sending;
  }
}
