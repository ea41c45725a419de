import { z } from 'zod';
import { Outcome } from './campaign.ts';
import { Id, InstantMs, Names } from './words.ts';

const zone = z.string().min(1).max(64);
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
} as const;

export type PersonalNoticeKind = keyof typeof personalNotices;
export const personalNoticeKinds = Object.keys(personalNotices) as [
  PersonalNoticeKind,
  ...PersonalNoticeKind[],
];
export type NoticeParams<K extends PersonalNoticeKind> = z.infer<(typeof personalNotices)[K]>;
