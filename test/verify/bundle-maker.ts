import { createHash, randomUUID } from 'node:crypto';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { canonicalBody, genesisHash } from '../../server/rules/chain.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import { canonical, type Signer, sha256 } from './signer.ts';

type Head = { debateId: string; sequence: number; hash: string };

/** What a bundle is made of; signed anew whenever it is written down. */
export type Parts = {
  debateId: string;
  campaignId: string;
  /** The first one first; the last one signs. */
  signers: readonly Signer[];
  entries: readonly { text: string; hash: string }[];
  /** After how many entries a checkpoint was made. */
  headsAt: readonly number[];
  verdicts: readonly object[];
};

const campaignId = '00000000-0000-4000-8000-0000000c0001';
const title = { kk: 'Пікірсайыс', ru: 'Дебаты', en: 'A debate' };

/** What the hub would give out of this log. */
export function partsOf(log: readonly EvidenceEntry[], signers: readonly Signer[], every = 20): Parts {
  const heads = log
    .map((_, index) => index + 1)
    .filter((count) => count % every === 0 || count === log.length);
  return {
    debateId: (log[0] as EvidenceEntry).debateId,
    campaignId,
    signers,
    entries: log.map((entry) => ({ text: canonicalBody(entry), hash: entry.hash })),
    headsAt: heads,
    verdicts: hubVerdicts(log),
  };
}

/** The verdicts of the hub's own rules, as the bundle has them. */
function hubVerdicts(log: readonly EvidenceEntry[]): object[] {
  const presence = presenceOf(log);
  if (!presence) return [];
  const { facts, ruleSet } = presence;
  const last = log.at(-1) as EvidenceEntry;
  return Object.entries(verdictsOf(facts, ruleSet)).map(([slotId, verdict]) => ({
    slotId,
    outcome: verdict.outcome,
    status: 'proposed',
    origin: 'evidence',
    reasons: verdict.reasons,
    presentMs: verdict.presentMs,
    countableMs: verdict.countableMs,
    arrivedAtMs: verdict.arrivedAtMs,
    ruleVersion: ruleSet.version,
    evidenceSequence: last.sequence,
    evidenceHash: last.hash,
  }));
}

export function linesOf({ headsAt, verdicts, ...parts }: Parts): string[] {
  const heads = new Set(headsAt);
  return [...linesIn({ ...parts, isHead: (count) => heads.has(count), verdicts: () => verdicts })];
}

export const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** As `Parts`, for logs that are too long to be held at once. */
export type Source = Pick<Parts, 'debateId' | 'campaignId' | 'signers'> & {
  entries: Iterable<{ text: string; hash: string }>;
  isHead(count: number): boolean;
  /** Asked when all entries have been taken. */
  verdicts(): readonly object[];
};

export function* linesIn(source: Source): Generator<string> {
  const digest = createHash('sha256');
  const count = { entries: 0, checkpoints: 0 };
  for (const line of unsealed(source, count)) {
    digest.update(`${line}\n`);
    yield line;
  }
  const signer = source.signers.at(-1) as Signer;
  const hash = digest.digest('hex');
  const signature = signer.sign(`debate-hub/bundle/1\n${hash}`);
  yield JSON.stringify({ end: { ...count, sha256: hash, keyId: signer.keyId, signature } });
}

type Count = { entries: number; checkpoints: number };

function* unsealed(source: Source, count: Count): Generator<string> {
  const { debateId, campaignId: campaign, signers, entries, isHead, verdicts } = source;
  yield JSON.stringify({ bundle: 1, debateId, campaignId: campaign, title, exportedAtMs: 1_700_000_000_000 });
  yield* keyLines(signers);
  const heads: Head[] = [];
  for (const { text, hash } of entries) {
    yield JSON.stringify({ entry: text, hash });
    count.entries += 1;
    if (isHead(count.entries)) heads.push({ debateId, sequence: count.entries, hash });
  }
  yield* checkpointLines(source, heads);
  count.checkpoints = heads.length;
  for (const verdict of verdicts()) yield JSON.stringify({ verdict });
}

function keyLines(signers: readonly Signer[]): string[] {
  return signers.map(({ keyId, publicKey }, index) => {
    const previous = signers[index - 1];
    const previousKeyId = previous?.keyId ?? null;
    const body = { keyId, publicKey, createdAtMs: 1_600_000_000_000 + index, previousKeyId };
    const endorsement = previous?.sign(`debate-hub/key/1\n${canonical(body)}`) ?? null;
    return JSON.stringify({ key: { ...body, endorsement } });
  });
}

/** The first key signs the first half of the campaign's log, and so on. */
function checkpointLines({ campaignId: campaign, signers }: Source, heads: readonly Head[]): string[] {
  let previousHash = genesisHash;
  const bootId = randomUUID();
  return heads.map((head, index) => {
    const atMs = 1_600_000_000_000 + index;
    const place = { campaignId: campaign, sequence: index + 1, previousHash, atMs, bootId };
    const signer = signers[Math.floor((index * signers.length) / heads.length)] as Signer;
    const record = recordOf({ ...place, kind: 'checkpoint', heads: [head] }, signer);
    previousHash = record.hash;
    return JSON.stringify({ checkpoint: record });
  });
}

/** An entry of the campaign's log, as this key signs it. */
export function recordOf(said: object, signer: Signer) {
  const body = canonical(said);
  const hash = sha256(`debate-hub/checkpoint/1\n${body}`);
  const signature = signer.sign(`debate-hub/checkpoint-signature/1\n${hash}`);
  return { body, hash, keyId: signer.keyId, signature };
}

/** A last line that is right for these lines, whatever stands in them. */
export function resealed(lines: readonly string[], signer: Signer): string[] {
  const count = (name: string) => lines.filter((line) => line.startsWith(`{"${name}"`)).length;
  const hash = sha256(fileOf(lines));
  const signature = signer.sign(`debate-hub/bundle/1\n${hash}`);
  const counts = { entries: count('entry'), checkpoints: count('checkpoint') };
  return [...lines, JSON.stringify({ end: { ...counts, sha256: hash, keyId: signer.keyId, signature } })];
}

/** What a candidate's page would have kept of this entry. */
export function receiptOf(signer: Signer, entry: EvidenceEntry, kind: 'joined' | 'turn' | 'left'): string {
  const { slotId } = entry.payload as { slotId: string };
  const { debateId, sequence, hash, atMs } = entry;
  const body = canonical({ campaignId, debateId, slotId, kind, sequence, hash, atMs });
  const signature = signer.sign(`debate-hub/receipt/1\n${body}`);
  return JSON.stringify({ receipt: { body, keyId: signer.keyId, signature } });
}
