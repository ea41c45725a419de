import type { types } from 'mediasoup-client';
import type { MediaSource } from '../../server/protocol/media.ts';
import type { RequestHub } from './request.ts';

const smallHeight = 360;

/** Simulcast: a phone takes the smallest layer. A small picture has no third size worth its bits. */
function layersFor(height: number): RTCRtpEncodingParameters[] {
  const small = { scaleResolutionDownBy: 2, maxBitrate: 120_000 };
  if (height <= smallHeight) return [small, { scaleResolutionDownBy: 1, maxBitrate: 450_000 }];
  return [
    { scaleResolutionDownBy: 4, maxBitrate: 120_000 },
    { scaleResolutionDownBy: 2, maxBitrate: 400_000 },
    { scaleResolutionDownBy: 1, maxBitrate: 1_200_000 },
  ];
}

/** This page's own tracks on their way to the hub. The tracks stay the caller's: closing does not stop them. */
export class Sending {
  readonly #transport: types.Transport;
  readonly #request: RequestHub;
  readonly #producers = new Map<MediaSource, types.Producer>();
  /** The hub says when fewer of a camera's sizes are wanted; until then all are sent. */
  #topLayer = Number.POSITIVE_INFINITY;
  #limiting: Promise<void> = Promise.resolve();

  constructor(transport: types.Transport, request: RequestHub) {
    this.#transport = transport;
    this.#request = request;
  }

  get producerIds(): ReadonlySet<string> {
    return new Set([...this.#producers.values()].map((producer) => producer.id));
  }

  async publish(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    const before = this.#producers.get(source);
    if (before) return before.replaceTrack({ track });
    const producer = await this.#transport.produce({
      track,
      stopTracks: false,
      appData: { source },
      ...(source === 'camera'
        ? { encodings: layersFor(track.getSettings().height ?? smallHeight) }
        : { codecOptions: { opusDtx: true, opusFec: true, opusStereo: false } }),
    });
    this.#producers.set(source, producer);
    if (source === 'camera') await this.sendUpTo(this.#topLayer);
  }

  /** A size that nobody wants is neither made nor sent. */
  sendUpTo(topLayer: number): Promise<void> {
    this.#topLayer = topLayer;
    const limiting = this.#limiting.then(() => this.#limit());
    this.#limiting = limiting.catch(() => undefined);
    return limiting;
  }

  async #limit(): Promise<void> {
    const sender = this.#producers.get('camera')?.rtpSender;
    if (!sender) return;
    const parameters = sender.getParameters();
    const wanted = parameters.encodings.map((_, layer) => layer <= this.#topLayer);
    if (parameters.encodings.every(({ active }, layer) => active === wanted[layer])) return;
    parameters.encodings.forEach((encoding, layer) => {
      encoding.active = wanted[layer] ?? true;
    });
    await sender.setParameters(parameters);
  }

  async withdraw(source: MediaSource): Promise<void> {
    const producer = this.#producers.get(source);
    if (!producer) return;
    this.#producers.delete(source);
    if (source === 'camera') this.#topLayer = Number.POSITIVE_INFINITY;
    producer.close();
    await this.#request('producer.close', { producerId: producer.id });
  }

  /** Gives everything back at the hub, so that it can be opened on another transport of the same connection. */
  async release(): Promise<void> {
    for (const source of [...this.#producers.keys()]) await this.withdraw(source);
  }

  stats(): Promise<RTCStatsReport> {
    return this.#transport.getStats();
  }

  close(): void {
    this.#transport.close();
  }
}
