import { z } from 'zod';
import { Format, Slot } from './campaign.ts';
import { ProducerView } from './media.ts';
import { DurationMs, Id, InstantMs, Names } from './words.ts';

/** Who has the floor, and until when. At `endsAtMs` the microphone is off at the media server. */
export const Turn = z.strictObject({
  slotId: Id,
  phase: z.int().nonnegative(),
  startedAtMs: InstantMs,
  endsAtMs: InstantMs,
});
export type Turn = z.infer<typeof Turn>;

export const Stage = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('lobby') }),
  z.strictObject({
    status: z.literal('live'),
    startedAtMs: InstantMs,
    phase: z.int().nonnegative(),
    /** The open part's end; null where the phase is over when all have had their turn. */
    phaseEndsAtMs: InstantMs.nullable(),
    turn: Turn.nullable(),
    /** Slots that have not had their turn in this phase, in the order of the lineup; empty in an open part. */
    waiting: z.array(Id),
    hands: z.array(Id),
    usedMs: z.record(Id, DurationMs),
  }),
  z.strictObject({
    status: z.literal('ended'),
    startedAtMs: InstantMs.nullable(),
    endedAtMs: InstantMs,
    usedMs: z.record(Id, DurationMs),
  }),
]);
export type Stage = z.infer<typeof Stage>;
export type LiveStage = Extract<Stage, { status: 'live' }>;

/** A slot as the people in the debate see it. */
export const SlotPresence = z.strictObject({
  slotId: Id,
  session: z.boolean(),
  transport: z.boolean(),
  media: z.boolean(),
  isIdentityConfirmed: z.boolean(),
});
export type SlotPresence = z.infer<typeof SlotPresence>;

/** Everything a page needs to draw the debate at one instant of the server. */
export const DebateView = z.strictObject({
  debateId: Id,
  nowMs: InstantMs,
  plannedStartMs: InstantMs,
  title: Names,
  format: Format,
  lineup: z.array(Slot),
  stage: Stage,
  presence: z.array(SlotPresence),
  producers: z.array(ProducerView),
});
export type DebateView = z.infer<typeof DebateView>;
