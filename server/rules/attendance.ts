/** What counts as attended: the verdict of each slot from the facts of a debate (domain spec 7.2). */
import type { Outcome, Reason, RuleSet } from '../protocol/campaign.ts';
import type { EvidenceEntry } from '../protocol/evidence.ts';
import { clip, type Interval, intersect, lengthMs, subtract, union } from './intervals.ts';
import { type PresenceFacts, presenceOf, type SlotFacts } from './presence.ts';

type Judgement = { outcome: Outcome; reasons: Reason[] };

export type SlotVerdict = Judgement & { presentMs: number; countableMs: number; arrivedAtMs: number | null };

/** A debate that was held, under the rule stamped on it. */
type Held = { debate: Interval; facts: PresenceFacts; ruleSet: RuleSet };

/** What of the debate counts for one slot, and what of that it was there for. */
type SlotTime = { countable: Interval[]; countableMs: number; presentMs: number; outageMs: number };

type Criterion = { isMet: boolean; reason: Reason };

/**
 * The verdicts that a debate's evidence gives, under the rule that stands in it: every page, export and job has them
 * from here. Null where the evidence does not say what the debate was.
 */
export function verdictsIn(entries: readonly EvidenceEntry[]): Record<string, SlotVerdict> | null {
  const presence = presenceOf(entries);
  return presence && verdictsOf(presence.facts, presence.ruleSet);
}

/**
 * VOID and UNKNOWN speak of the debate or of us and never count against the candidate. Chosen where the spec is
 * silent: an outage of one slot alone beyond the limit makes that slot void unless it attended all the same; and a
 * debate with too few speakers asks for no opening turn, since there was nobody to open against.
 */
export function verdictsOf(facts: PresenceFacts, ruleSet: RuleSet): Record<string, SlotVerdict> {
  const slots = Object.entries(facts.slots);
  return Object.fromEntries(slots.map(([slotId, slot]) => [slotId, verdictOf(slot, facts, ruleSet)]));
}

function verdictOf(slot: SlotFacts, facts: PresenceFacts, ruleSet: RuleSet): SlotVerdict {
  const { startedAtMs, endedAtMs } = facts;
  const unmeasured = { presentMs: 0, countableMs: 0, arrivedAtMs: slot.arrivedAtMs };
  if (startedAtMs === null || startedAtMs === endedAtMs) {
    return { outcome: 'void', reasons: [reason('debate-not-held')], ...unmeasured };
  }
  if (endedAtMs === null) return { outcome: 'unknown', reasons: [reason('evidence-missing')], ...unmeasured };
  const held = { debate: { fromMs: startedAtMs, toMs: endedAtMs }, facts, ruleSet };
  const time = timeOf(slot, held);
  const { presentMs, countableMs } = time;
  return { ...judge(slot, time, held), presentMs, countableMs, arrivedAtMs: slot.arrivedAtMs };
}

function timeOf(slot: SlotFacts, { debate, facts, ruleSet }: Held): SlotTime {
  const outages = [...facts.outages, ...slot.outages];
  const countable = subtract([debate], [...outages, ...facts.pauses]);
  const wasThereAtStart = slot.arrivedAtMs !== null && slot.arrivedAtMs <= debate.fromMs;
  const seen = wasThereAtStart ? [...slot.present, justBefore(debate.fromMs)] : slot.present;
  const present = bridgedWithin(countable, seen, ruleSet.bridgeMs);
  return {
    countable,
    countableMs: lengthMs(countable),
    presentMs: lengthMs(present),
    outageMs: lengthMs(outages),
  };
}

/** So that a gap right after the start is bridged for those who had come before it. It counts for nothing itself. */
function justBefore(atMs: number): Interval {
  return { fromMs: atMs - 1, toMs: atMs };
}

/** Gaps are measured in countable time, so that an outage of ours makes nobody's gap longer. */
function bridgedWithin(
  countable: readonly Interval[],
  seen: readonly Interval[],
  bridgeMs: number,
): Interval[] {
  const pieces = union(seen);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return [];
  const gaps = subtract([{ fromMs: first.fromMs, toMs: last.toMs }], pieces);
  const bridged = gaps.filter((gap) => lengthMs(clip(countable, gap)) <= bridgeMs);
  return intersect([...pieces, ...bridged], countable);
}

