import { z } from 'zod';
import { sha256 } from '../server/platform/hash.ts';
import type { EvidenceEntry } from '../server/protocol/evidence.ts';
import type { JobInput } from '../server/protocol/jobs.ts';
import { silentSlots } from '../server/rules/activity.ts';
import { type SlotVerdict, verdictsIn } from '../server/rules/attendance.ts';
import { firstBrokenEntry, genesisHash } from '../server/rules/chain.ts';
import { firstUnlikeSigned } from '../server/rules/records.ts';
import type { HomeRecord } from '../server/store/debates.ts';
import { signedHeads } from '../server/store/records-state.ts';
import type { ProposedVerdict } from '../server/store/verdicts.ts';
import type { Tools } from './tools.ts';

/** Evidence as far as it can be believed: `brokenAt` is the first place where it is not what was written. */
type Believed = { entries: EvidenceEntry[]; brokenAt: number | null };

/** Heartbeats that were on their way when the debate ended have arrived by then. */
const lateAudienceMs = 90_000;

/** Proposes a verdict for each slot of a debate that is over, and puts what follows from them into the queues. */
export async function attendance(
  { debateId }: JobInput<'attendance'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  const home = await tools.debates.homeRecord(debateId);
  const believed = await readEvidence(debateId, tools);
  if (!isOver(home, believed)) throw new Error(`debate ${debateId} is not over`);
  signal.throwIfAborted();
  await tools.verdicts.propose(proposals(home, believed, tools.clock.now()));
  // No key: an obligations job that is running now may have looked before these verdicts were there.
  await tools.queues.add('obligations', { campaignId: home.campaignId });
  await tools.queues.add('reach-debate', { debateId });
  await tools.queues.add('reach-debate', { debateId }, { key: `${debateId}:late`, delayMs: lateAudienceMs });
}

async function readEvidence(debateId: string, tools: Tools): Promise<Believed> {
  const { evidence, log } = tools;
  try {
    const entries = await evidence.read(debateId);
    const brokenAt = firstBrokenEntry(entries, sha256);
    if (brokenAt !== null) log.error({ debateId, brokenAt }, 'evidence.chain-broken');
    const unlikeAt = firstUnlikeSigned(entries, await signedHeads(debateId, tools));
    if (unlikeAt !== null) log.error({ debateId, unlikeAt }, 'evidence.older-than-signed');
    return { entries, brokenAt: firstOf(brokenAt, unlikeAt) };
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    log.error({ debateId, err: error }, 'evidence.unreadable');
    return { entries: [], brokenAt: 1 };
  }
}

const firstOf = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

function isOver(home: HomeRecord, { entries, brokenAt }: Believed): boolean {
  if (brokenAt === null && entries.some(({ kind }) => kind === 'debate.ended')) return true;
  return home.status !== 'live' && home.status !== 'lobby' && home.status !== 'published';
}

// A verdict stands on the last entry that can be believed, so that a chain found whole again supersedes it.
function proposals(home: HomeRecord, { entries, brokenAt }: Believed, nowMs: number): ProposedVerdict[] {
  const head = brokenAt === null ? entries.at(-1) : entries[brokenAt - 2];
  const verdicts = (brokenAt === null ? verdictsIn(entries) : null) ?? {};
  const silent = silentSlots(entries);
  return home.lineup.map(({ id: slotId }) => ({
    ...(verdicts[slotId] ?? nothingKnown),
    debateId: home.debateId,
    slotId,
    isSilent: silent.has(slotId),
    ruleSetId: home.ruleSetId,
    ruleVersion: home.ruleSet.version,
    evidenceSequence: head?.sequence ?? 0,
    evidenceHash: head?.hash ?? genesisHash,
    computedAtMs: nowMs,
  }));
}

const nothingKnown: SlotVerdict = {
  outcome: 'unknown',
  reasons: [{ code: 'evidence-missing', measured: null, needed: null }],
  presentMs: 0,
  countableMs: 0,
  arrivedAtMs: null,
};
