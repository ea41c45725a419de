import { z } from 'zod';
import { Format, RuleSet, Slot } from './campaign.ts';
import { DropReason } from './questions.ts';
import { handKinds, turnKinds } from './stage.ts';
import { UndoneStage } from './undone-stage.ts';
import { DurationMs, Id, InstantMs, Line } from './words.ts';

export const witnesses = ['session', 'transport', 'media'] as const;
export const Witness = z.enum(witnesses);
export type Witness = z.infer<typeof Witness>;

/** What the three witnesses say of one device (one connection) of one slot. */
export const WitnessReading = z.strictObject({
  slotId: Id,
  device: Id,
  session: z.boolean(),
  transport: z.boolean(),
  media: z.boolean(),
});
export type WitnessReading = z.infer<typeof WitnessReading>;

export const turnEndCauses = [
  'clock',
  'moderator',
  'yielded',
  'phase-over',
  'debate-over',
  'removed',
] as const;

const slot = { slotId: Id };
const ofTurn = { ...slot, phase: z.int().nonnegative() };
const bySlot = z.record(Id, DurationMs);
/** In a person's words, by whoever decided. */
const reason = Line(200);

/**
 * Everything that can stand in a debate's evidence. Payloads are plain facts; who did it and when is the entry's
 * own, never the payload's. Adding a kind is allowed; changing the meaning of one is not (EVID-5).
 */
const evidencePayloads = {
  'debate.opened': z.strictObject({
    format: Format,
    ruleSet: RuleSet,
    lineup: z.array(Slot),
    plannedStartMs: InstantMs,
    plannedMs: DurationMs,
  }),
  'debate.started': z.strictObject({}),
  'debate.resumed': z.strictObject({ shiftMs: DurationMs }),
  'debate.ended': z.strictObject({ cause: z.enum(['moderator', 'failed']) }),
  'phase.started': z.strictObject({ phase: z.int().nonnegative(), endsAtMs: InstantMs.nullable() }),
  /** `entitledMs` is what the format gives the turn, `creditMs` of it what the slot had kept or was given before. */
  'turn.started': z.strictObject({
    ...ofTurn,
    endsAtMs: InstantMs,
    kind: z.enum(turnKinds).optional(),
    planned: z.int().nonnegative().optional(),
    entitledMs: DurationMs.optional(),
    creditMs: DurationMs.optional(),
  }),
  /** `usedMs` counts every stretch of the turn. `keptMs` stays the slot's; `repaidMs` goes to each of the others. */
  'turn.ended': z.strictObject({
    ...ofTurn,
    cause: z.enum(turnEndCauses),
    usedMs: DurationMs,
    keptMs: DurationMs.optional(),
    repaidMs: DurationMs.optional(),
  }),
  /** The turn stands still: `spokenMs` of it are used, `leftMs` will be given back. */
  'turn.held': z.strictObject({
    ...ofTurn,
    cause: z.enum(['point-of-order', 'interposed', 'connection-lost']),
    sinceMs: InstantMs,
    untilMs: InstantMs.nullable(),
    spokenMs: DurationMs,
    leftMs: DurationMs,
  }),
  'turn.continued': z.strictObject({ ...ofTurn, endsAtMs: InstantMs, waitedMs: DurationMs }),
  /** The floor has waited long enough for a lost connection; what is left of the turn is owed. */
  'turn.postponed': z.strictObject({
    ...ofTurn,
    usedMs: DurationMs,
    leftMs: DurationMs,
    waitedMs: DurationMs,
    repaidMs: DurationMs.optional(),
  }),
  /** Time added to or taken from a slot, with what it changes for each. */
  'time.adjusted': z.strictObject({
    ...slot,
    byMs: z.int(),
    reason,
    effectMs: z.record(Id, z.int()),
  }),
  'debate.paused': z.strictObject({ reason }),
  'debate.continued': z.strictObject({ shiftMs: DurationMs }),
  /**
   * The act that began with this entry is taken back: the stage is this one again. `effectMs`: what each has back of
   * the time it had used since, and what is taken of the time that the act had added.
   */
  'act.undone': z.strictObject({
    sequence: z.int().positive(),
    stage: UndoneStage,
    effectMs: z.record(Id, z.int()).optional(),
  }),
  'hand.raised': z.strictObject({ ...slot, kind: z.enum(handKinds).optional() }),
  'hand.lowered': z.strictObject(slot),
  'slot.admitted': z.strictObject(slot),
  'slot.muted': z.strictObject({ ...slot, reason }),
  'slot.unmuted': z.strictObject(slot),
  'slot.removed': z.strictObject({ ...slot, reason }),
  'slot.readmitted': z.strictObject({ ...slot, reason }),
  'question.asked': z.strictObject({ questionId: Id, text: z.string().min(1).max(300) }),
  'question.dropped': z.strictObject({ questionId: Id, reason: DropReason }),
  'roll-call.opened': z.strictObject({ rollCallId: Id, asked: z.array(Id), endsAtMs: InstantMs }),
  'roll-call.answered': z.strictObject({ ...slot, rollCallId: Id, isRight: z.boolean() }),
  /** `server-down`: its prompts were lost with a process of ours, and nobody missed it. */
  'roll-call.closed': z.strictObject({
    rollCallId: Id,
    missed: z.array(Id),
    cause: z.enum(['over', 'server-down']).optional(),
  }),
  /** Who leads the debate from here on, by account. */
  'chair.taken': z.strictObject({
    accountId: z.string().min(1).max(64),
    cause: z.enum(['first', 'handed-over', 'taken-over']),
  }),
  /** So far in the debate, as counted at the media server. */
  'voice.counted': z.strictObject({ voiceMs: bySlot, overlapMs: bySlot }),
  'identity.confirmed': z.strictObject({ ...slot, by: z.enum(['moderator', 'desk']) }),
  'member.joined': z.strictObject({ ...slot, device: Id }),
  'member.left': z.strictObject({
    ...slot,
    device: Id,
    cause: z.enum(['own-leave', 'connection-lost', 'removed', 'replaced', 'server-closed', 'signed-out']),
  }),
  /** A transition of one witness. `sinceMs`: when it became so – for a loss, the instant of the last proof. */
  'witness.changed': z.strictObject({
    ...slot,
    device: Id,
    witness: Witness,
    isPresent: z.boolean(),
    sinceMs: InstantMs,
  }),
  /** All readings at one instant, every 30 s while live: silence longer than the rule allows is our outage. */
  'witness.snapshot': z.strictObject({ readings: z.array(WitnessReading) }),
  /** Presence recorded by an official where no media witness can be: a hall with a desk. */
  'presence.attested': z.strictObject({ ...slot, fromMs: InstantMs, toMs: InstantMs }),
  /** An interval in which we failed. `slotId` null: it hit everybody. */
  outage: z.strictObject({
    slotId: Id.nullable(),
    fromMs: InstantMs,
    toMs: InstantMs,
    cause: z.enum(['server-down', 'server-stalled', 'media-worker-died']),
  }),
} as const;

