import type { RefusalCode } from '../../server/protocol/refusals.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { DebateView, LiveStage, SlotPresence } from '../../server/protocol/stage.ts';
import { decide, type StageCommand } from '../../server/rules/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import type { Received } from '../media/receiving.ts';
import type { Command } from '../state/useCommand.ts';
import type { Question } from './reasons.ts';

/** What every part of the console needs: the debate as it is now, and the ways to change it. */
export type Desk = {
  live: LiveDebate;
  view: DebateView;
  clock: ServerClock;
  nowMs: number;
  received: readonly Received[];
  /** False while the connection is lost or somebody else leads: then everything is seen and nothing can be done. */
  canAct: boolean;
  act: (...commands: Command[]) => void;
  /** Asks the moderator for what an act needs before it is done, such as its reason. */
  ask: (question: Question) => void;
  /** The candidate that was picked by number, for the keys that follow. */
  chosen: string | null;
  choose: (slotId: string | null) => void;
};

export function nameOf({ lineup }: Pick<DebateView, 'lineup'>, slotId: string | null): string {
  return lineup.find((slot) => slot.id === slotId)?.name ?? '';
}

export function presenceOf({ presence }: DebateView, slotId: string): SlotPresence | null {
  return presence.find((one) => one.slotId === slotId) ?? null;
}

/** Whether any witness sees somebody in this slot. */
export function isHere(view: DebateView, slotId: string): boolean {
  const presence = presenceOf(view, slotId);
  return presence !== null && (presence.session || presence.transport || presence.media);
}

/** Those who have come and were not let onto the stage yet, in the order of the lineup. */
export function inLobby(view: DebateView): string[] {
  const { stage } = view;
  if (stage.status === 'ended') return [];
  return view.lineup
    .map(({ id }) => id)
    .filter((id) => !stage.admitted.includes(id) && !stage.removed.includes(id) && isHere(view, id));
}

export function liveStage({ stage }: DebateView): LiveStage | null {
  return stage.status === 'live' ? stage : null;
}

/** Why the hub would refuse this now, by its own rules; null: it would not. */
export function refusalFor({ view, nowMs }: Desk, command: StageCommand): RefusalCode | null {
  try {
    decide(view, view.stage, command, nowMs);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** What an addition or a taking of time would come to now: an open part ends when it ends, and nobody has less than none. */
export function adjustmentMs({ view, nowMs }: Desk, slotId: string, byMs: number): number {
  if (view.stage.status !== 'live') return 0;
  const [fact] = decide(view, view.stage, { kind: 'adjust', slotId, byMs, reason: '' }, nowMs).slice(-1);
  return fact?.kind === 'time.adjusted' ? fact.payload.byMs : 0;
}

/** Whether a button for this would do something. */
export function canDo(desk: Desk, command: StageCommand): boolean {
  return desk.canAct && refusalFor(desk, command) === null;
}
