import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import type { SignatureClaim, Tools } from './core/tools.ts';

/** How Ed25519 keys begin in DER (RFC 8410); the 32 raw bytes follow. */
export const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Hashes and signatures as Node has them. */
export const nodeTools: Tools = {
  sha256: (content) => hash('sha256', content, 'hex'),
  openDigest() {
    const digest = createHash('sha256');
    return { add: (text) => void digest.update(text, 'utf8'), end: () => digest.digest('hex') };
  },
  hasSigned({ publicKey, message, signature }: SignatureClaim): boolean {
    const der = Buffer.concat([spkiPrefix, publicKey]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(message), key, signature);
  },
};
