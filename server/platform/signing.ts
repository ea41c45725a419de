import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { cannotUse } from './config.ts';
import { sha256 } from './hash.ts';

/** An Ed25519 key that signs in the hub's name. The private part never leaves it. */
export type SigningKey = {
  /** The first 16 hexadecimal digits of the SHA-256 of the raw public key. */
  keyId: string;
  /** The raw public key in base64. */
  publicKey: string;
  /** The signature over the text's UTF-8 bytes, in base64. */
  sign(text: string): string;
};

/** The key in a PEM file (PKCS#8); a file that is missing or holds none is a wrong setting. */
export function readSigningKey(file: string): SigningKey {
  try {
    return keyOf(createPrivateKey(readFileSync(file)));
  } catch (error) {
    throw cannotUse('SIGNING_KEY_FILE', file, (error as Error).message);
  }
}

/** Makes a key into a new file that only this user may read. It is on the disk when this returns. */
export function createSigningKey(file: string): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const descriptor = openNew(file);
  try {
    writeSync(descriptor, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return keyOf(privateKey);
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    throw cannotUse('SIGNING_KEY_FILE', file, (error as Error).message);
  }
}

function keyOf(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it holds no Ed25519 key');
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  return {
    keyId: keyIdOf(raw),
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

/** The name of a raw public key. */
function keyIdOf(rawPublicKey: Buffer): string {
  return sha256(rawPublicKey).slice(0, 16);
}

/** Whether the owner of this public key (raw, in base64) signed the text's UTF-8 bytes. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
