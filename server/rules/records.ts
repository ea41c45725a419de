/** The campaign's log, its keys and receipts: what is hashed and signed, and how it is checked (REC-1 to REC-6). */
import canonicalize from 'canonicalize';
import {
  type Head,
  type ReceiptBody,
  type RecordBody,
  RecordBodySchema,
  type RecordContent,
  type SignedRecord,
  type SigningKeyRecord,
} from '../protocol/records.ts';
import { type Digest, genesisHash } from './chain.ts';

/** Where a campaign's log has come to. */
export type RecordHead = { sequence: number; hash: string; atMs: number };

/** When and by which boot an entry is made. */
export type Moment = { campaignId: string; atMs: number; bootId: string };

/** The entry that stands behind `head`; its instant is never before that one's, whatever the clocks of two processes say. */
export function nextRecord(head: RecordHead | null, content: RecordContent, moment: Moment): RecordBody {
  const { campaignId, bootId } = moment;
  const sequence = (head?.sequence ?? 0) + 1;
  const atMs = Math.max(moment.atMs, head?.atMs ?? 0);
  return { ...content, campaignId, sequence, previousHash: head?.hash ?? genesisHash, atMs, bootId };
}

/** RFC 8785 over exactly the fields of REC-2. The heads stand in the order of their debates' ids. */
export function canonicalRecord(body: RecordBody): string {
  const { campaignId, sequence, previousHash, atMs, bootId } = body;
  const place = { campaignId, sequence, previousHash, atMs, bootId };
  return canonical(
    body.kind === 'checkpoint'
      ? { ...place, kind: body.kind, heads: body.heads.map(onlyHead).sort(byDebate) }
      : { ...place, kind: body.kind, payload: body.payload },
  );
}

const onlyHead = ({ debateId, sequence, hash }: Head): Head => ({ debateId, sequence, hash });
const byDebate = (a: Head, b: Head): number => (a.debateId < b.debateId ? -1 : 1);

function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('what is to be signed has no canonical form');
  return text;
}

/** What is hashed of an entry of the campaign's log. */
export const recordPreimage = (body: string): string => `debate-hub/checkpoint/1\n${body}`;

/** What is signed of an entry of the campaign's log. */
export const signedText = (hash: string): string => `debate-hub/checkpoint-signature/1\n${hash}`;

/** What the key before signs of a new one. */
export function endorsementText(key: Omit<SigningKeyRecord, 'endorsement'>): string {
  const { keyId, publicKey, createdAtMs, previousKeyId } = key;
  return `debate-hub/key/1\n${canonical({ keyId, publicKey, createdAtMs, previousKeyId })}`;
}

/** What is signed of a whole bundle, of which this is the SHA-256. */
export const bundleText = (sha256: string): string => `debate-hub/bundle/1\n${sha256}`;

/** What is signed of a receipt. */
export const receiptText = (body: string): string => `debate-hub/receipt/1\n${body}`;

/** RFC 8785 over exactly the fields of REC-6. */
export function canonicalReceipt(body: ReceiptBody): string {
  const { campaignId, debateId, slotId, kind, sequence, hash, atMs } = body;
  return canonical({ campaignId, debateId, slotId, kind, sequence, hash, atMs });
}

/** Whether the key of this id made this signature. Handed in: server and browser have different ones. */
type Verify = (keyId: string, text: string, signature: string) => boolean;
export type Checks = { digest: Digest; verify: Verify };

/** The first sequence at which a campaign's log, given from its beginning, is not what was signed. */
export function firstBrokenRecord(records: readonly SignedRecord[], checks: Checks): number | null {
  let previousHash = genesisHash;
  for (const [index, record] of records.entries()) {
    const body = bodyOf(record);
    const isInPlace = body?.sequence === index + 1 && body.previousHash === previousHash;
    if (!isInPlace || !isSigned(record, checks)) return index + 1;
    previousHash = record.hash;
  }
  return null;
}

/** The entry's body where its text is one in canonical form; null otherwise. */
export function bodyOf({ body: text }: Pick<SignedRecord, 'body'>): RecordBody | null {
  const parsed = RecordBodySchema.safeParse(asJson(text));
  return parsed.success && canonicalRecord(parsed.data) === text ? parsed.data : null;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSigned({ body, hash, keyId, signature }: SignedRecord, { digest, verify }: Checks): boolean {
  return digest(recordPreimage(body)) === hash && verify(keyId, signedText(hash), signature);
}

/**
 * The first sequence at which a debate's log is not what checkpoints say it was: cut off there, or something else. A log
 * that was written anew from the beginning is whole in itself; only this shows it.
 */
export function firstUnlikeSigned(
  entries: readonly { hash: string }[],
  signed: readonly Pick<Head, 'sequence' | 'hash'>[],
): number | null {
  const unlike = signed.filter(({ sequence, hash }) => entries[sequence - 1]?.hash !== hash);
  return unlike.length === 0 ? null : Math.min(...unlike.map(({ sequence }) => sequence), entries.length + 1);
}