export type EvidenceKind = keyof typeof evidencePayloads;
export const evidenceKinds = Object.keys(evidencePayloads) as [EvidenceKind, ...EvidenceKind[]];

/** Who caused an entry, taken from the authenticated connection only. `system`: the hub's own clock or sampler. */
export const Actor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('account'),
    accountId: z.string().min(1).max(64),
    role: z.string().max(20),
  }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof Actor>;

export type EvidenceFact = {
  [K in EvidenceKind]: { kind: K; payload: z.infer<(typeof evidencePayloads)[K]> };
}[EvidenceKind];

/** What is hashed: everything of an entry but its own hash. */
export type EvidenceBody = EvidenceFact & {
  debateId: string;
  sequence: number;
  previousHash: string;
  atMs: number;
  monotonicMs: number;
  bootId: string;
  actor: Actor;
  /** The client's id of the command that caused it; a repeated command finds itself here (EVID-4). */
  commandId: string | null;
};

export type EvidenceEntry = EvidenceBody & { hash: string };

const header = {
  debateId: Id,
  sequence: z.int().positive(),
  previousHash: z.string().length(64),
  atMs: InstantMs,
  monotonicMs: DurationMs,
  bootId: Id,
  actor: Actor,
  commandId: Id.nullable(),
};

/** The exact form of one entry's hashed body, whatever its kind. */
export const EvidenceBodySchema = z.discriminatedUnion(
  'kind',
  evidenceKinds.map((kind) =>
    z.strictObject({ ...header, kind: z.literal(kind), payload: evidencePayloads[kind] }),
  ) as unknown as [z.ZodObject<{ kind: z.ZodLiteral<EvidenceKind> }>],
) as unknown as z.ZodType<EvidenceBody>;
