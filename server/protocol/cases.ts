import { z } from 'zod';
import { CandidacyStatus, ObligationRule, Outcome } from './campaign.ts';
import { AccountId, Area } from './http.ts';
import { Id, InstantMs, Line, Paragraph } from './words.ts';

/** Domain spec 7.5: what a candidacy can be removed for. */
export const grounds = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9'] as const;
export const Ground = z.enum(grounds);
export type Ground = z.infer<typeof Ground>;

export const caseStatuses = [
  'received',
  'admissible',
  'inadmissible',
  'assigned',
  'waiting-for-party',
  'in-hearing',
  'decided',
  'appealed',
  'closed',
] as const;
export const CaseStatus = z.enum(caseStatuses);
export type CaseStatus = z.infer<typeof CaseStatus>;

const CaseKind = z.enum(['breach', 'complaint']);

/** Lowest first: an appeal goes to the next one that sits for the area. */
export const caseLevels = ['local', 'region', 'centre', 'panel'] as const;
export const CaseLevel = z.enum(caseLevels);
export type CaseLevel = z.infer<typeof CaseLevel>;

/** What a first instance votes for. */
export const firstChoices = ['remove', 'warn', 'dismiss'] as const;
/** What an appeal's committee votes for: that the decision stands, or that it falls. */
export const appealChoices = ['confirm', 'overturn'] as const;
export const VoteChoice = z.enum([...firstChoices, ...appealChoices]);
export type VoteChoice = z.infer<typeof VoteChoice>;

/** Why a member takes no part in a case. */
const conflicts = ['party', 'opponent', 'official', 'earlier-part', 'declared'] as const;
export const Conflict = z.enum(conflicts);
export type Conflict = z.infer<typeof Conflict>;

const attachmentIds = z.array(Id).max(10).default([]);

/** What a breach stands on: the duty, and each final verdict with the place in the evidence it was computed from. */
export const CaseEvidence = z.strictObject({
  obligationId: Id,
  rule: ObligationRule,
  dueAtMs: InstantMs,
  verdicts: z.array(
    z.strictObject({
      verdictId: Id,
      debateId: Id,
      slotId: Id,
      outcome: Outcome,
      ruleVersion: z.int(),
      evidenceSequence: z.int(),
      evidenceHash: z.string(),
      /** Where anybody gets the debate's whole evidence. */
      bundlePath: z.string(),
    }),
  ),
});
export type CaseEvidence = z.infer<typeof CaseEvidence>;

/**
 * What happened in a case, one kind for each step of its timeline. Appended, never changed: a decision that was wrong is
 * followed by a new one that supersedes it.
 */
export const CaseEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), level: CaseLevel, text: z.string() }),
  z.strictObject({ kind: z.literal('admitted') }),
  /** One member holds the complaint inadmissible; a second one has to agree. */
  z.strictObject({ kind: z.literal('refusal-proposed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('refused'), reason: z.string() }),
  z.strictObject({ kind: z.literal('linked'), duplicateOf: Id }),
  z.strictObject({ kind: z.literal('assigned'), memberId: AccountId.nullable() }),
  z.strictObject({ kind: z.literal('asked'), text: z.string(), untilAtMs: InstantMs }),
  z.strictObject({ kind: z.literal('answered'), text: z.string(), attachmentIds }),
  z.strictObject({ kind: z.literal('answer-lapsed') }),
  z.strictObject({ kind: z.literal('conflict-declared'), reason: z.string() }),
  z.strictObject({ kind: z.literal('voted'), choice: VoteChoice, reason: z.string() }),
  z.strictObject({
    kind: z.literal('decided'),
    number: z.int().positive(),
    choice: VoteChoice,
    supersedes: z.int().positive().nullable(),
    appealUntilAtMs: InstantMs.nullable(),
    /** What the candidacy was before, so that an appeal can give it back. */
    formerStatus: CandidacyStatus.nullable(),
  }),
  z.strictObject({ kind: z.literal('published'), number: z.int().positive(), words: z.string() }),
  z.strictObject({ kind: z.literal('appealed'), level: CaseLevel, text: z.string(), attachmentIds }),
  z.strictObject({ kind: z.literal('reopened'), reason: z.string() }),
  z.strictObject({ kind: z.literal('closed') }),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

const reason = Paragraph(2000);
const commandId = Id;

/** What a committee's member does to prepare a case. */
export const CasePreparation = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('admit'), commandId }),
  z.strictObject({ act: z.literal('link'), commandId, duplicateOf: Id }),
  z.strictObject({ act: z.literal('assign'), commandId, memberId: AccountId }),
  /** Asks the party; the committee's clock stands still until the answer, or until the party's time is over. */
  z.strictObject({ act: z.literal('ask'), commandId, text: reason }),
  z.strictObject({ act: z.literal('declare-conflict'), commandId, reason }),
]);
export type CasePreparation = z.infer<typeof CasePreparation>;

/** What decides about a person, or makes the decision known. */
export const CaseRuling = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('refuse'), commandId, reason }),
  z.strictObject({ act: z.literal('vote'), commandId, choice: VoteChoice, reason }),
  z.strictObject({ act: z.literal('decide'), commandId }),
  z.strictObject({ act: z.literal('publish'), commandId, words: Paragraph(1000) }),
  z.strictObject({ act: z.literal('reopen'), commandId, reason }),
]);
export type CaseRuling = z.infer<typeof CaseRuling>;

/** What the party says: `attachmentIds` name files that the same person has uploaded. */
export const CaseStatement = z.strictObject({ commandId, text: Paragraph(6000), attachmentIds });
export type CaseStatement = z.infer<typeof CaseStatement>;

