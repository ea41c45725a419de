/**
 * The stage of a debate (rules FLOOR-1 to FLOOR-6; turns as domain spec 4.1 and 7.2 count them). The server, a page
 * and a replay of the log use the same functions, so they cannot disagree about who may speak.
 */
import type { Format, Slot } from '../protocol/campaign.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { LiveStage, Stage } from '../protocol/stage.ts';
import { decideLive, type LiveMoment, startPhase, turnUsedMs } from './floor.ts';
import { phaseAt } from './formats.ts';

export type Plan = { format: Format; lineup: readonly Slot[] };

export type StageCommand =
  | { kind: 'start' }
  | { kind: 'give'; slotId: string }
  | { kind: 'take' }
  | { kind: 'yield'; slotId: string }
  | { kind: 'next-phase' }
  | { kind: 'end'; cause: 'moderator' | 'failed' }
  | { kind: 'expire' }
  | { kind: 'raise'; slotId: string }
  | { kind: 'lower'; slotId: string }
  | { kind: 'resume'; shiftMs: number };

/** The facts a command makes; none when it changes nothing. A "no" is thrown as a refusal. */
export function decide(plan: Plan, stage: Stage, command: StageCommand, nowMs: number): EvidenceFact[] {
  if (stage.status === 'live') return decideLive({ plan, stage, nowMs }, command);
  // A timer that loses its race against the end asks for nothing any more; that is no "no" to anybody.
  if (command.kind === 'expire') return [];
  if (stage.status === 'ended') throw new Refusal('debate-over');
  if (command.kind === 'start') return [{ kind: 'debate.started', payload: {} }, startPhase(plan, 0, nowMs)];
  if (command.kind === 'end' && command.cause === 'failed') {
    return [{ kind: 'debate.ended', payload: { cause: 'failed' } }];
  }
  throw new Refusal('debate-not-live');
}

/** The stage after a fact. Facts that are not of the stage, or do not fit it, leave it as it is. */
export function evolve(plan: Plan, stage: Stage, fact: EvidenceFact, atMs: number): Stage {
  if (stage.status === 'ended') return stage;
  if (fact.kind === 'debate.ended') {
    const startedAtMs = stage.status === 'live' ? stage.startedAtMs : null;
    const usedMs = stage.status === 'live' ? stage.usedMs : nothingUsed(plan);
    return { status: 'ended', startedAtMs, endedAtMs: atMs, usedMs };
  }
  if (stage.status === 'live') return evolveLive({ plan, stage, nowMs: atMs }, fact);
  return fact.kind === 'debate.started' ? firstMoment(plan, atMs) : stage;
}

function evolveLive({ plan, stage, nowMs }: LiveMoment, fact: EvidenceFact): LiveStage {
  switch (fact.kind) {
    case 'phase.started': {
      const { phase, endsAtMs } = fact.payload;
      return { ...stage, phase, phaseEndsAtMs: endsAtMs, turn: null, waiting: waitingIn(plan, phase) };
    }
    case 'turn.started': {
      const waiting = stage.waiting.filter((slotId) => slotId !== fact.payload.slotId);
      return { ...stage, waiting, turn: { ...fact.payload, startedAtMs: nowMs } };
    }
    case 'turn.ended': {
      const { slotId, usedMs } = fact.payload;
      const total = (stage.usedMs[slotId] ?? 0) + usedMs;
      return { ...stage, turn: null, usedMs: { ...stage.usedMs, [slotId]: total } };
    }
    case 'hand.raised':
      return { ...stage, hands: [...stage.hands, fact.payload.slotId] };
    case 'hand.lowered':
      return { ...stage, hands: stage.hands.filter((slotId) => slotId !== fact.payload.slotId) };
    case 'debate.resumed':
      return shifted(stage, fact.payload.shiftMs);
    default:
      return stage;
  }
}

export function replay(plan: Plan, entries: readonly (EvidenceFact & { atMs: number })[]): Stage {
  return entries.reduce<Stage>((stage, entry) => evolve(plan, stage, entry, entry.atMs), { status: 'lobby' });
}

/**
 * The next instant at which `expire` does something: the running turn's end, which an open part's end caps. An open
 * part that runs out while nobody speaks needs no expiry: from then on giving the floor is refused.
 */
export function deadlineMs(stage: Stage): number | null {
  return stage.status === 'live' ? (stage.turn?.endsAtMs ?? null) : null;
}

export function mayBeHeard(stage: Stage, slotId: string, nowMs: number): boolean {
  return stage.status === 'live' && stage.turn?.slotId === slotId && nowMs < stage.turn.endsAtMs;
}

export function mayBeSeen(stage: Stage): boolean {
  return stage.status === 'live';
}

/** What a slot has spoken, the running turn included. */
export function usedMs(stage: Stage, slotId: string, nowMs: number): number {
  if (stage.status === 'lobby') return 0;
  const running = stage.status === 'live' && stage.turn?.slotId === slotId ? stage.turn : null;
  return (stage.usedMs[slotId] ?? 0) + (running ? turnUsedMs(running, nowMs) : 0);
}

export type NextStep =
  | { kind: 'start' }
  | { kind: 'give'; slotId: string }
  | { kind: 'next-phase' }
  | { kind: 'end' };

/**
 * What the moderator's one key does; null when there is nothing but to listen. Without `nowMs` an open part counts
 * as still running; with it, hands that can no longer be called do not stand in the way of the next phase.
 */
export function nextStep(plan: Plan, stage: Stage, nowMs = 0): NextStep | null {
  if (stage.status === 'lobby') return { kind: 'start' };
  if (stage.status === 'ended') return null;
  const isOpenPart = phaseAt(plan.format, stage.phase).kind === 'open';
  const isPartOver = nowMs >= (stage.phaseEndsAtMs ?? Infinity);
  const slotId = isOpenPart ? (isPartOver ? undefined : stage.hands[0]) : stage.waiting[0];
  if (slotId !== undefined) return { kind: 'give', slotId };
  if (isOpenPart && stage.turn && !isPartOver) return null;
  return stage.phase + 1 < plan.format.phases.length ? { kind: 'next-phase' } : { kind: 'end' };
}

function firstMoment(plan: Plan, startedAtMs: number): LiveStage {
  const usedMs = nothingUsed(plan);
  return {
    status: 'live',
    startedAtMs,
    phase: 0,
    phaseEndsAtMs: null,
    turn: null,
    waiting: [],
    hands: [],
    usedMs,
  };
}

function nothingUsed(plan: Plan): Record<string, number> {
  return Object.fromEntries(plan.lineup.map((slot) => [slot.id, 0]));
}

function waitingIn(plan: Plan, phase: number): string[] {
  if (phaseAt(plan.format, phase).kind === 'open') return [];
  return plan.lineup.toSorted((a, b) => a.position - b.position).map((slot) => slot.id);
}

/** An outage of ours costs nobody time: everything that runs against the clock ends that much later. */
function shifted(stage: LiveStage, shiftMs: number): LiveStage {
  const { turn, phaseEndsAtMs } = stage;
  return {
    ...stage,
    phaseEndsAtMs: phaseEndsAtMs === null ? null : phaseEndsAtMs + shiftMs,
    turn: turn && {
      ...turn,
      startedAtMs: turn.startedAtMs + shiftMs,
      endsAtMs: turn.endsAtMs + shiftMs,
    },
  };
}
