/** The hash chain of a debate's evidence (rules EVID-1 and EVID-2; domain spec 7.2: a verdict stands on its log). */
import canonicalize from 'canonicalize';
import type { EvidenceBody, EvidenceEntry } from '../protocol/evidence.ts';

/** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. Handed in: server and browser have different ones. */
export type Digest = (text: string) => string;

export const genesisHash = '0'.repeat(64);

/** RFC 8785 over exactly the fields of EVID-1; whatever else a row carries is not evidence. */
export function canonicalBody(body: EvidenceBody): string {
  const { debateId, sequence, previousHash, atMs, monotonicMs, bootId, actor, commandId, kind, payload } =
    body;
  const fields = {
    debateId,
    sequence,
    previousHash,
    atMs,
    monotonicMs,
    bootId,
    actor,
    commandId,
    kind,
    payload,
  };
  const text = canonicalize(fields);
  if (text === undefined) throw new TypeError('an evidence entry has no canonical form');
  return text;
}

export function preimage(body: EvidenceBody): string {
  return `debate-hub/evidence/1\n${canonicalBody(body)}`;
}

export function linkIsIntact(previousHash: string, entry: EvidenceEntry, digest: Digest): boolean {
  return entry.previousHash === previousHash && entry.hash === digest(preimage(entry));
}

/**
 * The first sequence at which the log is not what was written: an entry missing, out of place, or changed.
 * A log cut off at its end looks whole; only a signed checkpoint can show that.
 */
export function firstBrokenEntry(entries: readonly EvidenceEntry[], digest: Digest): number | null {
  let previousHash = genesisHash;
  for (const [index, entry] of entries.entries()) {
    const expected = index + 1;
    if (entry.sequence !== expected || !linkIsIntact(previousHash, entry, digest)) return expected;
    previousHash = entry.hash;
  }
  return null;
}
