/** Reading and writing the RTCP that an endpoint needs (RFC 3550, 4585, 5104). */

const type = {
  senderReport: 200,
  receiverReport: 201,
  transportFeedback: 205,
  payloadFeedback: 206,
} as const;
const pliFormat = 1;
const transportFormat = 15;
const firFormat = 4;
const ntpEpochSeconds = 2_208_988_800;

export type SenderReport = { ssrc: number; timestamp: number; packets: number; bytes: number };
export type ReportBlock = {
  ssrc: number;
  fractionLost: number;
  lost: number;
  highest: number;
  jitter: number;
  lastReport: number;
  sinceLastReport: number;
};

/** Each packet of a compound one. */
function* packetsIn(compound: Buffer): Generator<{ type: number; format: number; packet: Buffer }> {
  for (let at = 0; at + 8 <= compound.length; ) {
    const end = at + 4 + 4 * compound.readUInt16BE(at + 2);
    if (end > compound.length) return;
    const packet = compound.subarray(at, end);
    yield { type: packet.readUInt8(1), format: packet.readUInt8(0) & 0x1f, packet };
    at = end;
  }
}

/** The streams of which this asks for a key frame. */
export function keyFrameRequestsIn(compound: Buffer): number[] {
  const ssrcs: number[] = [];
  for (const { type: kind, format, packet } of packetsIn(compound)) {
    if (kind !== type.payloadFeedback) continue;
    if (format === pliFormat) ssrcs.push(packet.readUInt32BE(8));
    if (format === firFormat)
      for (let at = 12; at + 8 <= packet.length; at += 8) ssrcs.push(packet.readUInt32BE(at));
  }
  return ssrcs;
}

/** Which streams' senders report, and the middle of the instant they name: a receiver's report sends it back. */
export function senderReportsIn(compound: Buffer): { ssrc: number; middle: number }[] {
  const reports: { ssrc: number; middle: number }[] = [];
  for (const { type: kind, packet } of packetsIn(compound))
    if (kind === type.senderReport && packet.length >= 28)
      reports.push({ ssrc: packet.readUInt32BE(4), middle: packet.readUInt32BE(10) });
  return reports;
}

export function pli(ownSsrc: number, ssrc: number): Buffer {
  const packet = headed({ format: pliFormat, type: type.payloadFeedback, length: 12, ownSsrc });
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

export function senderReport({ ssrc, timestamp, packets, bytes }: SenderReport, epochMs: number): Buffer {
  const packet = headed({ format: 0, type: type.senderReport, length: 28, ownSsrc: ssrc });
  packet.writeUInt32BE(Math.floor(epochMs / 1_000) + ntpEpochSeconds, 8);
  packet.writeUInt32BE(Math.floor(((epochMs % 1_000) / 1_000) * 2 ** 32), 12);
  packet.writeUInt32BE(timestamp >>> 0, 16);
  packet.writeUInt32BE(packets >>> 0, 20);
  packet.writeUInt32BE(bytes >>> 0, 24);
  return packet;
}

/** One report about at most 31 streams. */
export function receiverReport(ownSsrc: number, blocks: readonly ReportBlock[]): Buffer {
  const length = 8 + 24 * blocks.length;
  const packet = headed({ format: blocks.length, type: type.receiverReport, length, ownSsrc });
  blocks.forEach((block, index) => {
    writeBlock(packet.subarray(8 + 24 * index), block);
  });
  return packet;
}

export type TransportFeedback = {
  ownSsrc: number;
  ssrc: number;
  /** The first number told of, and its clock's full 64 ms before the first arrival. */
  base: number;
  reference: number;
  told: number;
  deltas: readonly (number | undefined)[];
};

/** When packets arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01), in chunks of seven two-bit statuses. */
export function transportFeedback({
  ownSsrc,
  ssrc,
  base,
  reference,
  told,
  deltas,
}: TransportFeedback): Buffer {
  const statuses = deltas.map((delta) => (delta === undefined ? 0 : isSmall(delta) ? 1 : 2));
  const chunks = Math.ceil(statuses.length / 7);
  const bytes = statuses.reduce<number>((sum, status) => sum + status, 20 + 2 * chunks);
  const length = 4 * Math.ceil(bytes / 4);
  const packet = headed({ format: transportFormat, type: type.transportFeedback, length, ownSsrc });
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt16BE(base & 0xffff, 12);
  packet.writeUInt16BE(statuses.length, 14);
  packet.writeUIntBE(reference & 0xffffff, 16, 3);
  packet.writeUInt8(told & 0xff, 19);
  for (let chunk = 0; chunk < chunks; chunk += 1)
    packet.writeUInt16BE(statusChunk(statuses.slice(7 * chunk, 7 * chunk + 7)), 20 + 2 * chunk);
  writeDeltas(packet.subarray(20 + 2 * chunks), deltas);
  return packet;
}

const isSmall = (delta: number): boolean => delta >= 0 && delta <= 0xff;

const statusChunk = (statuses: readonly number[]): number =>
  statuses.reduce((chunk, status, index) => chunk | (status << (12 - 2 * index)), 0xc000);

function writeDeltas(into: Buffer, deltas: readonly (number | undefined)[]): void {
  let at = 0;
  for (const delta of deltas) {
    if (delta === undefined) continue;
    if (isSmall(delta)) into.writeUInt8(delta, at);
    else into.writeInt16BE(Math.max(-0x8000, Math.min(0x7fff, delta)), at);
    at += isSmall(delta) ? 1 : 2;
  }
}

function writeBlock(into: Buffer, block: ReportBlock): void {
  into.writeUInt32BE(block.ssrc, 0);
  into.writeUInt8(block.fractionLost, 4);
  into.writeUIntBE(Math.min(block.lost, 0x7fffff), 5, 3);
  into.writeUInt32BE(block.highest >>> 0, 8);
  into.writeUInt32BE(block.jitter >>> 0, 12);
  into.writeUInt32BE(block.lastReport, 16);
  into.writeUInt32BE(block.sinceLastReport >>> 0, 20);
}

type Head = { format: number; type: number; length: number; ownSsrc: number };

function headed({ format, type: kind, length, ownSsrc }: Head): Buffer {
  const packet = Buffer.alloc(length);
  packet.writeUInt8(0x80 | format, 0);
  packet.writeUInt8(kind, 1);
  packet.writeUInt16BE(length / 4 - 1, 2);
  packet.writeUInt32BE(ownSsrc, 4);
  return packet;
}
