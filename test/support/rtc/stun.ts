import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The little of STUN (RFC 8489, 8445) that is needed towards a server that is ICE-lite. */

export type IceCredentials = { usernameFragment: string; password: string };

const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const magic = 0x2112a442;
const fingerprintMask = 0x5354554e;
const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  controlling: 0x802a,
};
const hostPriority = Buffer.from([0x7e, 0x7f, 0xff, 0xff]);

export const isStun = (packet: Buffer): boolean => packet.length >= 20 && packet.readUInt8(0) < 2;

/** A connectivity check that also nominates its own path: a server that is ICE-lite takes the path it comes by. */
export function bindingCheck(theirs: IceCredentials, ownFragment: string): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(bindingRequest, 0);
  header.writeUInt32BE(magic, 4);
  randomBytes(12).copy(header, 8);
  const username = Buffer.from(`${theirs.usernameFragment}:${ownFragment}`);
  const said = Buffer.concat([
    header,
    element(attribute.username, username),
    element(attribute.priority, hostPriority),
    element(attribute.controlling, randomBytes(8)),
    element(attribute.useCandidate, Buffer.alloc(0)),
  ]);
  const whole = withFingerprint(withIntegrity(said, theirs.password));
  return whole;
}

/** Is this the server's yes to that check? */
export function isYesTo(packet: Buffer, check: Buffer): boolean {
  return packet.readUInt16BE(0) === bindingSuccess && packet.subarray(8, 20).equals(check.subarray(8, 20));
}

function withIntegrity(message: Buffer, password: string): Buffer {
  message.writeUInt16BE(message.length - 20 + 24, 2);
  const digest = createHmac('sha1', password).update(message).digest();
  return Buffer.concat([message, element(attribute.integrity, digest)]);
}

function withFingerprint(message: Buffer): Buffer {
  message.writeUInt16BE(message.length - 20 + 8, 2);
  const value = Buffer.alloc(4);
  value.writeUInt32BE((crc32(message) ^ fingerprintMask) >>> 0);
  return Buffer.concat([message, element(attribute.fingerprint, value)]);
}

function element(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + 4 * Math.ceil(value.length / 4));
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}
