import { randomUUID } from 'node:crypto';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { canonicalBody, genesisHash } from '../../server/rules/chain.ts';
import { presenceOf } from '../../server/rules/presence.ts';
import { canonical, type Signer, sha256 } from './signer.ts';

export type Head = { debateId: string; sequence: number; hash: string };

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

export const campaignId = '00000000-0000-4000-8000-0000000c0001';
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
export function hubVerdicts(log: readonly EvidenceEntry[]): object[] {
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

export function linesOf(parts: Parts): string[] {
  const checkpoints = checkpointLines(parts);
  const { debateId, campaignId: campaign, entries, verdicts } = parts;
  return sealed(parts, checkpoints.length, [
    JSON.stringify({ bundle: 1, debateId, campaignId: campaign, title, exportedAtMs: 1_700_000_000_000 }),
    ...keyLines(parts.signers),
    ...entries.map(({ text, hash }) => JSON.stringify({ entry: text, hash })),
    ...checkpoints,
    ...verdicts.map((verdict) => JSON.stringify({ verdict })),
  ]);
}

export const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function keyLines(signers: readonly Signer[]): string[] {
  return signers.map(({ keyId, publicKey }, index) => {
    const previous = signers[index - 1];
    const body = {
      keyId,
      publicKey,
      createdAtMs: 1_600_000_000_000 + index,
      previousKeyId: previous?.keyId ?? null,
    };
    const endorsement = previous?.sign(`debate-hub/key/1\n${canonical(body)}`) ?? null;
    return JSON.stringify({ key: { ...body, endorsement } });
  });
}

/** The first key signs the first half of the campaign's log, and so on. */
function checkpointLines({ debateId, campaignId: campaign, signers, entries, headsAt }: Parts): string[] {
  let previousHash = genesisHash;
  const bootId = randomUUID();
  return headsAt.map((count, index) => {
    const heads: Head[] = [{ debateId, sequence: count, hash: entries[count - 1]?.hash ?? '' }];
    const place = {
      campaignId: campaign,
      sequence: index + 1,
      previousHash,
      atMs: 1_600_000_000_000 + index,
      bootId,
    };
    const body = canonical({ ...place, kind: 'checkpoint', heads });
    const hash = sha256(`debate-hub/checkpoint/1\n${body}`);
    const signer = signers[Math.floor((index * signers.length) / headsAt.length)] as Signer;
    const signature = signer.sign(`debate-hub/checkpoint-signature/1\n${hash}`);
    previousHash = hash;
    return JSON.stringify({ checkpoint: { body, hash, keyId: signer.keyId, signature } });
  });
}

function sealed({ signers, entries }: Parts, checkpoints: number, lines: readonly string[]): string[] {
  const digest = sha256(fileOf(lines));
  const signer = signers.at(-1) as Signer;
  const signature = signer.sign(`debate-hub/bundle/1\n${digest}`);
  const end = { entries: entries.length, checkpoints, sha256: digest, keyId: signer.keyId, signature };
  return [...lines, JSON.stringify({ end })];
}

/** What a candidate's page would have kept of this entry. */
export function receiptOf(signer: Signer, entry: EvidenceEntry, kind: 'joined' | 'turn' | 'left'): string {
  const { slotId } = entry.payload as { slotId: string };
  const { debateId, sequence, hash, atMs } = entry;
  const body = canonical({ campaignId, debateId, slotId, kind, sequence, hash, atMs });
  const signature = signer.sign(`debate-hub/receipt/1\n${body}`);
  return JSON.stringify({ receipt: { body, keyId: signer.keyId, signature } });
}
