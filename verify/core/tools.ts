/** What Node and a browser do each in their own way, handed in: this folder imports nothing at all. */
export type Tools = {
  /** In lower-case hexadecimal; of a text, of its UTF-8 bytes. */
  sha256(content: string | Uint8Array): string;
  openDigest(): Digest;
  /** Whether this Ed25519 key has signed these words. */
  hasSigned(claim: SignatureClaim): boolean | Promise<boolean>;
};

export type Digest = { add(text: string): void; end(): string };

export type SignatureClaim = { publicKey: Uint8Array; message: string; signature: Uint8Array };
