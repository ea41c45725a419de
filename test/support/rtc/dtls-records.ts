import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import type { RecordKeys } from './dtls-keys.ts';

/** The record layer of DTLS 1.2 (RFC 6347): numbered envelopes, from the second epoch on sealed with AES-128-GCM. */

export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22 } as const;
export type Envelope = { type: number; epoch: number; body: Buffer };

const headerLength = 13;
const explicitNonceLength = 8;
const tagLength = 16;
const version = 0xfefd;

export class RecordLayer {
  readonly #sent = [0, 0];
  #write: { key: KeyObject; iv: Buffer } | undefined;
  #read: { key: KeyObject; iv: Buffer } | undefined;

  /** From here on the second epoch can be written and read. */
  protect({ writeKey, writeIv, readKey, readIv }: RecordKeys): void {
    this.#write = { key: createSecretKey(writeKey), iv: writeIv };
    this.#read = { key: createSecretKey(readKey), iv: readIv };
  }

  /** A record under a number of its own, also when it says what an earlier one said. */
  seal({ type, epoch, body }: Envelope): Buffer {
    const header = Buffer.alloc(headerLength);
    header.writeUInt8(type, 0);
    header.writeUInt16BE(version, 1);
    header.writeUInt16BE(epoch, 3);
    header.writeUIntBE(this.#sent[epoch] ?? 0, 5, 6);
    this.#sent[epoch] = (this.#sent[epoch] ?? 0) + 1;
    const content = epoch === 0 ? body : this.#encrypt(header, body);
    header.writeUInt16BE(content.length, 11);
    return Buffer.concat([header, content]);
  }

  /** What a datagram holds. Records that cannot be read yet, or that somebody has touched, are left out. */
  open(datagram: Buffer): Envelope[] {
    const envelopes: Envelope[] = [];
    for (let at = 0; at + headerLength <= datagram.length; ) {
      const header = datagram.subarray(at, at + headerLength);
      const end = at + headerLength + header.readUInt16BE(11);
      if (end > datagram.length) break;
      const content = datagram.subarray(at + headerLength, end);
      const epoch = header.readUInt16BE(3);
      const body = epoch === 0 ? content : this.#decrypt(header, content);
      if (body) envelopes.push({ type: header.readUInt8(0), epoch, body });
      at = end;
    }
    return envelopes;
  }

  #encrypt(header: Buffer, body: Buffer): Buffer {
    if (this.#write === undefined) throw new Error('no keys to write this epoch with');
    const nonce = header.subarray(3, 3 + explicitNonceLength);
    const cipher = createCipheriv('aes-128-gcm', this.#write.key, Buffer.concat([this.#write.iv, nonce]));
    cipher.setAAD(additional(header, body.length));
    return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  }

  #decrypt(header: Buffer, content: Buffer): Buffer | undefined {
    const length = content.length - explicitNonceLength - tagLength;
    if (this.#read === undefined || length < 0) return undefined;
    const iv = Buffer.concat([this.#read.iv, content.subarray(0, explicitNonceLength)]);
    const decipher = createDecipheriv('aes-128-gcm', this.#read.key, iv);
    decipher.setAAD(additional(header, length)).setAuthTag(content.subarray(-tagLength));
    const body = decipher.update(content.subarray(explicitNonceLength, -tagLength));
    return isAuthentic(decipher) ? body : undefined;
  }
}

/** Node says by throwing that a tag does not fit. */
export function isAuthentic(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final();
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

function additional(header: Buffer, length: number): Buffer {
  const data = Buffer.alloc(headerLength);
  header.copy(data, 0, 3, 11);
  header.copy(data, 8, 0, 3);
  data.writeUInt16BE(length, 11);
  return data;
}