function judge(slot: SlotFacts, time: SlotTime, held: Held): Judgement {
  const { facts, ruleSet } = held;
  const limitMs = Math.floor((ruleSet.voidOutagePercent * facts.plannedMs) / 100);
  const lost: Judgement = { outcome: 'void', reasons: [reason('outage-too-long', time.outageMs, limitMs)] };
  if (lengthMs(facts.outages) > limitMs || time.countableMs === 0) return lost;
  const came = Object.values(facts.slots).filter((one) => one.arrivedAtMs !== null).length;
  const isOpposed = came >= ruleSet.minimumSpeakers;
  const own = judgeSlot(slot, criteria(slot, time, held), isOpposed);
  const hasFulfilled = own.outcome === 'attended' || own.outcome === 'late';
  if (!hasFulfilled && time.outageMs > limitMs) return lost;
  if (isOpposed) return own;
  const tooFew = reason('too-few-speakers', came, ruleSet.minimumSpeakers);
  return hasFulfilled
    ? { ...own, reasons: [...own.reasons, tooFew] }
    : { outcome: 'void', reasons: [tooFew] };
}

function judgeSlot(slot: SlotFacts, tests: ReturnType<typeof criteria>, isOpposed: boolean): Judgement {
  if (slot.arrivedAtMs === null) return judgeUnseen(slot, tests);
  const { identity, openingTurn, share, arrival } = tests;
  const required = isOpposed ? [openingTurn, share] : [share];
  const reasons = [identity, ...required, arrival].map((test) => test.reason);
  if (!identity.isMet) return { outcome: 'unknown', reasons };
  if (!required.every((test) => test.isMet)) return { outcome: 'partial', reasons };
  return { outcome: arrival.isMet ? 'attended' : 'late', reasons };
}

/** Whom no witness saw, but who spoke by the official record, is neither absent nor present: the evidence differs. */
function judgeUnseen({ hasEvidence }: SlotFacts, tests: ReturnType<typeof criteria>): Judgement {
  const { openingTurn, share } = tests;
  if (!hasEvidence) return { outcome: 'unknown', reasons: [reason('evidence-missing')] };
  const { measured, needed } = openingTurn.reason;
  // Where the rule asks for no opening turn, whoever did not speak has met it.
  if (!openingTurn.isMet || measured === 0)
    return { outcome: 'absent', reasons: [reason('never-present', 0, share.reason.needed)] };
  return { outcome: 'unknown', reasons: [reason('evidence-contradictory', measured, needed)] };
}

function criteria(slot: SlotFacts, time: SlotTime, { debate, ruleSet }: Held) {
  return {
    identity: identity(slot),
    openingTurn: openingTurn(slot, ruleSet),
    share: share(time, ruleSet),
    arrival: arrival(clip(time.countable, { ...debate, toMs: slot.arrivedAtMs ?? debate.toMs }), ruleSet),
  };
}

function identity({ isIdentityConfirmed: isMet }: SlotFacts): Criterion {
  return { isMet, reason: reason(isMet ? 'identity-confirmed' : 'identity-unconfirmed') };
}

function openingTurn({ turns }: SlotFacts, { openingTurnMinMs }: RuleSet): Criterion {
  const openings = turns.filter((turn) => turn.phaseKind === 'opening');
  const stretches = Map.groupBy(openings, ({ turn }) => turn).values();
  const longestMs = Math.max(0, ...stretches.map(lengthMs));
  const isMet = longestMs >= openingTurnMinMs;
  const code = isMet ? 'opening-turn-met' : 'opening-turn-missed';
  return { isMet, reason: reason(code, longestMs, openingTurnMinMs) };
}

/** In integers: a share written as a fraction would round somebody in or out. */
function share({ presentMs, countableMs }: SlotTime, { sharePercent }: RuleSet): Criterion {
  const isMet = presentMs * 100 >= sharePercent * countableMs;
  const neededMs = Math.ceil((sharePercent * countableMs) / 100);
  return { isMet, reason: reason(isMet ? 'share-met' : 'share-missed', presentMs, neededMs) };
}

/** Lateness is countable time too: nobody is late by an outage of ours. */
function arrival(missed: readonly Interval[], { lateAfterMs }: RuleSet): Criterion {
  const lateMs = lengthMs(missed);
  const isMet = lateMs <= lateAfterMs;
  return { isMet, reason: reason(isMet ? 'arrived-in-time' : 'arrived-late', lateMs, lateAfterMs) };
}

function reason(code: Reason['code'], measured: number | null = null, needed: number | null = null): Reason {
  return { code, measured, needed };
}
