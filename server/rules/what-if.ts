/** What another rule of attendance would have given from the same evidence. Nothing follows from it. */
import type { Outcome, RuleSet } from '../protocol/campaign.ts';
import type { EvidenceEntry } from '../protocol/evidence.ts';
import type { RuleChange } from '../protocol/what-if.ts';
import { type SlotVerdict, verdictsIn } from './attendance.ts';

/** By slot, the verdicts of the very function that gives the real ones, with this much of the rule changed. */
export function verdictsUnder(
  entries: readonly EvidenceEntry[],
  change: RuleChange,
): Record<string, SlotVerdict> {
  return verdictsIn(entries.map((entry) => withRule(entry, change))) ?? {};
}

/** For each slot that is asked about, the outcome under each of the changes; `unknown` where nothing can be computed. */
export function outcomesUnder(
  entries: readonly EvidenceEntry[],
  slotIds: readonly string[],
  changes: readonly RuleChange[],
): Outcome[][] {
  return changes.map((change) => {
    const verdicts = verdictsUnder(entries, change);
    return slotIds.map((slotId) => verdicts[slotId]?.outcome ?? 'unknown');
  });
}

function withRule(entry: EvidenceEntry, change: RuleChange): EvidenceEntry {
  if (entry.kind !== 'debate.opened') return entry;
  const ruleSet: RuleSet = { ...entry.payload.ruleSet, ...change };
  return { ...entry, payload: { ...entry.payload, ruleSet } };
}

const harming: readonly Outcome[] = ['absent', 'partial'];

/** Whether an outcome speaks against the candidate: all others fulfil the duty, or leave it open. */
export function isHarming(outcome: Outcome): boolean {
  return harming.includes(outcome);
}
