import { randomInt } from 'node:crypto';
import type { RtpParameters } from '../../../server/protocol/media.ts';
import { packetBeat } from './beat.ts';
import { CameraLayer, cameraPayloadType, midExtension, ridExtension } from './camera-layer.ts';
import { type PacketSource, transportFeedback, transportNumber } from './source.ts';

const mid = '1';
const ticksPerMs = 90;
const layerBitsPerSecond = [120_000, 400_000, 1_200_000];
/** A browser sends frames at most this much faster than their average, so that key frames are no bursts. */
const paceFactor = 2.5;
const longestStallMs = 100;
/** A browser makes no more key frames than this however often it is asked. */
const keyFrameRestMs = 300;

/**
 * A camera as a browser sends it: VP8 in three simulcast layers of three temporal layers, 24 frames a second, with a
 * key frame of 4 to 8 times a usual frame's size, in every layer, when a receiver asks for one.
 */
export class LiveCamera implements PacketSource {
  readonly #frameMs: number;
  readonly #layers: CameraLayer[];
  readonly #bytesPerMs: number;
  readonly #firstTimestamp = randomInt(0xffffffff);
  readonly #beganAtMs = performance.now();
  #waiting: Buffer[] = [];
  #allowedBytes = 0;
  #dueAtMs = 0;
  #lastBeatAtMs = 0;
  #frame = 0;
  #lastKeyAtMs = Number.NEGATIVE_INFINITY;
  #isKeyWanted = true;
  #topLayer = Number.POSITIVE_INFINITY;
  #keyFrames = 0;
  #leaveBeat: (() => void) | undefined;

  constructor({ layers = 3, framesPerSecond = 24 } = {}) {
    const rates = layerBitsPerSecond.slice(0, layers);
    this.#frameMs = 1_000 / framesPerSecond;
    this.#layers = rates.map(
      (bitsPerSecond, index) => new CameraLayer({ index, bitsPerSecond, framesPerSecond, mid }),
    );
    this.#bytesPerMs = (rates.reduce((sum, rate) => sum + rate, 0) / 8_000) * paceFactor;
  }

  get rtpParameters(): RtpParameters {
    const rtcpFeedback = [
      { type: 'nack', parameter: 'pli' },
      { type: 'ccm', parameter: 'fir' },
      transportFeedback,
    ];
    return {
      mid,
      codecs: [{ mimeType: 'video/VP8', payloadType: cameraPayloadType, clockRate: 90_000, rtcpFeedback }],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: midExtension },
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: ridExtension },
        transportNumber,
      ],
      encodings: this.#layers.map((_, index) => ({ rid: `r${index}`, scalabilityMode: 'L1T3' })),
    };
  }

  /** How many key frames there have been, the first one included. */
  get keyFrames(): number {
    return this.#keyFrames;
  }

  start(send: (packet: Buffer) => void): void {
    this.#lastBeatAtMs = performance.now();
    this.#dueAtMs = this.#lastBeatAtMs + randomInt(Math.ceil(this.#frameMs));
    this.#leaveBeat ??= packetBeat.follow((nowMs) => this.#beat(nowMs, send));
  }

  stop(): void {
    this.#leaveBeat?.();
    this.#leaveBeat = undefined;
  }

  /** An encoder that gets another size begins anew, with a key frame. */
  sendUpTo(topLayer: number): void {
    if (topLayer > this.#topLayer) {
      this.#isKeyWanted = true;
      this.#lastKeyAtMs = Number.NEGATIVE_INFINITY;
    }
    this.#topLayer = topLayer;
  }

  onKeyFrameRequest(): void {
    this.#isKeyWanted = true;
  }

  timestampAt(atMs: number): number {
    return (this.#firstTimestamp + Math.round((atMs - this.#beganAtMs) * ticksPerMs)) >>> 0;
  }

  #beat(nowMs: number, send: (packet: Buffer) => void): void {
    const passedMs = Math.min(nowMs - this.#lastBeatAtMs, longestStallMs);
    this.#lastBeatAtMs = nowMs;
    if (nowMs - this.#dueAtMs > longestStallMs) this.#dueAtMs = nowMs;
    for (; this.#dueAtMs <= nowMs; this.#dueAtMs += this.#frameMs) this.#capture();
    this.#allowedBytes = Math.min(this.#allowedBytes, 0) + passedMs * this.#bytesPerMs;
    this.#sendAllowed(send);
  }

  #capture(): void {
    this.#frame += 1;
    const isKey = this.#isKeyWanted && this.#dueAtMs - this.#lastKeyAtMs >= keyFrameRestMs;
    if (isKey) {
      this.#isKeyWanted = false;
      this.#lastKeyAtMs = this.#dueAtMs;
      this.#keyFrames += 1;
    }
    const timestamp = this.timestampAt(this.#dueAtMs);
    for (const layer of this.#layers.filter((_, index) => index <= this.#topLayer))
      this.#waiting.push(...layer.encode({ frame: this.#frame, isKey, timestamp }));
  }

  #sendAllowed(send: (packet: Buffer) => void): void {
    let sent = 0;
    for (; sent < this.#waiting.length && this.#allowedBytes > 0; sent += 1) {
      const packet = this.#waiting[sent] as Buffer;
      this.#allowedBytes -= packet.length;
      send(packet);
    }
    this.#waiting = this.#waiting.slice(sent);
  }
}
