import { createCipheriv, createDecipheriv } from 'node:crypto';
import { isAuthentic } from './dtls-records.ts';
import { headerLengthOf } from './rtp-packet.ts';
import { type SessionKeys, type SrtpKeys, sessionKeys } from './srtp-keys.ts';

const tagLength = 16;
const rtcpHeaderLength = 8;
const isEncrypted = 0x80000000;

/** How often a stream's 16-bit numbers have begun again (RFC 3711, 3.3.1). */
type Rollover = { count: number; highest: number };

/** Seals and opens the packets of one DTLS session: AEAD_AES_128_GCM or AEAD_AES_256_GCM (RFC 7714). */
export class Srtp {
  readonly #own: SessionKeys;
  readonly #theirs: SessionKeys;
  readonly #sent = new Map<number, Rollover>();
  readonly #received = new Map<number, Rollover>();
  #rtcpSent = 0;

  constructor(keys: SrtpKeys) {
    this.#own = sessionKeys(keys.own);
    this.#theirs = sessionKeys(keys.theirs);
  }

  sealRtp(packet: Buffer): Buffer {
    const { cipher, rtp, rtpSalt } = this.#own;
    const headerLength = headerLengthOf(packet);
    const sealing = createCipheriv(cipher, rtp, rtpNonce(packet, rtpSalt, this.#sent));
    sealing.setAAD(packet.subarray(0, headerLength));
    const payload = sealing.update(packet.subarray(headerLength));
    sealing.final();
    const sealed = Buffer.allocUnsafe(packet.length + tagLength);
    packet.copy(sealed, 0, 0, headerLength);
    payload.copy(sealed, headerLength);
    sealing.getAuthTag().copy(sealed, packet.length);
    return sealed;
  }

  /** Nothing when somebody has touched it, or it is not for us. */
  openRtp(sealed: Buffer): Buffer | undefined {
    const { cipher, rtp, rtpSalt } = this.#theirs;
    const headerLength = headerLengthOf(sealed);
    const length = sealed.length - tagLength;
    if (length < headerLength) return undefined;
    const opening = createDecipheriv(cipher, rtp, rtpNonce(sealed, rtpSalt, this.#received));
    opening.setAAD(sealed.subarray(0, headerLength)).setAuthTag(sealed.subarray(length));
    const payload = opening.update(sealed.subarray(headerLength, length));
    if (!isAuthentic(opening)) return undefined;
    const packet = Buffer.allocUnsafe(length);
    sealed.copy(packet, 0, 0, headerLength);
    payload.copy(packet, headerLength);
    return packet;
  }

  sealRtcp(packet: Buffer): Buffer {
    const { cipher, rtcp, rtcpSalt } = this.#own;
    this.#rtcpSent += 1;
    const index = Buffer.alloc(4);
    index.writeUInt32BE(isEncrypted + this.#rtcpSent);
    const header = packet.subarray(0, rtcpHeaderLength);
    const sealing = createCipheriv(cipher, rtcp, rtcpNonce(packet, rtcpSalt, this.#rtcpSent));
    sealing.setAAD(Buffer.concat([header, index]));
    const body = sealing.update(packet.subarray(rtcpHeaderLength));
    sealing.final();
    return Buffer.concat([header, body, sealing.getAuthTag(), index]);
  }

  openRtcp(sealed: Buffer): Buffer | undefined {
    const { cipher, rtcp, rtcpSalt } = this.#theirs;
    const length = sealed.length - tagLength - 4;
    if (length < rtcpHeaderLength) return undefined;
    const index = sealed.subarray(length + tagLength);
    const header = sealed.subarray(0, rtcpHeaderLength);
    const nonce = rtcpNonce(sealed, rtcpSalt, index.readUInt32BE() & 0x7fffffff);
    const opening = createDecipheriv(cipher, rtcp, nonce);
    opening.setAAD(Buffer.concat([header, index])).setAuthTag(sealed.subarray(length, length + tagLength));
    const body = opening.update(sealed.subarray(rtcpHeaderLength, length));
    return isAuthentic(opening) ? Buffer.concat([header, body]) : undefined;
  }
}

function rtpNonce(packet: Buffer, salt: Buffer, rollovers: Map<number, Rollover>): Buffer {
  const ssrc = packet.readUInt32BE(8);
  const sequence = packet.readUInt16BE(2);
  const nonce = Buffer.from(salt);
  xor32(nonce, 2, ssrc);
  xor32(nonce, 6, rolloverOf(rollovers, ssrc, sequence));
  nonce.writeUInt16BE(nonce.readUInt16BE(10) ^ sequence, 10);
  return nonce;
}

function rtcpNonce(packet: Buffer, salt: Buffer, index: number): Buffer {
  const nonce = Buffer.from(salt);
  xor32(nonce, 2, packet.readUInt32BE(4));
  xor32(nonce, 8, index);
  return nonce;
}

function xor32(nonce: Buffer, at: number, value: number): void {
  nonce.writeUInt32BE((nonce.readUInt32BE(at) ^ value) >>> 0, at);
}

function rolloverOf(rollovers: Map<number, Rollover>, ssrc: number, sequence: number): number {
  const known = rollovers.get(ssrc);
  if (known === undefined) {
    rollovers.set(ssrc, { count: 0, highest: sequence });
    return 0;
  }
  const ahead = ((sequence - known.highest) << 16) >> 16;
  const isNextRound = ahead > 0 && sequence < known.highest;
  const isLastRound = ahead < 0 && sequence > known.highest;
  const count = known.count + (isNextRound ? 1 : 0) - (isLastRound ? 1 : 0);
  if (ahead > 0) {
    known.count = count;
    known.highest = sequence;
  }
  return count;
}
