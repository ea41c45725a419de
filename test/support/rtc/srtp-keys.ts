import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto';

/** The keys of SRTP and SRTCP with AEAD_AES_GCM (RFC 7714), as the key derivation of RFC 3711 makes them. */

type MasterKey = { key: Buffer; salt: Buffer };
export type SrtpKeys = { own: MasterKey; theirs: MasterKey };

export type SessionKeys = {
  cipher: 'aes-128-gcm' | 'aes-256-gcm';
  rtp: KeyObject;
  rtpSalt: Buffer;
  rtcp: KeyObject;
  rtcpSalt: Buffer;
};

const saltLength = 12;
const keyLengths: Record<number, number> = { 7: 16, 8: 32 };
const label = { rtp: 0, rtpSalt: 2, rtcp: 3, rtcpSalt: 5 };

export function srtpMaterialLength(profile: number): number {
  const keyLength = keyLengths[profile];
  if (keyLength === undefined) throw new Error(`no SRTP profile ${profile}`);
  return 2 * (keyLength + saltLength);
}

/** Client's key, server's key, client's salt, server's salt (RFC 5764, 4.2); we are the client. */
export function splitMaterial(material: Buffer): SrtpKeys {
  const keyLength = material.length / 2 - saltLength;
  const salts = material.subarray(2 * keyLength);
  return {
    own: { key: material.subarray(0, keyLength), salt: salts.subarray(0, saltLength) },
    theirs: { key: material.subarray(keyLength, 2 * keyLength), salt: salts.subarray(saltLength) },
  };
}

export function sessionKeys(master: MasterKey): SessionKeys {
  const { length } = master.key;
  return {
    cipher: length === 16 ? 'aes-128-gcm' : 'aes-256-gcm',
    rtp: createSecretKey(derive(master, label.rtp, length)),
    rtpSalt: derive(master, label.rtpSalt, saltLength),
    rtcp: createSecretKey(derive(master, label.rtcp, length)),
    rtcpSalt: derive(master, label.rtcpSalt, saltLength),
  };
}

function derive({ key, salt }: MasterKey, labelled: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  salt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ labelled, 7);
  return createCipheriv(`aes-${8 * key.length}-ctr`, key, counter).update(Buffer.alloc(length));
}
