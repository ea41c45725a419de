import { z } from 'zod';
import { AttachmentCard } from './attachments.ts';
import { Outcome, RuleSet } from './campaign.ts';
import { Verdict } from './http.ts';
import { Id, InstantMs, Names, Paragraph } from './words.ts';

/**
 * What made a verdict: the job from the evidence, nobody's confirming in time, a committee's ruling on a partial one,
 * or a candidate's objection that was upheld.
 */
const verdictOrigins = ['evidence', 'silence', 'partial', 'objection'] as const;
export const VerdictOrigin = z.enum(verdictOrigins);
export type VerdictOrigin = z.infer<typeof VerdictOrigin>;

/** In which of the two capacities somebody confirmed: as a moderator of the debate, or as the second official. */
export const Capacity = z.enum(['moderator', 'second']);
export type Capacity = z.infer<typeof Capacity>;

/** What a committee makes of a partial attendance: enough, to be made up in another debate, or an absence. */
export const PartialRuling = z.enum(['accept', 'make-up', 'absent']);
export type PartialRuling = z.infer<typeof PartialRuling>;

/** What an upheld objection may turn an outcome into. It never makes one worse. */
export const Correction = z.enum(['attended', 'late', 'partial', 'unknown', 'void']);
export type Correction = z.infer<typeof Correction>;

/** The outcome that replaces the one objected to, or `dismissed`. */
export const ObjectionRuling = z.union([Correction, z.literal('dismissed')]);
export type ObjectionRuling = z.infer<typeof ObjectionRuling>;

export const ObjectionEnd = z.enum(['upheld', 'dismissed', 'lapsed']);
export type ObjectionEnd = z.infer<typeof ObjectionEnd>;

/** Why somebody decided as they did, in their own words. */
const DecisionReason = Paragraph(1000);

export const NewConfirmation = z.strictObject({ verdictIds: z.array(Id).min(1).max(12) });
export const NewPartialRuling = z.strictObject({ ruling: PartialRuling, reason: DecisionReason });
export const NewObjection = z.strictObject({
  statement: Paragraph(4000),
  attachmentIds: z.array(Id).max(5),
});
export type NewObjection = z.infer<typeof NewObjection>;
export const NewObjectionRuling = z.strictObject({ ruling: ObjectionRuling, reason: DecisionReason });

const said = { name: z.string(), reason: z.string(), atMs: InstantMs };

const judgementActs = ['confirm', 'rule-partial', 'object', 'rule-objection'] as const;
export const JudgementAct = z.enum(judgementActs);
export type JudgementAct = z.infer<typeof JudgementAct>;

/** One verdict with all that people did about it, as the one who asks may read it. */
export const VerdictFile = z.strictObject({
  verdict: Verdict,
  origin: VerdictOrigin,
  /** Connected, and never heard: a sign for whoever confirms, and nothing else (JUDGE-13). */
  isSilent: z.boolean(),
  supersedes: Id.nullable(),
  debate: z.strictObject({ id: Id, title: Names, zone: z.string(), endedAtMs: InstantMs.nullable() }),
  ruleSet: RuleSet,
  /** When it becomes final, or did, unless an objection stands in the way. */
  finalFromMs: InstantMs,
  /** Until when the candidate may object; null where nothing more may be objected to. */
  objectUntilMs: InstantMs.nullable(),
  confirmations: z.array(z.strictObject({ name: z.string(), capacity: Capacity, atMs: InstantMs })),
  partialRulings: z.array(z.strictObject({ ...said, ruling: PartialRuling })),
  objection: z
    .strictObject({
      id: Id,
      statement: z.string(),
      attachments: z.array(AttachmentCard),
      madeAtMs: InstantMs,
      decideUntilMs: InstantMs,
      rulings: z.array(z.strictObject({ ...said, ruling: ObjectionRuling })),
      end: z.strictObject({ cause: ObjectionEnd, atMs: InstantMs }).nullable(),
    })
    .nullable(),
  /** What whoever asks may do about it now. */
  may: z.array(JudgementAct),
  corrections: z.array(Outcome),
});
export type VerdictFile = z.infer<typeof VerdictFile>;
