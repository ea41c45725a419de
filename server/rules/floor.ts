/** Decisions about the floor of a live debate (rules FLOOR-1 to FLOOR-5): who holds it, and until when. */
import type { EvidenceFact, turnEndCauses } from '../protocol/evidence.ts';
import { Refusal, unreachable } from '../protocol/refusals.ts';
import type { LiveStage, Turn } from '../protocol/stage.ts';
import { phaseAt, phaseTurnMs } from './formats.ts';
import type { Plan, StageCommand } from './stage.ts';

/** A live debate at one instant. */
export type LiveMoment = { plan: Plan; stage: LiveStage; nowMs: number };

type TurnEndCause = (typeof turnEndCauses)[number];

/** What a turn has used by now; never more than it was given, however late anybody looks. */
export function turnUsedMs(turn: Turn, nowMs: number): number {
  return Math.max(0, Math.min(nowMs, turn.endsAtMs) - turn.startedAtMs);
}

export function startPhase(plan: Plan, phase: number, nowMs: number): EvidenceFact {
  const part = phaseAt(plan.format, phase);
  const endsAtMs = part.kind === 'open' ? nowMs + part.totalMs : null;
  return { kind: 'phase.started', payload: { phase, endsAtMs } };
}

/** What a command does while the debate is live. */
export function decideLive(moment: LiveMoment, command: StageCommand): EvidenceFact[] {
  switch (command.kind) {
    case 'start':
      throw new Refusal('debate-already-live');
    case 'give':
      return giveFloor(moment, command.slotId);
    case 'take':
      return takeFloor(moment);
    case 'yield':
      return yieldFloor(moment, command.slotId);
    case 'next-phase':
      return nextPhase(moment);
    case 'end':
      return [...endTurn(moment, 'debate-over'), { kind: 'debate.ended', payload: { cause: command.cause } }];
    case 'expire':
      return hasRunOut(moment) ? endTurn(moment, 'clock') : [];
    case 'raise':
      return raiseHand(moment, command.slotId);
    case 'lower':
      return lowerHand(moment.stage, command.slotId);
    case 'resume':
      return [{ kind: 'debate.resumed', payload: { shiftMs: command.shiftMs } }];
    default:
      return unreachable(command);
  }
}

function hasRunOut({ stage, nowMs }: LiveMoment): boolean {
  return stage.turn !== null && nowMs >= stage.turn.endsAtMs;
}

/** Ends the running turn, if there is one. A turn that had run out before was ended by the clock, not by `cause`. */
function endTurn(moment: LiveMoment, cause: TurnEndCause): EvidenceFact[] {
  const { turn, phaseEndsAtMs } = moment.stage;
  if (!turn) return [];
  const clock = turn.endsAtMs === phaseEndsAtMs ? 'phase-over' : 'clock';
  const payload = {
    slotId: turn.slotId,
    phase: turn.phase,
    cause: hasRunOut(moment) ? clock : cause,
    usedMs: turnUsedMs(turn, moment.nowMs),
  };
  return [{ kind: 'turn.ended', payload }];
}

function giveFloor(moment: LiveMoment, slotId: string): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  refuseStranger(plan, slotId);
  refuseSecondTurn(moment, slotId);
  const endsAtMs = Math.min(
    nowMs + phaseTurnMs(plan.format, stage.phase),
    stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY,
  );
  return [
    ...endTurn(moment, 'moderator'),
    ...(stage.hands.includes(slotId) ? lowerHand(stage, slotId) : []),
    { kind: 'turn.started', payload: { slotId, phase: stage.phase, endsAtMs } },
  ];
}

function takeFloor(moment: LiveMoment): EvidenceFact[] {
  if (!moment.stage.turn) throw new Refusal('no-floor');
  return endTurn(moment, 'moderator');
}

function yieldFloor(moment: LiveMoment, slotId: string): EvidenceFact[] {
  const { turn } = moment.stage;
  if (!turn) throw new Refusal('no-floor');
  if (turn.slotId !== slotId) throw new Refusal('not-your-floor');
  return endTurn(moment, 'yielded');
}

function nextPhase(moment: LiveMoment): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  const next = stage.phase + 1;
  if (next >= plan.format.phases.length) throw new Refusal('no-next-phase');
  return [...endTurn(moment, 'phase-over'), startPhase(plan, next, nowMs)];
}

function raiseHand({ plan, stage }: LiveMoment, slotId: string): EvidenceFact[] {
  refuseStranger(plan, slotId);
  return stage.hands.includes(slotId) ? [] : [{ kind: 'hand.raised', payload: { slotId } }];
}

function lowerHand(stage: LiveStage, slotId: string): EvidenceFact[] {
  if (!stage.hands.includes(slotId)) throw new Refusal('hand-not-raised');
  return [{ kind: 'hand.lowered', payload: { slotId } }];
}

function refuseStranger(plan: Plan, slotId: string): void {
  if (!plan.lineup.some((slot) => slot.id === slotId)) throw new Refusal('not-in-lineup');
}

function refuseSecondTurn({ plan, stage, nowMs }: LiveMoment, slotId: string): void {
  if (phaseAt(plan.format, stage.phase).kind === 'open') {
    if (stage.phaseEndsAtMs !== null && nowMs >= stage.phaseEndsAtMs) throw new Refusal('phase-over');
  } else if (!stage.waiting.includes(slotId)) {
    throw new Refusal('turn-already-taken');
  }
}
