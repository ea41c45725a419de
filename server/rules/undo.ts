/** Taking back a moderator's slip (rule FLOOR-11). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { LiveStage, Stage } from '../protocol/stage.ts';
import type { StageCommand } from './stage.ts';
import { shifted } from './stage-course.ts';

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

/** The stage of before, with the time since given back; what others asked for meanwhile stays. */
export function undo(last: LastAct | null, stage: Stage, nowMs: number): EvidenceFact[] {
  if (!last || stage.status !== 'live' || nowMs - last.atMs > undoMs) throw new Refusal('nothing-to-undo');
  const { before, sequence } = last;
  const shiftMs = Math.max(0, nowMs - last.atMs);
  const back = before.pause ? before : shifted(before, { shiftMs, nowMs });
  const isKnown = new Set([...before.hands.map(({ slotId }) => slotId), ...before.removed]);
  const hands = [...before.hands, ...stage.hands.filter(({ slotId }) => !isKnown.has(slotId))];
  const question = stage.question ?? before.question;
  return [{ kind: 'act.undone', payload: { sequence, stage: { ...back, hands, question } } }];
}
