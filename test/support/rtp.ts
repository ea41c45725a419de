import { randomInt } from 'node:crypto';
import type { RtpParameters } from '../../server/protocol/media.ts';

const opusPayloadType = 111;
const levelExtension = 10;

/** A voice as a browser would send it: one Opus packet of 20 ms after another, with its loudness on the outside. */
export class Voice {
  readonly #ssrc = randomInt(1, 0xffffffff);
  #said = 0;

  get rtpParameters(): RtpParameters {
    const parameters = { useinbandfec: 1, usedtx: 1 };
    return {
      codecs: [
        { mimeType: 'audio/opus', payloadType: opusPayloadType, clockRate: 48_000, channels: 2, parameters },
      ],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtension }],
      encodings: [{ ssrc: this.#ssrc }],
    };
  }

  /** The next packet; its payload begins with its number. Chromium's are of 95 bytes in speech and 46 in silence. */
  next(decibels = -20, bytes = 60): { number: number; packet: Buffer } {
    this.#said += 1;
    const packet = Buffer.alloc(bytes);
    packet.writeUInt8(0x90, 0);
    packet.writeUInt8(opusPayloadType, 1);
    packet.writeUInt16BE(this.#said & 0xffff, 2);
    packet.writeUInt32BE(this.#said * 960, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    packet.writeUInt32BE(0xbede0001, 12);
    packet.writeUInt8(levelExtension << 4, 16);
    packet.writeUInt8(0x80 | -decibels, 17);
    packet.writeUInt32BE(this.#said, 20);
    return { number: this.#said, packet };
  }
}

/** The number that `Voice` gave to a packet, wherever a forwarding server has left its payload. */
export function numberOf(packet: Buffer): number {
  return payloadOf(packet).readUInt32BE(0);
}

export function payloadOf(packet: Buffer): Buffer {
  const sources = packet.readUInt8(0) & 0x0f;
  const hasExtension = (packet.readUInt8(0) & 0x10) !== 0;
  const fixed = 12 + 4 * sources;
  return packet.subarray(hasExtension ? fixed + 4 + 4 * packet.readUInt16BE(fixed + 2) : fixed);
}

/** A camera in three simulcast layers, as Chromium describes it. */
export const cameraRtp: RtpParameters = {
  mid: '1',
  codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
  headerExtensions: [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 5 },
  ],
  encodings: [
    { rid: 'r0', scalabilityMode: 'L1T3' },
    { rid: 'r1', scalabilityMode: 'L1T3' },
    { rid: 'r2', scalabilityMode: 'L1T3' },
  ],
};
