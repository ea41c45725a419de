/** What stops a turn and gives it back: points of order, questions, lost connections, pauses (FLOOR-8 to FLOOR-10). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { LiveStage } from '../protocol/stage.ts';
import { formatRules } from './formats.ts';
import { refuseStranger } from './people.ts';
import type { FloorCommand, LiveMoment } from './stage.ts';
import { heldWaitMs, repaidFor, turnUsedMs } from './turns.ts';

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
  const isAsked = stage.hands.some((hand) => hand.slotId === slotId && hand.kind !== 'turn');
  return [
    held(moment, { cause, sinceMs: nowMs, untilMs: null }),
    ...(stage.admitted.includes(slotId) ? [] : [{ kind: 'slot.admitted', payload: { slotId } } as const]),
    ...(isAsked ? [{ kind: 'hand.lowered', payload: { slotId } } as const] : []),
    {
      kind: 'turn.started',
      payload: { slotId, phase, endsAtMs: nowMs + entitledMs, kind: cause, entitledMs },
    },
  ];
}

/**
 * FLOOR-9: the floor waits for a lost connection, as long in all as the format says; from then on the clock runs. Where
 * the failure is ours it waits for as long as it takes, and that counts for nothing.
 */
export function loseConnection(moment: LiveMoment, command: Command<'lose'>): EvidenceFact[] {
  const { stage, nowMs } = moment;
  const { turn } = stage;
  if (stage.pause || stage.held || turn?.slotId !== command.slotId || nowMs >= turn.endsAtMs) return [];
  const sinceMs = Math.min(nowMs, Math.max(command.sinceMs, turn.startedAtMs));
  if (command.isOurs) return [held(moment, { cause: 'connection-lost', sinceMs, untilMs: null })];
  const untilMs = sinceMs + waitLeftMs(moment, command.slotId);
  return untilMs > nowMs ? [held(moment, { cause: 'connection-lost', sinceMs, untilMs })] : [];
}

function waitLeftMs({ plan, stage }: LiveMoment, slotId: string): number {
  return (plan.format.lossWaitMs ?? formatRules.lossWaitMs) - (stage.waitedMs[slotId] ?? 0);
}

/** The connection is back: the turn goes on with all that was left of it. */
export function regainConnection(moment: LiveMoment, slotId: string): EvidenceFact[] {
  const { held, pause } = moment.stage;
  if (pause || held?.slotId !== slotId || held.cause !== 'connection-lost') return [];
  return continued(moment);
}

/** The floor has waited long enough, or somebody else is given it: what is left of the turn is owed. */
export function postpone({ plan, stage, nowMs }: LiveMoment): EvidenceFact[] {
  const { held } = stage;
  if (!held) return [];
  const { slotId, phase, spokenMs: usedMs, leftMs } = held;
  const payload = { slotId, phase, usedMs, leftMs, waitedMs: heldWaitMs(held, nowMs) };
  return [{ kind: 'turn.postponed', payload: { ...payload, ...repaidFor(plan, held, usedMs) } }];
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

/** What was taken from a turn is given back, also beyond its part's end. */
function continued({ stage, nowMs }: LiveMoment): EvidenceFact[] {
  const { held } = stage;
  if (!held) return [];
  const { slotId, phase, leftMs } = held;
  const payload = { slotId, phase, endsAtMs: nowMs + leftMs, waitedMs: heldWaitMs(held, nowMs) };
  return [{ kind: 'turn.continued', payload }];
}

/** FLOOR-10: the whole debate stands still; nobody is heard and no clock runs. */
export function pauseDebate({ stage }: LiveMoment, reason: string): EvidenceFact[] {
  refusePaused(stage);
  return [{ kind: 'debate.paused', payload: { reason } }];
}

export function continueDebate({ stage, nowMs }: LiveMoment): EvidenceFact[] {
  if (!stage.pause) throw new Refusal('debate-not-paused');
  return [{ kind: 'debate.continued', payload: { shiftMs: Math.max(0, nowMs - stage.pause.atMs) } }];
}
