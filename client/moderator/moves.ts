/** What a press or a key does, once it may: the same for both. */
import type { NextStep } from '../../server/rules/next-step.ts';
import type { Command } from '../state/useCommand.ts';
import { canDo, type Desk, inLobby, liveStage } from './desk.ts';
import type { LastAct } from './useActs.ts';

/** What one press adds or takes. */
export const quickMs = 30_000;

export function takeStep(desk: Desk, step: NextStep | null): void {
  if (!step || !desk.canAct) return;
  if (step.kind === 'end') desk.ask({ kind: 'end' });
  else desk.act(commandOf(step));
}

function commandOf(step: Exclude<NextStep, { kind: 'end' }>): Command {
  if (step.kind === 'give') {
    const { slotId, planned } = step;
    return { name: 'floor.give', input: planned === null ? { slotId } : { slotId, planned } };
  }
  if (step.kind === 'continue') return { name: 'debate.continue', input: {} };
  return step.kind === 'start' ? { name: 'debate.start', input: {} } : { name: 'phase.next', input: {} };
}

/** Takes back what was done last, while there is time. */
export function undo(desk: Desk, last: LastAct | null): void {
  if (desk.canAct && canUndo(desk, last)) desk.act({ name: 'act.undo', input: {} });
}

function canUndo({ nowMs }: Desk, last: LastAct | null): boolean {
  return last !== null && last.what !== 'undone' && nowMs < last.untilMs;
}

export function give(desk: Desk, slotId: string): void {
  if (canGive(desk, slotId)) desk.act({ name: 'floor.give', input: { slotId } });
}

export function canGive(desk: Desk, slotId: string): boolean {
  return liveStage(desk.view)?.turn?.slotId !== slotId && canDo(desk, { kind: 'give', slotId });
}

/** Silence has its reason; being heard again needs none. */
export function toggleMute(desk: Desk, slotId: string): void {
  const stage = liveStage(desk.view);
  if (!stage || !desk.canAct) return;
  if (stage.muted.includes(slotId)) desk.act({ name: 'slot.unmute', input: { slotId } });
  else desk.ask({ kind: 'mute', slotId });
}

type Cause = 'point-of-order' | 'interposed';

export function canInterrupt(desk: Desk, slotId: string, cause: Cause): boolean {
  return canDo(desk, { kind: 'interrupt', slotId, cause });
}

export function interrupt(desk: Desk, slotId: string, cause: Cause): void {
  if (canInterrupt(desk, slotId, cause))
    desk.act({ name: 'floor.interrupt', input: { slotId, kind: cause } });
}

/** Lowers a hand that was heard otherwise, or will not be. */
export function dismiss(desk: Desk, slotId: string): void {
  if (desk.canAct) desk.act({ name: 'hand.dismiss', input: { slotId } });
}

/** Lets the one in who has asked first to interrupt. */
export function admitRequest(desk: Desk): void {
  const request = liveStage(desk.view)?.hands.find(({ kind }) => kind !== 'turn');
  if (request && request.kind !== 'turn') interrupt(desk, request.slotId, request.kind);
}

export function admitAll(desk: Desk): void {
  if (!desk.canAct) return;
  desk.act(...inLobby(desk.view).map((slotId): Command => ({ name: 'slot.admit', input: { slotId } })));
}

export function takeTurnBack(desk: Desk): void {
  if (canDo(desk, { kind: 'take' })) desk.act({ name: 'floor.take', input: {} });
}

export function askPause(desk: Desk): void {
  if (canDo(desk, { kind: 'pause', reason: '' })) desk.ask({ kind: 'pause' });
}

export function callRoll(desk: Desk): void {
  if (mayCallRoll(desk)) desk.act({ name: 'roll-call.open', input: {} });
}

export function mayCallRoll({ view, canAct }: Desk): boolean {
  const isRunning = view.rollCall !== null && !view.rollCall.isClosed;
  return canAct && view.stage.status !== 'ended' && !isRunning;
}

export function askTime(desk: Desk, slotId: string, byMs: number): void {
  if (desk.canAct && liveStage(desk.view)) desk.ask({ kind: 'adjust', slotId, byMs });
}

/** Only for somebody picked on purpose: nobody is sent out by one wrong key. */
export function askRemoval(desk: Desk, slotId: string): void {
  if (desk.canAct && desk.chosen === slotId) desk.ask({ kind: 'remove', slotId });
}
