/** From a debate's evidence to the facts its verdicts stand on (domain spec 7.2). */
import type { RuleSet, Slot } from '../protocol/campaign.ts';
import type { EvidenceEntry, EvidenceKind } from '../protocol/evidence.ts';
import { bridge, clip, type Interval, subtract, union } from './intervals.ts';
import { outagesForAll, outagesOf } from './outages.ts';
import { type RecordedTurn, recordedTurns } from './recorded-turns.ts';
import type { Plan } from './stage.ts';
import { witnessedPresence } from './witnesses.ts';

export type SlotFacts = {
  /** Inside the debate, with every outage taken out. */
  present: Interval[];
  /** This slot's own; those that hit everybody are in `PresenceFacts.outages`. */
  outages: Interval[];
  turns: RecordedTurn[];
  isIdentityConfirmed: boolean;
  /** The first instant of the presence that reached into the debate; before its start if the slot was there by then. */
  arrivedAtMs: number | null;
  /** Whether anybody looked: without it, nothing seen means nothing known. */
  hasEvidence: boolean;
};

export type PresenceFacts = {
  startedAtMs: number | null;
  endedAtMs: number | null;
  plannedMs: number;
  isFailed: boolean;
  outages: Interval[];
  /** When the whole debate stood still: nobody owes presence then. */
  pauses: Interval[];
  slots: Record<string, SlotFacts>;
};

/** The log in order, and the debate inside it; null until it has started. */
type Course = {
  log: readonly EvidenceEntry[];
  plan: Plan;
  ruleSet: RuleSet;
  debate: Interval | null;
  untilMs: number;
};

/** Any order and any repetition of the same entries gives the same bytes. Null without `debate.opened`. */
export function presenceOf(
  entries: readonly EvidenceEntry[],
): { facts: PresenceFacts; ruleSet: RuleSet; lineup: Slot[] } | null {
  const log = inOrder(entries);
  const opened = ofKind(log, 'debate.opened')[0]?.payload;
  if (!opened) return null;
  const { ruleSet, lineup, plannedMs } = opened;
  const startedAtMs = ofKind(log, 'debate.started')[0]?.atMs ?? null;
  const ended = ofKind(log, 'debate.ended')[0];
  const endedAtMs = ended?.atMs ?? null;
  const isFailed = ended?.payload.cause === 'failed';
  const untilMs = endedAtMs ?? Math.max(...log.map((entry) => entry.atMs));
  const debate = startedAtMs === null ? null : { fromMs: startedAtMs, toMs: untilMs };
  const course = { log, plan: opened, ruleSet, debate, untilMs };
  const outages = outagesForAll(log, {
    debate,
    silenceMs: ruleSet.silenceMs,
    failedPlanMs: isFailed ? plannedMs : null,
  });
  const { turnsOf, pauses } = recordedTurns(log, opened, untilMs);
  const slots = slotFacts(course, outages, turnsOf);
  const facts = { startedAtMs, endedAtMs, plannedMs, isFailed, outages, pauses, slots };
  return { facts, ruleSet, lineup };
}

function slotFacts(
  course: Course,
  outagesOfAll: readonly Interval[],
  turnsOf: (slotId: string) => RecordedTurn[],
): Record<string, SlotFacts> {
  const { log, plan, debate, ruleSet, untilMs } = course;
  const witnessed = witnessedPresence(log, { witnessesNeeded: ruleSet.witnessesNeeded, untilMs });
  const factsOf = (slotId: string): SlotFacts => {
    const seen = union([...(witnessed.get(slotId) ?? []), ...attested(log, slotId)]);
    const outages = outagesOf(log, slotId, debate);
    return {
      present: debate ? subtract(clip(seen, debate), [...outagesOfAll, ...outages]) : [],
      outages,
      turns: turnsOf(slotId),
      isIdentityConfirmed: ofKind(log, 'identity.confirmed').some((entry) => entry.payload.slotId === slotId),
      arrivedAtMs: debate ? arrival(bridge(seen, ruleSet.bridgeMs), debate) : null,
      hasEvidence:
        debate !== null && log.some((entry) => isLook(entry, slotId) && isWithin(entry.atMs, debate)),
    };
  };
  return Object.fromEntries(plan.lineup.map((slot) => [slot.id, factsOf(slot.id)]));
}

/** A short gap over the start is bridged like any other, so a lost connection at that moment makes nobody late. */
function arrival(seen: readonly Interval[], debate: Interval): number | null {
  return seen.find((one) => one.toMs > debate.fromMs && one.fromMs < debate.toMs)?.fromMs ?? null;
}

function attested(log: readonly EvidenceEntry[], slotId: string): Interval[] {
  return ofKind(log, 'presence.attested')
    .filter((entry) => entry.payload.slotId === slotId)
    .map(({ payload: { fromMs, toMs } }) => ({ fromMs, toMs }));
}

function isLook(entry: EvidenceEntry, slotId: string): boolean {
  switch (entry.kind) {
    case 'witness.snapshot':
      return true;
    case 'witness.changed':
    case 'presence.attested':
    case 'member.joined':
    case 'member.left':
      return entry.payload.slotId === slotId;
    default:
      return false;
  }
}

function isWithin(atMs: number, { fromMs, toMs }: Interval): boolean {
  return fromMs <= atMs && atMs <= toMs;
}

function inOrder(entries: readonly EvidenceEntry[]): EvidenceEntry[] {
  const bySequence = new Map(entries.map((entry) => [entry.sequence, entry]));
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

function ofKind<K extends EvidenceKind>(log: readonly EvidenceEntry[], kind: K) {
  return log.filter((entry): entry is Extract<EvidenceEntry, { kind: K }> => entry.kind === kind);
}
