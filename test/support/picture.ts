import { randomInt } from 'node:crypto';
import type { RtpParameters } from '../../server/protocol/media.ts';
import { payloadOf } from './rtp.ts';

const payloadType = 96;
/** Before the number: VP8's descriptor (this is the start of a picture) and the three bytes of its frame tag. */
const numberAt = 4;

/** A camera of one layer: each packet is one VP8 picture, a key frame when asked for. */
export class Camera {
  readonly #ssrc = randomInt(1, 0xffffffff);
  #shown = 0;

  get rtpParameters(): RtpParameters {
    const rtcpFeedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];
    return {
      codecs: [{ mimeType: 'video/VP8', payloadType, clockRate: 90_000, rtcpFeedback }],
      encodings: [{ ssrc: this.#ssrc }],
    };
  }

  next({ isKeyFrame }: { isKeyFrame: boolean }): { number: number; packet: Buffer } {
    this.#shown += 1;
    const packet = Buffer.alloc(200);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(0x80 | payloadType, 1);
    packet.writeUInt16BE(this.#shown & 0xffff, 2);
    packet.writeUInt32BE(this.#shown * 6_000, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    packet.writeUInt8(0x10, 12);
    packet.writeUInt8(isKeyFrame ? 0 : 1, 13);
    packet.writeUInt32BE(this.#shown, 12 + numberAt);
    return { number: this.#shown, packet };
  }
}

/** The number that `Camera` gave to a packet. */
export function pictureNumberOf(packet: Buffer): number {
  return payloadOf(packet).readUInt32BE(numberAt);
}
