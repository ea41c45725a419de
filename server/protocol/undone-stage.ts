import { z } from 'zod';
import { DurationMs, Id, InstantMs } from './words.ts';

const turn = {
  slotId: Id,
  phase: z.int().nonnegative(),
  kind: z.enum(['speech', 'question', 'answer', 'point-of-order', 'interposed']),
  planned: z.int().nonnegative().nullable(),
  spokenMs: DurationMs,
  entitledMs: DurationMs,
};
const Turn = z.looseObject({ ...turn, startedAtMs: InstantMs, endsAtMs: InstantMs });
const HeldTurn = z.looseObject({
  ...turn,
  cause: z.enum(['point-of-order', 'interposed', 'connection-lost']),
  heldAtMs: InstantMs,
  untilMs: InstantMs.nullable(),
  leftMs: DurationMs,
});
const Hand = z.looseObject({ slotId: Id, kind: z.enum(['turn', 'point-of-order', 'interposed']) });
const bySlot = z.record(Id, DurationMs);

/**
 * The stage as it stands in the evidence of an act that was taken back. Frozen: nothing here is renamed, removed or
 * made narrower, and no field is added that older evidence lacks (EVID-5). What the live stage gains later is kept as
 * it was written, and where it was not, a replay has what it had before.
 */
export const UndoneStage = z.looseObject({
  status: z.literal('live'),
  startedAtMs: InstantMs,
  admitted: z.array(Id),
  removed: z.array(Id),
  muted: z.array(Id),
  phase: z.int().nonnegative(),
  phaseEndsAtMs: InstantMs.nullable(),
  turn: Turn.nullable(),
  held: HeldTurn.nullable(),
  waiting: z.array(z.int().nonnegative()),
  owed: z.array(z.looseObject({ planned: z.int().nonnegative(), leftMs: DurationMs })),
  hands: z.array(Hand),
  usedMs: bySlot,
  phaseUsedMs: bySlot,
  creditMs: bySlot,
  waitedMs: bySlot,
  pause: z.looseObject({ atMs: InstantMs, reason: z.string() }).nullable(),
  question: z.looseObject({ questionId: Id, text: z.string() }).nullable(),
});
