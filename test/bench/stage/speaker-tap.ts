import type { PacketSource } from '../../support/rtc/source.ts';

/** What a camera sent over a stretch of time, and when it was asked for key frames. */
export type Reading = { bitsPerSecond: number; requestsAtMs: number[]; lastedMs: number };

/** A camera that takes down what it sends and what is asked of it. */
export class SpeakerTap implements PacketSource {
  readonly #camera: PacketSource;
  #bytes = 0;
  #requestsAtMs: number[] = [];
  #beganAtMs = performance.now();

  constructor(camera: PacketSource) {
    this.#camera = camera;
  }

  get rtpParameters(): PacketSource['rtpParameters'] {
    return this.#camera.rtpParameters;
  }

  begin(): void {
    this.#bytes = 0;
    this.#requestsAtMs = [];
    this.#beganAtMs = performance.now();
  }

  end(): Reading {
    const lastedMs = performance.now() - this.#beganAtMs;
    return { bitsPerSecond: (this.#bytes * 8_000) / lastedMs, requestsAtMs: this.#requestsAtMs, lastedMs };
  }

  start(send: (packet: Buffer) => void): void {
    this.#camera.start?.((packet) => {
      this.#bytes += packet.length;
      send(packet);
    });
  }

  stop(): void {
    this.#camera.stop?.();
  }

  sendUpTo(topLayer: number): void {
    this.#camera.sendUpTo?.(topLayer);
  }

  onKeyFrameRequest(): void {
    this.#requestsAtMs.push(performance.now() - this.#beganAtMs);
    this.#camera.onKeyFrameRequest?.();
  }

  timestampAt(atMs: number): number {
    return this.#camera.timestampAt?.(atMs) ?? 0;
  }
}
