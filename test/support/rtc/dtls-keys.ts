import { createHmac } from 'node:crypto';

/** The secrets of one DTLS 1.2 session, as RFC 5246 and RFC 5764 derive them. */

const verifyLength = 12;

export type Randoms = { client: Buffer; server: Buffer };

/** With the extended master secret (RFC 7627): bound to everything said so far, not only to the two random numbers. */
export function masterSecret(preMaster: Buffer, sessionHash: Buffer): Buffer {
  return prf(preMaster, { label: 'extended master secret', seed: sessionHash, length: 48 });
}

export type RecordKeys = { writeKey: Buffer; readKey: Buffer; writeIv: Buffer; readIv: Buffer };

/** For AES-128-GCM, seen from the client. */
export function recordKeys(master: Buffer, { client, server }: Randoms): RecordKeys {
  const seed = Buffer.concat([server, client]);
  const block = prf(master, { label: 'key expansion', seed, length: 40 });
  return {
    writeKey: block.subarray(0, 16),
    readKey: block.subarray(16, 32),
    writeIv: block.subarray(32, 36),
    readIv: block.subarray(36, 40),
  };
}

export function finished(master: Buffer, who: 'client' | 'server', transcript: Buffer): Buffer {
  return prf(master, { label: `${who} finished`, seed: transcript, length: verifyLength });
}

/** What SRTP takes its keys from (RFC 5764, 4.2). */
export function srtpMaterial(master: Buffer, { client, server }: Randoms, length: number): Buffer {
  const seed = Buffer.concat([client, server]);
  return prf(master, { label: 'EXTRACTOR-dtls_srtp', seed, length });
}

function prf(
  secret: Buffer,
  { label, seed, length }: { label: string; seed: Buffer; length: number },
): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  const blocks: Buffer[] = [];
  let chain = labelled;
  for (let made = 0; made < length; made += 32) {
    chain = createHmac('sha256', secret).update(chain).digest();
    blocks.push(createHmac('sha256', secret).update(chain).update(labelled).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}
