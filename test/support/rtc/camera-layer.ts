import { randomInt } from 'node:crypto';
import { extensionBlock, packetOf, payloadOf } from './rtp-packet.ts';
import { transportNumberElement } from './source.ts';
import { type Picture, smallestPicture, writePicture } from './vp8.ts';

export const cameraPayloadType = 96;
export const midExtension = 4;
export const ridExtension = 5;

const longestPayload = 1_100;
/** Three temporal layers: every second frame can be left out, and of the others every second one. */
const temporalLayers = [0, 2, 1, 2];
const temporalWeights = [1.6, 1, 0.7];
/** How much of a frame an encoder saves at most while it makes up for a key frame. */
const thrift = 0.4;
const goldenRatio = 0.618034;

type LayerOptions = { index: number; bitsPerSecond: number; framesPerSecond: number; mid: string };
type Moment = { frame: number; isKey: boolean; timestamp: number };

/** One simulcast layer's encoder: it keeps to its bitrate over a second or so, whatever key frames it must make. */
export class CameraLayer {
  readonly #index: number;
  readonly #usualBytes: number;
  readonly #extensions: Buffer;
  readonly #ssrc = randomInt(1, 0xffffffff);
  #sequence = randomInt(0x8000);
  #baseLayerIndex = randomInt(256);
  #sinceKey = 0;
  #owedBytes = 0;

  constructor({ index, bitsPerSecond, framesPerSecond, mid }: LayerOptions) {
    this.#index = index;
    this.#usualBytes = bitsPerSecond / 8 / framesPerSecond;
    this.#extensions = extensionBlock([
      { id: midExtension, value: Buffer.from(mid) },
      { id: ridExtension, value: Buffer.from(`r${index}`) },
      transportNumberElement,
    ]);
  }

  /** The packets of this layer's next frame. */
  encode({ frame, isKey, timestamp }: Moment): Buffer[] {
    this.#sinceKey = isKey ? 0 : this.#sinceKey + 1;
    const temporalLayer = temporalLayers[this.#sinceKey % temporalLayers.length] ?? 0;
    if (temporalLayer === 0) this.#baseLayerIndex += 1;
    const { pictureId, baseLayerIndex } = { pictureId: frame, baseLayerIndex: this.#baseLayerIndex };
    const picture = { layer: this.#index, frame, isKey, pictureId, baseLayerIndex, temporalLayer };
    return this.#packets(picture, { timestamp, bytes: this.#bytesOf(picture) });
  }

  #bytesOf({ isKey, frame, temporalLayer }: Picture): number {
    const chance = (frame * goldenRatio) % 1;
    if (isKey) {
      const factor = 4 + 4 * chance;
      this.#owedBytes += (factor - 1) * this.#usualBytes;
      return factor * this.#usualBytes;
    }
    const wanted = this.#usualBytes * (temporalWeights[temporalLayer] ?? 1) * (0.8 + 0.4 * chance);
    const saved = Math.min(this.#owedBytes, thrift * wanted);
    this.#owedBytes -= saved;
    return wanted - saved;
  }

  #packets(picture: Picture, { timestamp, bytes }: { timestamp: number; bytes: number }): Buffer[] {
    const count = Math.ceil(bytes / longestPayload);
    const length = Math.max(smallestPicture, Math.round(bytes / count));
    return Array.from({ length: count }, (_, index) => {
      this.#sequence += 1;
      const isMarked = index === count - 1;
      const numbers = { sequence: this.#sequence, timestamp, ssrc: this.#ssrc };
      const packet = packetOf(
        { payloadType: cameraPayloadType, isMarked, ...numbers },
        this.#extensions,
        length,
      );
      writePicture(payloadOf(packet), picture, index === 0);
      return packet;
    });
  }
}