export const committeeActs = [
  ...CasePreparation.options.map(({ shape }) => shape.act.value),
  ...CaseRuling.options.map(({ shape }) => shape.act.value),
] as const;
export const CommitteeAct = z.enum(committeeActs);
export type CommitteeAct = z.infer<typeof CommitteeAct>;

/** What is due next, and from whom. While the clock stands still there is no instant, only what is left. */
export const CaseDeadline = z.strictObject({
  what: z.enum(['admission', 'answer', 'decision', 'appeal', 'appeal-decision']),
  dueAtMs: InstantMs.nullable(),
  leftMs: z.int(),
  isStopped: z.boolean(),
});
export type CaseDeadline = z.infer<typeof CaseDeadline>;

const Respondent = z.strictObject({ candidacyId: Id, name: z.string(), status: CandidacyStatus });

export const CaseDecision = z.strictObject({
  number: z.int().positive(),
  instance: z.int().positive(),
  level: CaseLevel,
  choice: VoteChoice,
  decidedAtMs: InstantMs,
  supersedes: z.int().positive().nullable(),
  isSuperseded: z.boolean(),
  /** Public, without anybody's personal details; null until it is published. */
  words: z.string().nullable(),
});
export type CaseDecision = z.infer<typeof CaseDecision>;

/** One line of the committee's list. */
export const CaseCard = z.strictObject({
  id: Id,
  number: z.int().positive(),
  kind: CaseKind,
  ground: Ground,
  status: CaseStatus,
  level: CaseLevel,
  area: Area,
  respondent: Respondent.nullable(),
  openedAtMs: InstantMs,
  deadline: CaseDeadline.nullable(),
  /** Until then the party may answer; null while nobody waits for it. */
  answerUntilAtMs: InstantMs.nullable(),
});
export type CaseCard = z.infer<typeof CaseCard>;

/** The same with what its reader can do in the case now. */
export const ListedCase = CaseCard.extend({ acts: z.array(CommitteeAct) });
export type ListedCase = z.infer<typeof ListedCase>;

/** One case as the committee sees it, with all that happened in it. */
export const CaseView = z.strictObject({
  ...CaseCard.shape,
  /** 1, and 2 for the appeal. */
  instance: z.int().positive(),
  text: z.string(),
  evidence: CaseEvidence.nullable(),
  duplicateOf: Id.nullable(),
  duplicates: z.array(Id),
  rapporteurId: AccountId.nullable(),
  /** Whoever sits for this case now; who has a conflict takes no part. */
  members: z.array(
    z.strictObject({
      accountId: AccountId,
      name: z.string(),
      conflict: Conflict.nullable(),
      vote: z.strictObject({ choice: VoteChoice, reason: z.string(), atMs: InstantMs }).nullable(),
    }),
  ),
  quorum: z.strictObject({ needed: z.int(), voted: z.int() }),
  decisions: z.array(CaseDecision),
  /** A removal was decided, and an appeal before the ballot's freeze keeps it from taking effect (D-9). */
  isRemovalSuspended: z.boolean(),
  timeline: z.array(
    z.strictObject({
      sequence: z.int().positive(),
      atMs: InstantMs,
      /** Null: the hub itself, or somebody who was not signed in. */
      by: z.string().nullable(),
      event: CaseEvent,
    }),
  ),
  /** What the reader can do now. */
  acts: z.array(CommitteeAct),
  choices: z.array(VoteChoice),
});
export type CaseView = z.infer<typeof CaseView>;

/** A case as the person it is about sees it. */
export const OwnCase = z.strictObject({
  id: Id,
  number: z.int().positive(),
  kind: CaseKind,
  ground: Ground,
  status: CaseStatus,
  candidacyId: Id,
  area: Area,
  openedAtMs: InstantMs,
  text: z.string(),
  evidence: CaseEvidence.nullable(),
  asked: z.string().nullable(),
  answerUntilAtMs: InstantMs.nullable(),
  deadline: CaseDeadline.nullable(),
  decisions: z.array(CaseDecision),
  /** The reasons of those who decided, without their names. */
  reasons: z.array(z.strictObject({ instance: z.int(), choice: VoteChoice, reason: z.string() })),
  isRemovalSuspended: z.boolean(),
  mayAnswer: z.boolean(),
  mayAppeal: z.boolean(),
});
export type OwnCase = z.infer<typeof OwnCase>;

export const NewComplaint = z.strictObject({
  ground: Ground,
  /** About whom; null where it is about nobody in particular, and then `areaId` says where. */
  candidacyId: Id.nullable(),
  areaId: Id,
  text: Paragraph(6000),
});
export type NewComplaint = z.infer<typeof NewComplaint>;

export const TrackingCode = Line(40);

/** What whoever complained may know: how far it is, never what the committee says among itself. */
export const TrackedComplaint = z.strictObject({
  number: z.int().positive(),
  ground: Ground,
  status: CaseStatus,
  openedAtMs: InstantMs,
  steps: z.array(z.strictObject({ status: CaseStatus, atMs: InstantMs })),
  /** Why it was not admitted. */
  refusedBecause: z.string().nullable(),
  duplicateOf: z.int().positive().nullable(),
  decisions: z.array(CaseDecision),
});
export type TrackedComplaint = z.infer<typeof TrackedComplaint>;

export const CommitteeSeat = z.strictObject({
  accountId: AccountId,
  level: CaseLevel,
  /** Null for the centre and the panel, which sit for every area. */
  areaId: Id.nullable(),
});
export type CommitteeSeat = z.infer<typeof CommitteeSeat>;
