import { randomInt } from 'node:crypto';
import type { RtpParameters } from '../../../server/protocol/media.ts';
import { packetBeat } from './beat.ts';
import { extensionBlock, packetOf, payloadOf } from './rtp-packet.ts';
import {
  epochNowMs,
  type PacketSource,
  transportFeedback,
  transportNumber,
  transportNumberElement,
} from './source.ts';

const payloadType = 111;
const levelExtension = 10;
const ticksPerMs = 48;
const packetMs = 20;
const silentPacketMs = 400;
const spokenBytes = 72;
const silentBytes = 12;
const silence = -127;
const longestStallMs = 1_000;

/**
 * A microphone as a browser sends it: Opus, 50 packets a second with their loudness on the outside while somebody
 * speaks, one every 400 ms (DTX) while nobody does. Payloads carry a number and the instant they were sent.
 */
export class LiveVoice implements PacketSource {
  readonly #ssrc = randomInt(1, 0xffffffff);
  readonly #firstTimestamp = randomInt(0xffffffff);
  readonly #beganAtMs = performance.now();
  #dueAtMs = this.#beganAtMs;
  #decibels = -20;
  #number = 0;
  #isNewSpurt = true;
  #leaveBeat: (() => void) | undefined;

  get rtpParameters(): RtpParameters {
    const parameters = { useinbandfec: 1, usedtx: 1 };
    const rtcpFeedback = [transportFeedback];
    return {
      codecs: [
        { mimeType: 'audio/opus', payloadType, clockRate: 48_000, channels: 2, parameters, rtcpFeedback },
      ],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtension },
        transportNumber,
      ],
      encodings: [{ ssrc: this.#ssrc, dtx: true }],
    };
  }

  /** How many packets there have been. */
  get said(): number {
    return this.#number;
  }

  speak(decibels = -20): void {
    if (this.#decibels === silence) {
      this.#dueAtMs = performance.now();
      this.#isNewSpurt = true;
    }
    this.#decibels = decibels;
  }

  fallSilent(): void {
    this.#decibels = silence;
  }

  start(send: (packet: Buffer) => void): void {
    this.#dueAtMs = performance.now() + randomInt(packetMs);
    this.#leaveBeat ??= packetBeat.follow((nowMs) => this.#sendDue(nowMs, send));
  }

  stop(): void {
    this.#leaveBeat?.();
    this.#leaveBeat = undefined;
  }

  timestampAt(atMs: number): number {
    return (this.#firstTimestamp + Math.round((atMs - this.#beganAtMs) * ticksPerMs)) >>> 0;
  }

  #sendDue(nowMs: number, send: (packet: Buffer) => void): void {
    if (nowMs - this.#dueAtMs > longestStallMs) this.#dueAtMs = nowMs;
    while (this.#dueAtMs <= nowMs) {
      send(this.#next());
      this.#dueAtMs += this.#isSilent ? silentPacketMs : packetMs;
    }
  }

  get #isSilent(): boolean {
    return this.#decibels === silence;
  }

  #next(): Buffer {
    this.#number += 1;
    const header = {
      payloadType,
      sequence: this.#number,
      timestamp: this.timestampAt(this.#dueAtMs),
      ssrc: this.#ssrc,
      isMarked: this.#isNewSpurt,
    };
    this.#isNewSpurt = false;
    const level = Buffer.from([(this.#isSilent ? 0 : 0x80) | -this.#decibels]);
    const extensions = extensionBlock([{ id: levelExtension, value: level }, transportNumberElement]);
    const packet = packetOf(header, extensions, this.#isSilent ? silentBytes : spokenBytes);
    const payload = payloadOf(packet);
    payload.writeUInt32BE(this.#number, 0);
    payload.writeDoubleBE(epochNowMs(), 4);
    return packet;
  }
}

/** What `LiveVoice` wrote into a packet, wherever a forwarding server has left it. */
export function readVoice(packet: Buffer): { number: number; sentAtMs: number } {
  const payload = payloadOf(packet);
  return { number: payload.readUInt32BE(0), sentAtMs: payload.readDoubleBE(4) };
}
