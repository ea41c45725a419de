import { z } from 'zod';
import { Outcome } from './campaign.ts';
import { Ground, VoteChoice } from './cases.ts';
import { Id, InstantMs, Names } from './words.ts';

const zone = z.string().min(1).max(64);
const caseNumber = { number: z.int().positive() };
const decision = { ...caseNumber, decision: z.int().positive(), choice: VoteChoice };
const debate = { debateId: Id, title: Names, zone };

/**
 * Every notice to one person: it stands on their page and goes out by e-mail. The words are in `notice-words`, which
 * fill in these figures: `…AtMs` is written as a day and a time in `zone`, `Names` in the reader's language, and an
 * `outcome` as its word.
 */
export const personalNotices = {
  /** D-3: 72, 24 and 2 hours before a debate that the person stands in. */
  'debate-reminder': z.strictObject({ ...debate, startsAtMs: InstantMs, hours: z.int().positive() }),
  'verdict-confirmed': z.strictObject({ ...debate, outcome: Outcome, objectUntilAtMs: InstantMs }),
  'verdict-final': z.strictObject({ ...debate, outcome: Outcome }),
  'objection-decided': z.strictObject({ ...debate, outcome: Outcome, reason: z.string() }),
  'excuse-received': z.strictObject({ dueAtMs: InstantMs, documentUntilAtMs: InstantMs, zone }),
  'excuse-granted': z.strictObject({ dueAtMs: InstantMs, zone }),
  'excuse-refused': z.strictObject({ dueAtMs: InstantMs, zone, reason: z.string() }),
  'make-up-offered': z.strictObject({ ...debate, startsAtMs: InstantMs }),
  'duty-waived': z.strictObject({ dueAtMs: InstantMs, zone, reason: z.string() }),
  /** D-5: a duty is unmet, a case is open, and the answer is awaited. */
  'breach-notice': z.strictObject({ ...caseNumber, dueAtMs: InstantMs, answerUntilAtMs: InstantMs, zone }),
  'case-question': z.strictObject({ ...caseNumber, ground: Ground, answerUntilAtMs: InstantMs, zone }),
  'case-decided': z.strictObject({ ...decision, appealUntilAtMs: InstantMs, zone }),
  /** Nothing is taken from the candidate. */
  'case-dismissed': z.strictObject(decision),
  'appeal-received': z.strictObject(caseNumber),
  'appeal-decided': z.strictObject(decision),
  'case-reopened': z.strictObject({ ...caseNumber, reason: z.string() }),
  /** To each member of the committee that sits for it. */
  'case-to-decide': z.strictObject({ ...caseNumber, ground: Ground }),
} as const;

export type PersonalNoticeKind = keyof typeof personalNotices;
export const personalNoticeKinds = Object.keys(personalNotices) as [
  PersonalNoticeKind,
  ...PersonalNoticeKind[],
];
export type NoticeParams<K extends PersonalNoticeKind> = z.infer<(typeof personalNotices)[K]>;

/** A notice as it stands on its reader's page. */
export const PersonalNotice = z.strictObject({
  id: Id,
  kind: z.enum(personalNoticeKinds),
  params: z.record(z.string(), z.unknown()),
  createdAtMs: InstantMs,
  isRead: z.boolean(),
});
export type PersonalNotice = z.infer<typeof PersonalNotice>;
