import { z } from 'zod';
import {
  CandidacyStatus,
  DebateStatus,
  Format,
  ObligationReason,
  ObligationRule,
  ObligationStatus,
  Outcome,
  Reason,
  RuleSet,
  Slot,
} from './campaign.ts';
import { ExcuseCard } from './duties.ts';
import { Actor, evidenceKinds } from './evidence.ts';
import { DurationMs, Id, InstantMs, Names, Role } from './words.ts';

export const AccountId = z.string().min(1).max(64);

export const Campaign = z.strictObject({ id: Id, names: Names, isFictional: z.boolean() });

export const Area = z.strictObject({ id: Id, names: Names, zone: z.string() });

export const DebateCard = z.strictObject({
  id: Id,
  title: Names,
  area: Area,
  status: DebateStatus,
  plannedStartMs: InstantMs,
  plannedMs: DurationMs,
  speakers: z.array(z.string()),
  viewersNow: z.int().nonnegative(),
});
export type DebateCard = z.infer<typeof DebateCard>;

/** A verdict with the rule and the evidence it stands on. */
export const Verdict = z.strictObject({
  id: Id,
  debateId: Id,
  slotId: Id,
  name: z.string(),
  outcome: Outcome,
  status: z.enum(['proposed', 'confirmed', 'final', 'superseded']),
  reasons: z.array(Reason),
  presentMs: DurationMs,
  countableMs: DurationMs,
  arrivedAtMs: InstantMs.nullable(),
  ruleVersion: z.int(),
  evidenceSequence: z.int(),
  evidenceHash: z.string(),
  computedAtMs: InstantMs,
});
export type Verdict = z.infer<typeof Verdict>;

/** How many watched, how sure that is, and by which method it was counted (domain spec 7.8). */
export const Reach = z.strictObject({
  debateId: Id,
  uniqueViewers: z.int().nonnegative(),
  errorPercent: z.number(),
  watchMs: DurationMs,
  averageMinuteAudience: z.number(),
  peakConcurrency: z.int().nonnegative(),
  method: z.string(),
  isFinal: z.boolean(),
});
export type Reach = z.infer<typeof Reach>;

export const DebateDetail = z.strictObject({
  ...DebateCard.shape,
  format: Format,
  ruleSet: RuleSet,
  lineup: z.array(Slot),
  verdicts: z.array(Verdict),
  reach: Reach.nullable(),
});
export type DebateDetail = z.infer<typeof DebateDetail>;

export const Me = z.strictObject({
  accountId: AccountId.nullable(),
  name: z.string().nullable(),
  roles: z.array(Role),
});
export type Me = z.infer<typeof Me>;

export const Duty = z.strictObject({
  id: Id,
  rule: ObligationRule,
  stage: Names,
  area: Area,
  /** Which one, where a rule asks for several. */
  ordinal: z.int().positive(),
  /** When the list was published that named the candidacy (O-9); null where the duty is older than lists. */
  listedAtMs: InstantMs.nullable(),
  dueAtMs: InstantMs,
  status: ObligationStatus,
  settledAtMs: InstantMs.nullable(),
  reason: ObligationReason,
  /** Debates that would fulfil it or did: those of its stage in which this candidacy has a slot. */
  debates: z.array(
    z.strictObject({
      id: Id,
      title: Names,
      status: DebateStatus,
      plannedStartMs: InstantMs,
      plannedMs: DurationMs,
      outcome: Outcome.nullable(),
      /** Only then the outcome counts. */
      isFinal: z.boolean(),
      /** Until when an excuse for it may be filed. */
      excuseUntilMs: InstantMs,
    }),
  ),
  excuses: z.array(ExcuseCard),
  /** The published reason of the central committee, where it waived the duty. */
  waiverReason: z.string().nullable(),
});
export type Duty = z.infer<typeof Duty>;

export const Candidate = z.strictObject({
  candidacyId: Id,
  name: z.string(),
  status: CandidacyStatus,
  area: Area,
  duties: z.array(Duty),
});
export type Candidate = z.infer<typeof Candidate>;

const EvidenceRow = z.strictObject({
  sequence: z.int(),
  atMs: InstantMs,
  kind: z.enum(evidenceKinds),
  actor: Actor,
  payload: z.looseObject({}),
  hash: z.string(),
});

/** An interval `[fromMs, toMs)`. */
const Interval = z.strictObject({ fromMs: InstantMs, toMs: InstantMs });

/** One debate as the committee judges it: verdicts, and what each witness saw, drawn from the evidence. */
export const Review = z.strictObject({
  debate: DebateCard,
  ruleSet: RuleSet,
  startedAtMs: InstantMs.nullable(),
  endedAtMs: InstantMs.nullable(),
  isChainIntact: z.boolean(),
  outages: z.array(Interval),
  /** When the whole debate stood still: that time counts for nobody. */
  pauses: z.array(Interval),
  slots: z.array(
    z.strictObject({
      slot: Slot,
      present: z.array(Interval),
      /** Outages of this slot alone. */
      outages: z.array(Interval),
      devices: z.array(
        z.strictObject({
          device: Id,
          session: z.array(Interval),
          transport: z.array(Interval),
          media: z.array(Interval),
        }),
      ),
      turns: z.array(Interval),
      verdict: Verdict.nullable(),
      duties: z.array(Duty),
    }),
  ),
  entries: z.array(EvidenceRow),
});
export type Review = z.infer<typeof Review>;

export const OrganiserDesk = z.strictObject({
  areas: z.array(Area),
  stages: z.array(z.strictObject({ id: Id, names: Names, opensAtMs: InstantMs, closesAtMs: InstantMs })),
  formats: z.array(Format.extend({ id: Id })),
  candidacies: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      areaId: Id,
      status: CandidacyStatus,
      accountId: AccountId.nullable(),
    }),
  ),
  moderators: z.array(z.strictObject({ accountId: AccountId, name: z.string() })),
  ruleSet: RuleSet,
});
export type OrganiserDesk = z.infer<typeof OrganiserDesk>;

/** Of one debate. */
export const mostModerators = 4;

export const NewDebate = z.strictObject({
  title: Names,
  areaId: Id,
  stageId: Id,
  formatId: Id,
  plannedStartMs: InstantMs,
  /** One alone only where the stage's list has nobody else: a hearing with questions (O-8). */
  candidacyIds: z.array(Id).min(1).max(12),
  moderatorIds: z.array(AccountId).min(1).max(mostModerators),
});
export type NewDebate = z.infer<typeof NewDebate>;
