/** The stage after each fact of its debate: what a replay of the evidence, the server and a page all compute. */
import type { EvidenceFact } from '../protocol/evidence.ts';
import type { HeldTurn, LiveStage, Stage, Turn } from '../protocol/stage.ts';
import { phaseAt, plannedTurns } from './formats.ts';
import type { LiveMoment, Plan } from './stage.ts';

type Fact<K extends EvidenceFact['kind']> = Extract<EvidenceFact, { kind: K }>['payload'];
type BySlot = Record<string, number>;

/** The stage after a fact. Facts that are not of the stage, or do not fit it, leave it as it is. */
export function evolve(plan: Plan, stage: Stage, fact: EvidenceFact, atMs: number): Stage {
  if (stage.status === 'ended') return stage;
  if (fact.kind === 'debate.ended') {
    const startedAtMs = stage.status === 'live' ? stage.startedAtMs : null;
    const usedMs = stage.status === 'live' ? stage.usedMs : none(plan);
    return { status: 'ended', startedAtMs, endedAtMs: atMs, usedMs };
  }
  const people = withPeople(stage, fact);
  if (people.status === 'live') return evolveLive({ plan, stage: people, nowMs: atMs }, fact);
  return fact.kind === 'debate.started' ? firstMoment(plan, people, atMs) : people;
}

function withPeople<S extends Exclude<Stage, { status: 'ended' }>>(stage: S, fact: EvidenceFact): S {
  switch (fact.kind) {
    case 'slot.admitted':
      return { ...stage, admitted: withSlot(stage.admitted, fact.payload.slotId) };
    case 'slot.removed':
      return {
        ...stage,
        removed: withSlot(stage.removed, fact.payload.slotId),
        admitted: without(stage.admitted, fact.payload.slotId),
      };
    case 'slot.readmitted':
      return {
        ...stage,
        removed: without(stage.removed, fact.payload.slotId),
        admitted: withSlot(stage.admitted, fact.payload.slotId),
      };
    default:
      return stage;
  }
}

function evolveLive(moment: LiveMoment, fact: EvidenceFact): LiveStage {
  const { plan, stage, nowMs } = moment;
  switch (fact.kind) {
    case 'phase.started':
      return phaseStarted(plan, stage, fact.payload);
    case 'turn.started':
      return turnStarted(moment, fact.payload);
    case 'turn.ended':
      return turnEnded(plan, stage, fact.payload);
    case 'turn.held':
      return turnHeld(stage, fact.payload);
    case 'turn.continued':
      return turnContinued(moment, fact.payload);
    case 'turn.postponed':
      return turnPostponed(stage, fact.payload);
    case 'time.adjusted':
      return timeAdjusted(stage, fact.payload);
    case 'debate.paused':
      return { ...stage, pause: { atMs: nowMs, reason: fact.payload.reason } };
    case 'debate.continued':
      return { ...shifted(stage, fact.payload.shiftMs), pause: null };
    case 'debate.resumed':
      return stage.pause ? stage : shifted(stage, fact.payload.shiftMs);
    case 'act.undone':
      return fact.payload.stage;
    case 'question.asked':
      return { ...stage, question: fact.payload };
    default:
      return handsAndMutes(stage, fact);
  }
}

function handsAndMutes(stage: LiveStage, fact: EvidenceFact): LiveStage {
  switch (fact.kind) {
    case 'hand.raised': {
      const { slotId, kind = 'turn' } = fact.payload;
      return { ...stage, hands: [...lowered(stage, slotId), { slotId, kind }] };
    }
    case 'hand.lowered':
      return { ...stage, hands: lowered(stage, fact.payload.slotId) };
    case 'slot.removed':
      return { ...stage, hands: lowered(stage, fact.payload.slotId) };
    case 'slot.muted':
      return { ...stage, muted: withSlot(stage.muted, fact.payload.slotId) };
    case 'slot.unmuted':
      return { ...stage, muted: without(stage.muted, fact.payload.slotId) };
    default:
      return stage;
  }
}

function phaseStarted(plan: Plan, stage: LiveStage, { phase, endsAtMs }: Fact<'phase.started'>): LiveStage {
  const planned = plannedTurns(phaseAt(plan.format, phase), plan.lineup.length);
  const fresh = { turn: null, held: null, owed: [], question: null, phaseUsedMs: none(plan) };
  return { ...stage, ...fresh, phase, phaseEndsAtMs: endsAtMs, waiting: planned.map((_, index) => index) };
}

function turnStarted({ stage, nowMs }: LiveMoment, fact: Fact<'turn.started'>): LiveStage {
  const { slotId, phase, endsAtMs, kind = 'speech', creditMs = 0 } = fact;
  const planned = fact.planned ?? null;
  const entitledMs = fact.entitledMs ?? endsAtMs - nowMs;
  const turn = { slotId, phase, kind, planned, spokenMs: 0, entitledMs, startedAtMs: nowMs, endsAtMs };
  return {
    ...stage,
    turn,
    waiting: stage.waiting.filter((index) => index !== planned),
    owed: stage.owed.filter((owed) => owed.planned !== planned),
    creditMs: plus(stage.creditMs, slotId, -creditMs),
  };
}

