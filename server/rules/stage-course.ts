/** The stage after each fact of its debate: what a replay of the evidence, the server and a page all compute. */
import type { EvidenceFact } from '../protocol/evidence.ts';
import type { HeldTurn, LiveStage, Stage, Turn } from '../protocol/stage.ts';
import { phaseAt, plannedTurns } from './formats.ts';
import type { LiveMoment, Plan } from './stage.ts';
import { agendaOf, heldWaitMs, turnUsedMs } from './turns.ts';

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
      return turnEnded(moment, fact.payload);
    case 'turn.held':
      return turnHeld(stage, fact.payload);
    case 'turn.continued':
      return turnContinued(moment, fact.payload);
    case 'turn.postponed':
      return turnPostponed(plan, stage, fact.payload);
    case 'time.adjusted':
      return timeAdjusted(stage, fact.payload);
    case 'debate.paused':
      return { ...stage, pause: { atMs: nowMs, reason: fact.payload.reason } };
    case 'debate.continued':
      return { ...shifted(stage, { ...fact.payload, nowMs }), pause: null };
    case 'debate.resumed':
      return stage.pause ? stage : shifted(stage, { ...fact.payload, nowMs });
    case 'act.undone':
      return { ...stage, ...fact.payload.stage };
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

function turnStarted({ plan, stage, nowMs }: LiveMoment, fact: Fact<'turn.started'>): LiveStage {
  const { slotId, phase, endsAtMs, kind = 'speech', creditMs = 0 } = fact;
  const planned = fact.planned ?? (fact.kind === undefined ? firstOwn({ plan, stage }, slotId) : null);
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

/** EVID-5: a turn written down without its kind is the first of the slot that its part has planned, if it plans any. */
function firstOwn({ plan, stage }: Pick<LiveMoment, 'plan' | 'stage'>, slotId: string): number | null {
  const agenda = agendaOf(plan, stage.phase);
  return stage.waiting.find((index) => agenda[index]?.slotId === slotId) ?? null;
}

/** Ends the turn that runs; where that is another's, or none runs, the one that stands still. */
function turnEnded({ plan, stage, nowMs }: LiveMoment, fact: Fact<'turn.ended'>): LiveStage {
  const { slotId, keptMs = 0, repaidMs = 0 } = fact;
  const { turn, held } = stage;
  const isRunning = turn?.slotId === slotId;
  const waitedMs = isRunning || !held ? 0 : heldWaitMs(held, clockMs(stage, nowMs));
  return {
    ...withUsed(stage, fact),
    ...(isRunning ? { turn: null } : { held: null }),
    creditMs: plus(repaid(plan, stage, { slotId, repaidMs }), slotId, keptMs),
    waitedMs: plus(stage.waitedMs, slotId, waitedMs),
  };
}

function withUsed(stage: LiveStage, { slotId, usedMs }: { slotId: string; usedMs: number }): LiveStage {
  return {
    ...stage,
    usedMs: plus(stage.usedMs, slotId, usedMs),
    phaseUsedMs: plus(stage.phaseUsedMs, slotId, usedMs),
  };
}

/** Everybody's credit once the others have as much more as this slot had too much. */
function repaid(plan: Plan, stage: LiveStage, over: { slotId: string; repaidMs: number }): BySlot {
  const others = plan.lineup.filter(({ id }) => id !== over.slotId);
  return others.reduce((so, { id }) => plus(so, id, over.repaidMs), stage.creditMs);
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
    turn: { ...turn, startedAtMs: clockMs(stage, nowMs), endsAtMs },
    waitedMs: plus(stage.waitedMs, slotId, waitedMs),
  };
}

/** A planned turn comes again, at the end of its part, as long as what was left of it; another one becomes credit. */
function turnPostponed(plan: Plan, stage: LiveStage, fact: Fact<'turn.postponed'>): LiveStage {
  const { slotId, leftMs, waitedMs, repaidMs = 0 } = fact;
  const planned = stage.held?.planned ?? null;
  const creditMs = repaid(plan, stage, { slotId, repaidMs });
  const after = {
    ...withUsed(stage, fact),
    held: null,
    creditMs,
    waitedMs: plus(stage.waitedMs, slotId, waitedMs),
  };
  if (planned === null) return { ...after, creditMs: plus(creditMs, slotId, leftMs) };
  return { ...after, waiting: [...stage.waiting, planned], owed: [...stage.owed, { planned, leftMs }] };
}

function timeAdjusted(stage: LiveStage, { slotId, byMs }: Fact<'time.adjusted'>): LiveStage {
  const { turn, held, creditMs } = stage;
  if (turn?.slotId === slotId) return { ...stage, turn: { ...turn, endsAtMs: turn.endsAtMs + byMs } };
  if (held?.slotId === slotId) return { ...stage, held: { ...held, leftMs: held.leftMs + byMs } };
  return { ...stage, creditMs: plus(creditMs, slotId, byMs) };
}

/** Where the debate's clock stands: in a pause, at its beginning. */
export function clockMs({ pause }: LiveStage, nowMs: number): number {
  return pause?.atMs ?? nowMs;
}

type Shift = { shiftMs: number; nowMs: number };

/** What runs against the clock, that much later: an outage of ours, a pause and a slip cost nobody time. */
export function shifted(stage: LiveStage, shift: Shift): LiveStage {
  const { turn, held, phaseEndsAtMs } = stage;
  return {
    ...stage,
    phaseEndsAtMs: phaseEndsAtMs === null ? null : phaseEndsAtMs + shift.shiftMs,
    turn: turn && laterTurn(turn, shift),
    held: held && laterHeld(held, shift.shiftMs),
  };
}

/** A new stretch of the turn begins now, so that each has the instants at which it was spoken. */
export function laterTurn(turn: Turn, { shiftMs, nowMs }: Shift): Turn {
  const endsAtMs = turn.endsAtMs + shiftMs;
  const spokenMs = turnUsedMs(turn, nowMs - shiftMs);
  return { ...turn, spokenMs, startedAtMs: Math.min(nowMs, endsAtMs), endsAtMs };
}

function laterHeld(held: HeldTurn, byMs: number): HeldTurn {
  const untilMs = held.untilMs === null ? null : held.untilMs + byMs;
  return { ...held, heldAtMs: held.heldAtMs + byMs, untilMs };
}

/** The same moment with its clocks running again, as they will once a pause is over. */
export function unpaused({ plan, stage, nowMs }: LiveMoment): LiveMoment {
  const { pause } = stage;
  if (!pause) return { plan, stage, nowMs };
  const shiftMs = Math.max(0, nowMs - pause.atMs);
  return { plan, nowMs, stage: { ...shifted(stage, { shiftMs, nowMs }), pause: null } };
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
