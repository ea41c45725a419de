import { Sha256, sha256 } from '../../verify/core/sha256.ts';
import type { SignatureClaim, Tools } from '../../verify/core/tools.ts';

/** This browser cannot check signatures, so nothing can be said about a file. */
export class NoSignatures extends Error {}

const ed25519 = { name: 'Ed25519' };

/** Hashes of our own, since a browser's answer only later; signatures by the browser. */
export const browserTools: Tools = {
  sha256,
  openDigest() {
    const digest = new Sha256();
    return { add: (text) => void digest.add(text), end: () => digest.end() };
  },
  hasSigned,
};

async function hasSigned({ publicKey, message, signature }: SignatureClaim): Promise<boolean> {
  const key = await importKey(publicKey);
  const text = new TextEncoder().encode(message);
  return await crypto.subtle.verify(ed25519, key, new Uint8Array(signature), text);
}

async function importKey(publicKey: Uint8Array): Promise<CryptoKey> {
  // Absent where the page was not loaded in a secure way.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) throw new NoSignatures();
  try {
    return await subtle.importKey('raw', new Uint8Array(publicKey), ed25519, false, ['verify']);
  } catch (cause) {
    throw new NoSignatures('no Ed25519', { cause });
  }
}
