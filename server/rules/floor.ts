/** Decisions about the floor of a live debate (rules FLOOR-1 to FLOOR-12): who holds it, and until when. */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal, unreachable } from '../protocol/refusals.ts';
import type { LiveStage } from '../protocol/stage.ts';
import { adjustTime } from './adjustments.ts';
import { isFree, phaseAt } from './formats.ts';
import {
  continueDebate,
  interrupt,
  loseConnection,
  pauseDebate,
  postpone,
  refusePaused,
  regainConnection,
  returnFloor,
} from './interruptions.ts';
import { refuseStranger } from './people.ts';
import { deadlineMs } from './speaking.ts';
import type { FloorCommand, LiveMoment, Plan } from './stage.ts';
import { unpaused } from './stage-course.ts';
import { agendaOf, endHeld, endTurn, hasBudget, turnLength } from './turns.ts';

/** The part begins; one of free turns for a set time has its end. */
export function startPhase(plan: Plan, phase: number, nowMs: number): EvidenceFact {
  const part = phaseAt(plan.format, phase);
  const endsAtMs = part.kind === 'open' ? nowMs + part.totalMs : null;
  return { kind: 'phase.started', payload: { phase, endsAtMs } };
}

/** What a command does while the debate is live. */
export function decideLive(moment: LiveMoment, command: FloorCommand): EvidenceFact[] {
  switch (command.kind) {
    case 'start':
      throw new Refusal('debate-already-live');
    case 'give':
      return giveFloor(moment, command);
    case 'interrupt':
      return interrupt(moment, command);
    case 'take':
      return takeFloor(moment);
    case 'yield':
      return yieldFloor(moment, command.slotId);
    case 'next-phase':
      return nextPhase(moment);
    case 'end':
      return endDebate(moment, command.cause);
    case 'expire':
      return expire(moment);
    case 'raise':
      return raiseHand(moment, command);
    case 'lower':
      return lowerHand(moment.stage, command.slotId);
    case 'adjust':
      return adjustTime(moment, command);
    case 'pause':
      return pauseDebate(moment, command.reason);
    case 'continue':
      return continueDebate(moment);
    case 'lose':
      return loseConnection(moment, command);
    case 'regain':
      return regainConnection(moment, command.slotId);
    case 'ask':
      return [{ kind: 'question.asked', payload: { questionId: command.questionId, text: command.text } }];
    case 'resume':
      return [{ kind: 'debate.resumed', payload: { shiftMs: command.shiftMs } }];
    default:
      return unreachable(command);
  }
}

/** FLOOR-2: what runs out by itself: a turn, or the waiting for somebody whose connection is lost. */
export function expire(moment: LiveMoment): EvidenceFact[] {
  const { stage, nowMs } = moment;
  const deadline = deadlineMs(stage);
  if (deadline === null || nowMs < deadline) return [];
  if (!stage.turn) return postpone(moment);
  const cause = deadline === stage.phaseEndsAtMs ? 'phase-over' : 'clock';
  return [...endTurn(moment, cause), ...returnFloor(moment)];
}

type Giving = { slotId: string; planned?: number | undefined };

function giveFloor(moment: LiveMoment, giving: Giving): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  const { slotId } = giving;
  refuseStranger(plan, slotId);
  refusePaused(stage);
  if (stage.removed.includes(slotId)) throw new Refusal('removed-from-debate');
  const planned = plannedTurnFor(moment, giving);
  const { entitledMs, creditMs } = turnLength(moment, slotId, planned);
  const kind = planned === null ? 'speech' : agendaOf(plan, stage.phase)[planned]?.kind;
  const payload = {
    slotId,
    phase: stage.phase,
    endsAtMs: nowMs + entitledMs,
    entitledMs,
    ...(creditMs > 0 ? { creditMs } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(planned === null ? {} : { planned }),
  };
  return [
    ...endTurn(moment, 'moderator'),
    ...(stage.held?.cause === 'connection-lost' ? postpone(moment) : endHeld(moment, 'moderator')),
    ...(stage.admitted.includes(slotId) ? [] : [admission(slotId)]),
    ...(stage.hands.some((hand) => hand.slotId === slotId) ? lowerHand(stage, slotId) : []),
    { kind: 'turn.started', payload },
  ];
}

function admission(slotId: string): EvidenceFact {
  return { kind: 'slot.admitted', payload: { slotId } };
}

/** FLOOR-4: the planned turn this giving is for; null in a part whose turns are given as asked. */
function plannedTurnFor(moment: LiveMoment, { slotId, planned }: Giving): number | null {
  const { plan, stage, nowMs } = moment;
  if (isFree(phaseAt(plan.format, stage.phase))) {
    if (stage.phaseEndsAtMs !== null && nowMs >= stage.phaseEndsAtMs) throw new Refusal('phase-over');
    if (!hasBudget(moment, slotId)) throw new Refusal('budget-used');
    return null;
  }
  const agenda = agendaOf(plan, stage.phase);
  const own = stage.waiting.filter((index) => agenda[index]?.slotId === slotId);
  const chosen = planned === undefined ? own[0] : own.find((index) => index === planned);
  if (chosen === undefined) throw new Refusal('turn-already-taken');
  return chosen;
}

function takeFloor(moment: LiveMoment): EvidenceFact[] {
  const { turn, held } = moment.stage;
  refusePaused(moment.stage);
  if (!turn && !held) throw new Refusal('no-floor');
  if (!turn) return endHeld(moment, 'moderator');
  return [...endTurn(moment, 'moderator'), ...returnFloor(moment)];
}

function yieldFloor(moment: LiveMoment, slotId: string): EvidenceFact[] {
  const { turn } = moment.stage;
  refusePaused(moment.stage);
  if (!turn) throw new Refusal('no-floor');
  if (turn.slotId !== slotId) throw new Refusal('not-your-floor');
  return [...endTurn(moment, 'yielded'), ...returnFloor(moment)];
}

function nextPhase(moment: LiveMoment): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  refusePaused(stage);
  const next = stage.phase + 1;
  if (next >= plan.format.phases.length) throw new Refusal('no-next-phase');
  const over = [...endTurn(moment, 'phase-over'), ...endHeld(moment, 'phase-over')];
  return [...over, startPhase(plan, next, nowMs)];
}

function endDebate(moment: LiveMoment, cause: 'moderator' | 'failed'): EvidenceFact[] {
  const { pause } = moment.stage;
  const running = unpaused(moment);
  return [
    ...(pause ? continueDebate(moment) : []),
    ...endTurn(running, 'debate-over'),
    ...endHeld(running, 'debate-over'),
    { kind: 'debate.ended', payload: { cause } },
  ];
}

type Raising = Extract<FloorCommand, { kind: 'raise' }>;

function raiseHand({ plan, stage }: LiveMoment, { slotId, hand = 'turn' }: Raising): EvidenceFact[] {
  refuseStranger(plan, slotId);
  if (stage.removed.includes(slotId)) throw new Refusal('removed-from-debate');
  const raised = stage.hands.find((one) => one.slotId === slotId);
  return raised?.kind === hand ? [] : [{ kind: 'hand.raised', payload: { slotId, kind: hand } }];
}

function lowerHand(stage: LiveStage, slotId: string): EvidenceFact[] {
  if (!stage.hands.some((hand) => hand.slotId === slotId)) throw new Refusal('hand-not-raised');
  return [{ kind: 'hand.lowered', payload: { slotId } }];
}