/** Ends the turn that runs; where that is another's, or none runs, the one that stands still. */
function turnEnded(plan: Plan, stage: LiveStage, fact: Fact<'turn.ended'>): LiveStage {
  const { slotId, usedMs, keptMs = 0, repaidMs = 0 } = fact;
  const isRunning = stage.turn?.slotId === slotId;
  const credits = plan.lineup.reduce(
    (so, { id }) => plus(so, id, id === slotId ? keptMs : repaidMs),
    stage.creditMs,
  );
  return {
    ...stage,
    ...(isRunning ? { turn: null } : { held: null }),
    usedMs: plus(stage.usedMs, slotId, usedMs),
    phaseUsedMs: plus(stage.phaseUsedMs, slotId, usedMs),
    creditMs: credits,
  };
}

function turnHeld(stage: LiveStage, fact: Fact<'turn.held'>): LiveStage {
  if (!stage.turn) return stage;
  const { startedAtMs: _, endsAtMs: __, ...turn } = stage.turn;
  const { cause, sinceMs, untilMs, spokenMs, leftMs } = fact;
  return { ...stage, turn: null, held: { ...turn, cause, heldAtMs: sinceMs, untilMs, spokenMs, leftMs } };
}

function turnContinued({ stage, nowMs }: LiveMoment, fact: Fact<'turn.continued'>): LiveStage {
  if (!stage.held) return stage;
  const { cause: _, heldAtMs: __, untilMs: ___, leftMs: ____, ...turn } = stage.held;
  const { slotId, endsAtMs, waitedMs } = fact;
  return {
    ...stage,
    held: null,
    turn: { ...turn, startedAtMs: nowMs, endsAtMs },
    waitedMs: plus(stage.waitedMs, slotId, waitedMs),
  };
}

/** A planned turn comes again, at the end of its part, as long as what was left of it; another one becomes credit. */
function turnPostponed(stage: LiveStage, fact: Fact<'turn.postponed'>): LiveStage {
  const { slotId, usedMs, leftMs, waitedMs } = fact;
  const planned = stage.held?.planned ?? null;
  const after = {
    ...stage,
    held: null,
    usedMs: plus(stage.usedMs, slotId, usedMs),
    phaseUsedMs: plus(stage.phaseUsedMs, slotId, usedMs),
    waitedMs: plus(stage.waitedMs, slotId, waitedMs),
  };
  if (planned === null) return { ...after, creditMs: plus(stage.creditMs, slotId, leftMs) };
  return { ...after, waiting: [...stage.waiting, planned], owed: [...stage.owed, { planned, leftMs }] };
}

function timeAdjusted(stage: LiveStage, { slotId, byMs }: Fact<'time.adjusted'>): LiveStage {
  if (stage.turn?.slotId !== slotId) return { ...stage, creditMs: plus(stage.creditMs, slotId, byMs) };
  return { ...stage, turn: { ...stage.turn, endsAtMs: stage.turn.endsAtMs + byMs } };
}

/** What runs against the clock, that much later: an outage of ours, a pause and a slip cost nobody time. */
export function shifted(stage: LiveStage, shiftMs: number): LiveStage {
  const { turn, held, phaseEndsAtMs } = stage;
  return {
    ...stage,
    phaseEndsAtMs: phaseEndsAtMs === null ? null : phaseEndsAtMs + shiftMs,
    turn: turn && laterTurn(turn, shiftMs),
    held: held && laterHeld(held, shiftMs),
  };
}

function laterTurn(turn: Turn, byMs: number): Turn {
  return { ...turn, startedAtMs: turn.startedAtMs + byMs, endsAtMs: turn.endsAtMs + byMs };
}

function laterHeld(held: HeldTurn, byMs: number): HeldTurn {
  const untilMs = held.untilMs === null ? null : held.untilMs + byMs;
  return { ...held, heldAtMs: held.heldAtMs + byMs, untilMs };
}

/** The same moment with its clocks running again, as they will once a pause is over. */
export function unpaused({ plan, stage, nowMs }: LiveMoment): LiveMoment {
  const { pause } = stage;
  return pause
    ? { plan, nowMs, stage: { ...shifted(stage, Math.max(0, nowMs - pause.atMs)), pause: null } }
    : { plan, stage, nowMs };
}

function firstMoment(
  plan: Plan,
  { admitted, removed }: { admitted: string[]; removed: string[] },
  startedAtMs: number,
): LiveStage {
  return {
    status: 'live',
    startedAtMs,
    admitted,
    removed,
    muted: [],
    phase: 0,
    phaseEndsAtMs: null,
    turn: null,
    held: null,
    waiting: [],
    owed: [],
    hands: [],
    usedMs: none(plan),
    phaseUsedMs: none(plan),
    creditMs: none(plan),
    waitedMs: none(plan),
    pause: null,
    question: null,
  };
}

function none(plan: Plan): BySlot {
  return Object.fromEntries(plan.lineup.map((slot) => [slot.id, 0]));
}

function plus(times: BySlot, slotId: string, byMs: number): BySlot {
  return byMs === 0 ? times : { ...times, [slotId]: Math.max(0, (times[slotId] ?? 0) + byMs) };
}

function withSlot(slots: readonly string[], slotId: string): string[] {
  return slots.includes(slotId) ? [...slots] : [...slots, slotId];
}

function without(slots: readonly string[], slotId: string): string[] {
  return slots.filter((one) => one !== slotId);
}

function lowered(stage: LiveStage, slotId: string): LiveStage['hands'] {
  return stage.hands.filter((hand) => hand.slotId !== slotId);
}
