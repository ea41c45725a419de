import { z } from 'zod';
import { Format, Slot } from './campaign.ts';
import { ProducerView } from './media.ts';
import { DurationMs, Id, InstantMs, Names } from './words.ts';

export const turnKinds = ['speech', 'question', 'answer', 'point-of-order', 'interposed'] as const;
export const TurnKind = z.enum(turnKinds);
export type TurnKind = z.infer<typeof TurnKind>;

const turn = {
  slotId: Id,
  phase: z.int().nonnegative(),
  kind: TurnKind,
  /** Which of the part's planned turns it is; null where turns are given as asked. */
  planned: z.int().nonnegative().nullable(),
  /** Spoken in stretches of this turn that were interrupted before. */
  spokenMs: DurationMs,
  /** What the format gave it, with what the speaker had kept; without what the moderator added. */
  entitledMs: DurationMs,
};

/** Who has the floor, and until when. At `endsAtMs` the microphone is off at the media server. */
export const Turn = z.strictObject({ ...turn, startedAtMs: InstantMs, endsAtMs: InstantMs });
export type Turn = z.infer<typeof Turn>;

/** A turn that stands still and will be given back. `untilMs`: how long it waits for a lost connection. */
export const HeldTurn = z.strictObject({
  ...turn,
  cause: z.enum(['point-of-order', 'interposed', 'connection-lost']),
  heldAtMs: InstantMs,
  untilMs: InstantMs.nullable(),
  leftMs: DurationMs,
});
export type HeldTurn = z.infer<typeof HeldTurn>;

export const handKinds = ['turn', 'point-of-order', 'interposed'] as const;
export const HandKind = z.enum(handKinds);
export type HandKind = z.infer<typeof HandKind>;

export const Hand = z.strictObject({ slotId: Id, kind: HandKind });
export type Hand = z.infer<typeof Hand>;

const bySlot = z.record(Id, DurationMs);
/** Who was let onto the stage, and who was sent out of the debate. */
const people = { admitted: z.array(Id), removed: z.array(Id) };

export const LiveStage = z.strictObject({
  status: z.literal('live'),
  startedAtMs: InstantMs,
  ...people,
  muted: z.array(Id),
  phase: z.int().nonnegative(),
  /** The open part's end; null where the phase is over when all have had their turn. */
  phaseEndsAtMs: InstantMs.nullable(),
  turn: Turn.nullable(),
  held: HeldTurn.nullable(),
  /** Indexes of the part's planned turns that are still to be given, in order; empty where turns are given as asked. */
  waiting: z.array(z.int().nonnegative()),
  /** What is left of planned turns that were broken off by a lost connection. */
  owed: z.array(z.strictObject({ planned: z.int().nonnegative(), leftMs: DurationMs })),
  hands: z.array(Hand),
  /** Floor time of each slot, without the turn that runs and the one that is held. */
  usedMs: bySlot,
  /** Of this part alone, where it has a budget for each. */
  phaseUsedMs: bySlot,
  /** Kept, added or repaid: it lengthens the slot's next turn. */
  creditMs: bySlot,
  /** How long the floor has waited for each slot's connection. */
  waitedMs: bySlot,
  /** The whole debate stands still since then, for this reason. */
  pause: z.strictObject({ atMs: InstantMs, reason: z.string() }).nullable(),
  /** The public's question that is being answered. */
  question: z.strictObject({ questionId: Id, text: z.string() }).nullable(),
});
export type LiveStage = z.infer<typeof LiveStage>;

export const Stage = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('lobby'), ...people }),
  LiveStage,
  z.strictObject({
    status: z.literal('ended'),
    startedAtMs: InstantMs.nullable(),
    endedAtMs: InstantMs,
    usedMs: bySlot,
  }),
]);
export type Stage = z.infer<typeof Stage>;

/** How loud the stage has been for each slot, counted at the media server. */
export const VoiceTimes = z.strictObject({
  /** Time with a voice on the slot's open microphone. */
  voiceMs: bySlot,
  /** Time it talked while somebody else had the floor; nobody could hear it. */
  overlapMs: bySlot,
});
export type VoiceTimes = z.infer<typeof VoiceTimes>;

/** A prompt that only somebody who is there can answer. `asked` and `answered` are slots. */
export const RollCall = z.strictObject({
  rollCallId: Id,
  endsAtMs: InstantMs,
  asked: z.array(Id),
  answered: z.array(Id),
  isClosed: z.boolean(),
});
export type RollCall = z.infer<typeof RollCall>;

/** Who leads the debate. `chair` null: the first moderator who acts. Accounts are told to those who run it only. */
export const Chair = z.strictObject({
  chair: z.string().nullable(),
  moderators: z.array(z.strictObject({ accountId: z.string(), name: z.string(), isHere: z.boolean() })),
});
export type Chair = z.infer<typeof Chair>;

export const LineQuality = z.enum(['good', 'fair', 'poor', 'none']);
export type LineQuality = z.infer<typeof LineQuality>;

/** A slot as the people in the debate see it. */
export const SlotPresence = z.strictObject({
  slotId: Id,
  session: z.boolean(),
  transport: z.boolean(),
  media: z.boolean(),
  isIdentityConfirmed: z.boolean(),
  /** How well the slot's sending line does, as the media server sees it. */
  quality: LineQuality,
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
  voice: VoiceTimes,
  rollCall: RollCall.nullable(),
});
export type DebateView = z.infer<typeof DebateView>;
