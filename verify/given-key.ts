import { createPublicKey } from 'node:crypto';

/** The public key in this text, as base64 of its 32 bytes: PEM, base64 or hexadecimal, whatever stands around it. */
export function keyIn(text: string): string {
  if (text.includes('-----BEGIN')) {
    const { crv, x = '' } = createPublicKey(text).export({ format: 'jwk' });
    if (crv !== 'Ed25519') throw new TypeError('the key is no Ed25519 key');
    return Buffer.from(x, 'base64url').toString('base64');
  }
  const hex = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.exec(text)?.[0];
  if (hex) return Buffer.from(hex, 'hex').toString('base64');
  const base64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/.exec(text)?.[0];
  if (base64) return base64;
  throw new TypeError('there is no public key in the file given with --key');
}
