import type { Certificate } from './certificate.ts';

/** The handshake messages of DTLS 1.2 that a client needs, for one cipher suite and one curve. */

export const messageType = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

export type Message = { type: number; number: number; body: Buffer };

const ecdheEcdsaAes128Gcm = 0xc02b;
const p256 = 0x0017;
const ecdsaSha256 = 0x0403;
const extension = {
  groups: 10,
  points: 11,
  signatures: 13,
  srtp: 14,
  extendedMaster: 23,
  renegotiation: 0xff01,
};
const fragmentHeaderLength = 12;
const longestMessage = 16_384;

/** AEAD_AES_256_GCM and AEAD_AES_128_GCM (RFC 7714); the server takes the one it prefers. */
const srtpProfiles = [0x0008, 0x0007];

const u8 = (value: number) => Buffer.from([value]);
const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
const u24 = (value: number) => Buffer.from([value >> 16, (value >> 8) & 0xff, value & 0xff]);
const block8 = (body: Buffer) => Buffer.concat([u8(body.length), body]);
const block16 = (body: Buffer) => Buffer.concat([u16(body.length), body]);
const block24 = (body: Buffer) => Buffer.concat([u24(body.length), body]);

/** A message as it goes into the transcript and, unfragmented, onto the wire. */
export function encode({ type, number, body }: Message): Buffer {
  return Buffer.concat([u8(type), u24(body.length), u16(number), u24(0), u24(body.length), body]);
}

export function clientHello(random: Buffer): Buffer {
  const extensions: [number, Buffer][] = [
    [extension.groups, block16(u16(p256))],
    [extension.points, block8(u8(0))],
    [extension.signatures, block16(u16(ecdsaSha256))],
    [extension.srtp, Buffer.concat([block16(u16(...srtpProfiles)), u8(0)])],
    [extension.extendedMaster, Buffer.alloc(0)],
    [extension.renegotiation, u8(0)],
  ];
  const encoded = extensions.map(([type, body]) => Buffer.concat([u16(type), block16(body)]));
  const suites = block16(u16(ecdheEcdsaAes128Gcm));
  const [noSession, noCookie, noCompression] = [u8(0), u8(0), block8(u8(0))];
  const said = [u16(0xfefd), random, noSession, noCookie, suites, noCompression];
  return Buffer.concat([...said, block16(Buffer.concat(encoded))]);
}

export const certificateMessage = ({ der }: Certificate): Buffer => block24(block24(der));
export const keyExchangeMessage = (point: Buffer): Buffer => block8(point);
export const verifyMessage = (signature: Buffer): Buffer =>
  Buffer.concat([u16(ecdsaSha256), block16(signature)]);

/** The server's random number and the SRTP profile it chose. */
export function readServerHello(body: Buffer): { random: Buffer; srtpProfile: number } {
  const afterSession = 35 + body.readUInt8(34);
  if (body.readUInt16BE(afterSession) !== ecdheEcdsaAes128Gcm) throw new Error('another cipher suite');
  const extensions = new Map<number, Buffer>();
  for (let at = afterSession + 5; at < body.length; ) {
    const end = at + 4 + body.readUInt16BE(at + 2);
    extensions.set(body.readUInt16BE(at), body.subarray(at + 4, end));
    at = end;
  }
  const srtp = extensions.get(extension.srtp);
  if (srtp === undefined || !extensions.has(extension.extendedMaster))
    throw new Error('the server has no SRTP or no extended master secret');
  return { random: body.subarray(2, 34), srtpProfile: srtp.readUInt16BE(2) };
}

/** The server's own certificate, the first of its chain. */
export function readCertificate(body: Buffer): Buffer {
  return body.subarray(6, 6 + body.readUIntBE(3, 3));
}

/** The server's point on the curve, and what it signed of it. */
export function readKeyExchange(body: Buffer): { point: Buffer; signed: Buffer; signature: Buffer } {
  if (body.readUInt8(0) !== 3 || body.readUInt16BE(1) !== p256) throw new Error('another curve');
  const end = 4 + body.readUInt8(3);
  return { point: body.subarray(4, end), signed: body.subarray(0, end), signature: body.subarray(end + 4) };
}

/** Puts fragments together and messages in order. */
export class MessageReader {
  #next = 0;
  readonly #partial = new Map<number, { type: number; body: Buffer; missing: Set<number> }>();

  /** The messages that this record completes, oldest first. */
  read(record: Buffer): Message[] {
    for (let at = 0; at + fragmentHeaderLength <= record.length; ) {
      const end = at + fragmentHeaderLength + record.readUIntBE(at + 9, 3);
      if (end > record.length) break;
      this.#keep(record.subarray(at, end));
      at = end;
    }
    return this.#complete();
  }

  #keep(fragment: Buffer): void {
    const number = fragment.readUInt16BE(4);
    const length = fragment.readUIntBE(1, 3);
    if (number < this.#next || number > this.#next + 8 || length > longestMessage) return;
    const known = this.#partial.get(number);
    const partial = known ?? {
      type: fragment.readUInt8(0),
      body: Buffer.alloc(length),
      missing: bytes(length),
    };
    this.#partial.set(number, partial);
    const offset = fragment.readUIntBE(6, 3);
    const part = fragment.subarray(fragmentHeaderLength);
    part.copy(partial.body, offset);
    for (let at = 0; at < part.length; at += 1) partial.missing.delete(offset + at);
  }

  #complete(): Message[] {
    const complete: Message[] = [];
    for (;;) {
      const partial = this.#partial.get(this.#next);
      if (partial === undefined || partial.missing.size > 0) return complete;
      this.#partial.delete(this.#next);
      complete.push({ type: partial.type, number: this.#next, body: partial.body });
      this.#next += 1;
    }
  }
}

const bytes = (length: number): Set<number> => new Set(Array.from({ length }, (_, at) => at));
