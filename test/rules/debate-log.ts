import { createHash } from 'node:crypto';
import type { Format, RuleSet, Slot } from '../../server/protocol/campaign.ts';
import type { EvidenceBody, EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { genesisHash, preimage } from '../../server/rules/chain.ts';

export const minuteMs = 60_000;

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function lineupOf(speakers: number): Slot[] {
  return Array.from({ length: speakers }, (_, index) => ({
    id: idOf(index + 1),
    candidacyId: idOf(100 + index),
    position: index + 1,
    name: `Candidate ${index + 1}`,
  }));
}

export const format: Format = {
  names: { kk: 'Пікірсайыс', ru: 'Дебаты', en: 'Debate' },
  phases: [
    { kind: 'opening', turnMs: 3 * minuteMs },
    { kind: 'open', turnMs: minuteMs, totalMs: 10 * minuteMs },
    { kind: 'closing', turnMs: minuteMs },
  ],
};

/** The values of domain spec 7.2. */
export const ruleSet: RuleSet = {
  version: 1,
  validFromMs: 0,
  lateAfterMs: 10 * minuteMs,
  bridgeMs: 120_000,
  sharePercent: 75,
  openingTurnMinMs: 30_000,
  voidOutagePercent: 50,
  minimumSpeakers: 2,
  witnessesNeeded: 2,
  silenceMs: 90_000,
};

/** Ten in the morning of a fictional day: instants of a log are given as minutes since then. */
export const tenMs = 1_600_000_000_000;
export const at = (minutes: number, seconds = 0) => tenMs + minutes * minuteMs + seconds * 1000;

export function opened(speakers: number, rule: Partial<RuleSet> = {}): EvidenceFact {
  return {
    kind: 'debate.opened',
    payload: {
      format,
      ruleSet: { ...ruleSet, ...rule },
      lineup: lineupOf(speakers),
      plannedStartMs: tenMs,
      plannedMs: 60 * minuteMs,
    },
  };
}

/** A whole chain of entries from facts and their instants, in the order given. */
export function logOf(facts: readonly (readonly [number, EvidenceFact])[]): EvidenceEntry[] {
  const entries: EvidenceEntry[] = [];
  for (const [atMs, fact] of facts) {
    const body: EvidenceBody = {
      ...fact,
      debateId: idOf(999),
      sequence: entries.length + 1,
      previousHash: entries.at(-1)?.hash ?? genesisHash,
      atMs,
      monotonicMs: Math.max(0, atMs - tenMs),
      bootId: idOf(998),
      actor: { kind: 'system' },
      commandId: null,
    };
    entries.push({ ...body, hash: sha256(preimage(body)) });
  }
  return entries;
}
