/** What stops a turn and gives it back: points of order, questions, lost connections, pauses (FLOOR-8 to FLOOR-10). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { LiveStage } from '../protocol/stage.ts';
import { formatRules } from './formats.ts';
import { refuseStranger } from './people.ts';
import type { FloorCommand, LiveMoment } from './stage.ts';
import { endTurn, turnUsedMs } from './turns.ts';

type Command<K extends FloorCommand['kind']> = Extract<FloorCommand, { kind: K }>;

/** While the whole debate stands still nobody is given or loses the floor. */
export function refusePaused(stage: LiveStage): void {
  if (stage.pause) throw new Refusal('debate-paused');
}

/** FLOOR-8: somebody else has a word; the running turn stands still until it is over. */
export function interrupt(moment: LiveMoment, { slotId, cause }: Command<'interrupt'>): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  refuseStranger(plan, slotId);
  refusePaused(stage);
  if (stage.removed.includes(slotId)) throw new Refusal('removed-from-debate');
  if (stage.held) throw new Refusal('already-interrupted');
  if (!stage.turn) throw new Refusal('no-floor');
  if (stage.turn.slotId === slotId) throw new Refusal('turn-already-taken');
  const entitledMs = plan.format.interjectionMs ?? formatRules.interjectionMs;
  const { phase } = stage;
  const isRaised = stage.hands.some((hand) => hand.slotId === slotId);
  return [
    held(moment, { cause, sinceMs: nowMs, untilMs: null }),
    ...(stage.admitted.includes(slotId) ? [] : [{ kind: 'slot.admitted', payload: { slotId } } as const]),
    ...(isRaised ? [{ kind: 'hand.lowered', payload: { slotId } } as const] : []),
    {
      kind: 'turn.started',
      payload: { slotId, phase, endsAtMs: nowMs + entitledMs, kind: cause, entitledMs },
    },
  ];
}

/** FLOOR-9: the floor waits for a lost connection, as long in all as the format says; from then on the clock runs. */
export function loseConnection(moment: LiveMoment, { slotId, sinceMs }: Command<'lose'>): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  const { turn } = stage;
  if (stage.pause || stage.held || turn?.slotId !== slotId || nowMs >= turn.endsAtMs) return [];
  const waitMs = (plan.format.lossWaitMs ?? formatRules.lossWaitMs) - (stage.waitedMs[slotId] ?? 0);
  const fromMs = Math.min(nowMs, Math.max(sinceMs, turn.startedAtMs));
  const untilMs = fromMs + waitMs;
  return untilMs > nowMs ? [held(moment, { cause: 'connection-lost', sinceMs: fromMs, untilMs })] : [];
}

/** The connection is back: the turn goes on with all that was left of it. */
export function regainConnection(moment: LiveMoment, slotId: string): EvidenceFact[] {
  const { held, pause } = moment.stage;
  if (pause || held?.slotId !== slotId || held.cause !== 'connection-lost') return [];
  return continued(moment);
}

/** What follows the end of an interruption: the interrupted turn goes on. */
export function returnFloor(moment: LiveMoment): EvidenceFact[] {
  const { turn, held } = moment.stage;
  return turn && held ? continued(moment) : [];
}

function held(moment: LiveMoment, how: Pick<HeldFact, 'cause' | 'sinceMs' | 'untilMs'>): EvidenceFact {
  const turn = moment.stage.turn as NonNullable<LiveStage['turn']>;
  const { slotId, phase } = turn;
  const leftMs = Math.max(0, turn.endsAtMs - how.sinceMs);
  const spokenMs = turnUsedMs(turn, how.sinceMs);
  return { kind: 'turn.held', payload: { slotId, phase, ...how, spokenMs, leftMs } };
}

type HeldFact = Extract<EvidenceFact, { kind: 'turn.held' }>['payload'];

function continued({ stage, nowMs }: LiveMoment): EvidenceFact[] {
  const { held, phaseEndsAtMs } = stage;
  if (!held) return [];
  const { slotId, phase, leftMs, heldAtMs } = held;
  const waitedMs = held.cause === 'connection-lost' ? Math.max(0, nowMs - heldAtMs) : 0;
  const endsAtMs = Math.min(nowMs + leftMs, Math.max(nowMs, phaseEndsAtMs ?? Number.POSITIVE_INFINITY));
  return [{ kind: 'turn.continued', payload: { slotId, phase, endsAtMs, waitedMs } }];
}

/** FLOOR-10: the whole debate stands still; nobody is heard and no clock runs. */
export function pauseDebate({ stage, nowMs, plan }: LiveMoment, reason: string): EvidenceFact[] {
  refusePaused(stage);
  const hasRunOut = stage.turn !== null && nowMs >= stage.turn.endsAtMs;
  const moment = { stage, nowMs, plan };
  const over = hasRunOut ? [...endTurn(moment, 'clock'), ...returnFloor(moment)] : [];
  return [...over, { kind: 'debate.paused', payload: { reason } }];
}

export function continueDebate({ stage, nowMs }: LiveMoment): EvidenceFact[] {
  if (!stage.pause) throw new Refusal('debate-not-paused');
  return [{ kind: 'debate.continued', payload: { shiftMs: Math.max(0, nowMs - stage.pause.atMs) } }];
}

/**
 * FLOOR-7: time added to the running turn or taken from it; for whoever does not speak, to or from the next turn.
 * What it changes for each is part of the fact.
 */
export function adjustTime({ plan, stage, nowMs }: LiveMoment, command: Command<'adjust'>): EvidenceFact[] {
  const { slotId, byMs, reason } = command;
  refuseStranger(plan, slotId);
  const turn = stage.turn?.slotId === slotId ? stage.turn : null;
  const atMs = stage.pause?.atMs ?? nowMs;
  const availableMs = turn ? Math.max(0, turn.endsAtMs - atMs) : (stage.creditMs[slotId] ?? 0);
  const roomMs = turn && stage.phaseEndsAtMs !== null ? stage.phaseEndsAtMs - turn.endsAtMs : byMs;
  const changedMs = Math.max(-availableMs, Math.min(byMs, Math.max(0, roomMs)));
  const effectMs = Object.fromEntries(plan.lineup.map(({ id }) => [id, id === slotId ? changedMs : 0]));
  return [{ kind: 'time.adjusted', payload: { slotId, byMs: changedMs, reason, effectMs } }];
}
