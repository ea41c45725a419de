/** Taking back a moderator's slip (rule FLOOR-11). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Hand, LiveStage, Stage, Turn } from '../protocol/stage.ts';
import { usedMs } from './speaking.ts';
import type { StageCommand } from './stage.ts';
import { clockMs, laterTurn, shifted } from './stage-course.ts';

/** How long an act can be taken back. */
export const undoMs = 5_000;

/** The last act on the stage: its first entry, when it was, and the stage it found. */
export type LastAct = { sequence: number; atMs: number; before: LiveStage };

const undoable: readonly StageCommand['kind'][] = [
  'give',
  'interrupt',
  'take',
  'next-phase',
  'adjust',
  'pause',
  'continue',
  'mute',
  'unmute',
  'remove',
  'readmit',
  'admit',
];

export function isUndoable(command: StageCommand): boolean {
  return undoable.includes(command.kind);
}

/**
 * The stage of before; what others asked for meanwhile stays. Where the act had stopped or moved the floor, or silenced
 * its speaker, the clocks are set back to it; otherwise they have run on and go on.
 */
export function undo(last: LastAct | null, stage: Stage, nowMs: number): EvidenceFact[] {
  if (!last || stage.status !== 'live' || nowMs - last.atMs > undoMs) throw new Refusal('nothing-to-undo');
  const change: Change = { before: last.before, now: stage };
  const isOfFloor = !hasSameFloor(change) || isMuteOfSpeaker(change);
  const back = isOfFloor ? givenBack(last, nowMs) : putRight(change, nowMs);
  const question = stage.question ?? last.before.question;
  const undone = { ...back, hands: handsOf(change), question };
  const effectMs = isOfFloor ? usedSince(stage, undone, nowMs) : takenBack(stage, undone);
  return [{ kind: 'act.undone', payload: { sequence: last.sequence, stage: undone, effectMs } }];
}

/** From the stage that the act found to the one of now. */
type Change = { before: LiveStage; now: LiveStage };

/** Whether the same turns run and stand still; a moderator's time may have been added to them. */
function hasSameFloor({ before, now }: Change): boolean {
  const isSamePart = before.phase === now.phase && before.pause?.atMs === now.pause?.atMs;
  return isSamePart && isSameTurn(before.turn, now.turn) && isSameHeld(before.held, now.held);
}

function isSameTurn(one: Turn | null, other: Turn | null): boolean {
  return (
    one?.slotId === other?.slotId &&
    one?.startedAtMs === other?.startedAtMs &&
    one?.entitledMs === other?.entitledMs &&
    one?.planned === other?.planned &&
    one?.kind === other?.kind
  );
}

function isSameHeld(one: LiveStage['held'], other: LiveStage['held']): boolean {
  return (
    one?.slotId === other?.slotId && one?.heldAtMs === other?.heldAtMs && one?.spokenMs === other?.spokenMs
  );
}

function isMuteOfSpeaker({ before, now }: Change): boolean {
  const speaker = now.turn?.slotId;
  return speaker !== undefined && before.muted.includes(speaker) !== now.muted.includes(speaker);
}

/** That much later, and nobody has used any of the time between. */
function givenBack({ before, atMs }: LastAct, nowMs: number): LiveStage {
  return before.pause ? before : shifted(before, { shiftMs: Math.max(0, nowMs - atMs), nowMs });
}

/** Who was let in, sent out or silenced, and what was added or taken, is as before; nobody's clock moves. */
function putRight({ before, now }: Change, nowMs: number): LiveStage {
  const { admitted, removed, muted, creditMs } = before;
  const held = now.held && before.held && { ...now.held, leftMs: before.held.leftMs };
  const turn = now.turn && before.turn && withEndOf(before.turn, now.turn, clockMs(now, nowMs));
  return { ...now, admitted, removed, muted, creditMs, turn, held };
}

/** What was spoken of time that is taken back is used all the same; silence since an end that was none is not. */
function withEndOf(before: Turn, turn: Turn, atMs: number): Turn {
  const endsAtMs = Math.max(before.endsAtMs, Math.min(turn.endsAtMs, atMs));
  const silentMs = endsAtMs > turn.endsAtMs ? Math.max(0, atMs - turn.endsAtMs) : 0;
  const asBefore = { ...turn, endsAtMs };
  return silentMs === 0 ? asBefore : laterTurn(asBefore, { shiftMs: silentMs, nowMs: atMs });
}

/** A hand is as its candidate wants it now; one that the act lowered is up again. */
function handsOf({ before, now }: Change): Hand[] {
  const old = before.hands.filter((hand) => {
    const isUp = now.hands.find(({ slotId }) => slotId === hand.slotId);
    return isUp ? isUp.kind === hand.kind : isLoweredByAct(hand, { before, now });
  });
  const isKnown = new Set([...old.map(({ slotId }) => slotId), ...before.removed]);
  return [...old, ...now.hands.filter(({ slotId }) => !isKnown.has(slotId))];
}

/** An act lowers the hand of whom it removes or gives the floor; a short word leaves the wish for a turn. */
function isLoweredByAct({ slotId, kind }: Hand, { before, now }: Change): boolean {
  if (now.removed.includes(slotId)) return !before.removed.includes(slotId);
  if (now.turn?.slotId !== slotId || isSameTurn(before.turn, now.turn)) return false;
  const isShortWord = now.turn.kind === 'point-of-order' || now.turn.kind === 'interposed';
  return !isShortWord || kind !== 'turn';
}

type BySlot = Record<string, number>;

function usedSince(now: LiveStage, back: LiveStage, nowMs: number): BySlot {
  return bySlot(now, (slotId) => usedMs(now, slotId, nowMs) - usedMs(back, slotId, nowMs));
}

function takenBack(now: LiveStage, back: LiveStage): BySlot {
  return bySlot(now, (slotId) => givenMs(back, slotId) - givenMs(now, slotId));
}

/** What a slot is given in all: with its turn, with one that stands still, and beforehand. */
function givenMs({ turn, held, creditMs }: LiveStage, slotId: string): number {
  const turnMs = turn?.slotId === slotId ? turn.spokenMs + turn.endsAtMs - turn.startedAtMs : 0;
  return turnMs + (held?.slotId === slotId ? held.leftMs : 0) + (creditMs[slotId] ?? 0);
}

function bySlot({ usedMs: slots }: LiveStage, changeMs: (slotId: string) => number): BySlot {
  return Object.fromEntries(Object.keys(slots).map((slotId) => [slotId, changeMs(slotId)]));
}
