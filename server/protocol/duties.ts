import { z } from 'zod';
import { DurationMs, Id, InstantMs, Paragraph } from './words.ts';

const hourMs = 3600_000;
const Code = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** What makes a debate owed, as data: the law changed three times in six years. `null` stands for every one. */
export const ObligationRow = z.strictObject({
  rule: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  office: Code.nullable(),
  areaKind: Code.nullable(),
  stageKind: Code,
  /** Whose list one must have stood on before (O-6). */
  afterStageKind: Code.nullable(),
  debates: z.int().min(1).max(20),
});
export type ObligationRow = z.infer<typeof ObligationRow>;

/** The times and switches of duties (domain spec 7.1, 7.3, D-1 to D-3) as data: dated, versioned, never edited. */
export const DutyTerms = z.strictObject({
  version: z.int().positive(),
  validFromMs: InstantMs,
  /** O-5: whether who seeks only a local maslikhat owes a debate at its conference. */
  localMaslikhatConferenceDebate: z.boolean(),
  /** O-8: how many enter a conference for each seat of the area's quota. */
  entrantsPerSeat: z.int().min(1).max(10),
  /** D-1: stages close when the clocks of an area show what these show at the stage's instant. */
  capitalZone: z.string().min(1).max(64),
  /** D-2: how long before the first debate the draw is published at the latest. */
  drawBeforeMs: DurationMs,
  /** D-3: how long before a debate its speakers are reminded. */
  remindersMs: z.array(DurationMs.min(1)).max(6),
  /** 7.3: after the planned end. */
  excuseFilingMs: DurationMs,
  /** 7.3: after the filing. */
  excuseDocumentMs: DurationMs,
  /** 7.3: after the document. */
  excuseDecisionMs: DurationMs,
  /** How many members must say the same of an excuse before it holds. */
  excuseVotes: z.int().min(1).max(9),
});
export type DutyTerms = z.infer<typeof DutyTerms>;

/** What holds where a campaign says nothing else. */
export const usualTerms: Omit<DutyTerms, 'validFromMs'> = {
  version: 1,
  localMaslikhatConferenceDebate: false,
  entrantsPerSeat: 2,
  capitalZone: 'Asia/Almaty',
  drawBeforeMs: 72 * hourMs,
  remindersMs: [72 * hourMs, 24 * hourMs, 2 * hourMs],
  excuseFilingMs: 24 * hourMs,
  excuseDocumentMs: 72 * hourMs,
  excuseDecisionMs: 48 * hourMs,
  excuseVotes: 2,
};

export const excuseGrounds = [
  'own-illness',
  'family',
  'official-duty',
  'transport-or-weather',
  'childbirth-or-childcare',
  'our-fault',
  'access-not-provided',
] as const;
export type ExcuseGround = (typeof excuseGrounds)[number];

/** What people give as a reason and is none; naming it is refused with `not-a-ground`. */
export const notGrounds = ['campaign-event', 'short-notice-work', 'lack-of-preparation'] as const;

export const excuseStatuses = [
  'filed',
  'documented',
  'granted',
  'granted-provisionally',
  'refused',
  'lapsed',
] as const;
export const ExcuseStatus = z.enum(excuseStatuses);
export type ExcuseStatus = z.infer<typeof ExcuseStatus>;

/** Who decides: the central committee where the same duty was excused before. */
export const CommitteeLevel = z.enum(['local', 'central']);
export type CommitteeLevel = z.infer<typeof CommitteeLevel>;

/** One excuse as it stands, with its clocks. */
export const ExcuseCard = z.strictObject({
  id: Id,
  obligationId: Id,
  debateId: Id,
  ground: z.enum(excuseGrounds),
  words: z.string(),
  status: ExcuseStatus,
  level: CommitteeLevel,
  filedAtMs: InstantMs,
  documentUntilMs: InstantMs,
  documents: z.array(Id),
  /** Null until the document is there. */
  decideUntilMs: InstantMs.nullable(),
  decidedAtMs: InstantMs.nullable(),
  reason: z.string().nullable(),
  makeUpDebateId: Id.nullable(),
});
export type ExcuseCard = z.infer<typeof ExcuseCard>;

export const NewExcuse = z.strictObject({
  debateId: Id,
  ground: z.enum([...excuseGrounds, ...notGrounds]),
  words: Paragraph(1000),
});
export type NewExcuse = z.infer<typeof NewExcuse>;

export const ExcuseVote = z.strictObject({ isGranted: z.boolean(), reason: Paragraph(1000) });
export type ExcuseVote = z.infer<typeof ExcuseVote>;

/** A line of the imported ratings. */
export const Rating = z.strictObject({ candidacyId: Id, votes: z.int().nonnegative() });
export type Rating = z.infer<typeof Rating>;

/**
 * A list to be published. `ratings`: as JSON, or as CSV with a head line `candidacyId,votes`. `seats`: the area's quota
 * by office; a registered list has none.
 */
export const NewList = z.strictObject({
  stageId: Id,
  areaId: Id,
  seats: z.array(z.strictObject({ office: Code, seats: z.int().min(1).max(200) })).max(10),
  ratings: z.union([z.array(Rating).max(1000), z.string().max(60_000)]),
  /** Until then the next by rating enters where somebody leaves (O-8). */
  closesAtMs: InstantMs,
});
export type NewList = z.infer<typeof NewList>;

/** One who is named by a list, and what that makes them owe. */
export const ListedCandidacy = z.strictObject({
  candidacyId: Id,
  name: z.string(),
  office: Code.nullable(),
  votes: z.int().nullable(),
  rank: z.int().positive().nullable(),
  /** Entered beyond the places, with the same votes as the last one of them. */
  isTied: z.boolean(),
});
export type ListedCandidacy = z.infer<typeof ListedCandidacy>;

const DutyToCome = z.strictObject({
  candidacyId: Id,
  rule: ObligationRow.shape.rule,
  debates: z.int().positive(),
  dueAtMs: InstantMs,
});

export const ListPreview = z.strictObject({
  entrants: z.array(ListedCandidacy),
  /** Rated, and did not enter. */
  others: z.array(ListedCandidacy),
  duties: z.array(DutyToCome),
  /** One entrant alone for an office: a hearing with questions. */
  hearings: z.array(Code),
});
export type ListPreview = z.infer<typeof ListPreview>;

export const PublishedList = z.strictObject({
  id: Id,
  stageId: Id,
  areaId: Id,
  version: z.int().positive(),
  publishedAtMs: InstantMs,
  closesAtMs: InstantMs,
  entrants: z.array(ListedCandidacy),
});
export type PublishedList = z.infer<typeof PublishedList>;

/** An excuse as those see it who decide it. */
export const ExcuseFile = z.strictObject({
  excuse: ExcuseCard,
  name: z.string(),
  zone: z.string(),
  dueAtMs: InstantMs,
  /** How many members have said so far that it be granted, or refused; and how many it takes. */
  votes: z.strictObject({ granting: z.int(), refusing: z.int(), needed: z.int() }),
  /** Whether the reader may vote on it now. */
  mayVote: z.boolean(),
});
export type ExcuseFile = z.infer<typeof ExcuseFile>;
