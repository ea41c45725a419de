/** Reading and writing RTP headers (RFC 3550, RFC 8285 with one-byte extension headers). */

export type RtpHeader = {
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  isMarked: boolean;
};

const fixedLength = 12;
const oneByteProfile = 0xbede;

export function headerLengthOf(packet: Buffer): number {
  const first = packet.readUInt8(0);
  const fixed = fixedLength + 4 * (first & 0x0f);
  return (first & 0x10) === 0 ? fixed : fixed + 4 + 4 * packet.readUInt16BE(fixed + 2);
}

export function payloadOf(packet: Buffer): Buffer {
  return packet.subarray(headerLengthOf(packet));
}

/** A packet of this header and these extensions with an empty payload of `payloadLength` bytes to write into. */
export function packetOf(header: RtpHeader, extensions: Buffer, payloadLength: number): Buffer {
  const packet = Buffer.alloc(fixedLength + extensions.length + payloadLength);
  packet.writeUInt8(0x90, 0);
  packet.writeUInt8((header.isMarked ? 0x80 : 0) | header.payloadType, 1);
  packet.writeUInt16BE(header.sequence & 0xffff, 2);
  packet.writeUInt32BE(header.timestamp >>> 0, 4);
  packet.writeUInt32BE(header.ssrc, 8);
  extensions.copy(packet, fixedLength);
  return packet;
}

/** The block of header extensions, by id. */
export function extensionBlock(elements: readonly { id: number; value: Buffer }[]): Buffer {
  const encoded = elements.map(({ id, value }) =>
    Buffer.concat([Buffer.from([(id << 4) | (value.length - 1)]), value]),
  );
  const length = encoded.reduce((sum, { length }) => sum + length, 0);
  const words = Math.ceil(length / 4);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(oneByteProfile, 0);
  head.writeUInt16BE(words, 2);
  return Buffer.concat([head, ...encoded, Buffer.alloc(4 * words - length)]);
}

/** Where the value of the extension of this id begins, if there is one. */
export function extensionAt(packet: Buffer, id: number): number | undefined {
  const first = packet.readUInt8(0);
  if ((first & 0x10) === 0) return undefined;
  const from = fixedLength + 4 * (first & 0x0f);
  if (packet.readUInt16BE(from) !== oneByteProfile) return undefined;
  const end = from + 4 + 4 * packet.readUInt16BE(from + 2);
  for (let at = from + 4; at < end; ) {
    const head = packet.readUInt8(at);
    if (head >> 4 === id) return at + 1;
    at += head === 0 ? 1 : 2 + (head & 0x0f);
  }
  return undefined;
}
