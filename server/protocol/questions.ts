import { z } from 'zod';
import { Id, InstantMs, Language, Line } from './words.ts';

const longestRaw = 2_000;
export const shortestQuestion = 10;
export const longestQuestion = 280;
const fewestLetters = 5;

const breaks = /[\t\n\v\f\r\u0085\p{Z}]/gu;
// Controls, formatting and direction marks, halves of characters, private signs, and whatever is drawn as nothing.
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const stackedMarks = /(\p{M}{2})\p{M}+/gu;
// A table program takes a text that begins so for a formula (CWE-1236), in full width too.
const formulaStart = /^[ \p{M}=+\-@|%＝＋－＠﹢﹦﹣﹫−]+/u;

/** What is left of anybody's text as one line that reads as it is written, and that no table takes for a formula. */
export function plainLine(text: string): string {
  return text
    .replace(breaks, ' ')
    .replace(unseen, '')
    .normalize('NFC')
    .replace(stackedMarks, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(formulaStart, '')
    .trimEnd();
}

const hasWords = (text: string) => (text.match(/\p{L}/gu)?.length ?? 0) >= fewestLetters;

/** QUEST-1: from a viewer, what does not belong is taken out rather than refused; length counts what is left. */
export const QuestionText = z
  .string()
  .max(longestRaw, { abort: true })
  .overwrite(plainLine)
  .min(shortestQuestion)
  .max(longestQuestion)
  .refine(hasWords, 'no words');

/** Why a question of the public was not asked. */
export const dropReasons = [
  'time-ran-out',
  'already-answered',
  'off-topic',
  'for-one-person',
  'moderator-choice',
] as const;
export const DropReason = z.enum(dropReasons);
export type DropReason = z.infer<typeof DropReason>;

/** Why a moderator keeps a question back. */
export const rejectReasons = [
  'insulting',
  'off-topic',
  'already-answered',
  'for-one-person',
  'moderator-choice',
] as const;
export const RejectReason = z.enum(rejectReasons);
export type RejectReason = z.infer<typeof RejectReason>;

const questionStatuses = ['waiting', 'admitted', 'rejected', 'asked', 'not-asked'] as const;
export type QuestionStatus = (typeof questionStatuses)[number];

/** A question as everybody sees it, from the moment a moderator admitted it. */
export const Question = z.strictObject({
  id: Id,
  text: z.string(),
  language: Language,
  votes: z.int().positive(),
  status: z.enum(questionStatuses).extract(['admitted', 'asked', 'not-asked']),
  reason: DropReason.nullable(),
  askedAtMs: InstantMs.nullable(),
});
export type Question = z.infer<typeof Question>;

/** A question that only the debate's moderators see. */
export const WaitingQuestion = z.strictObject({
  id: Id,
  text: z.string(),
  language: Language,
  votes: z.int().positive(),
  putAtMs: InstantMs,
  /** The word of the lists that caught it. */
  caughtWord: z.string().nullable(),
});
export type WaitingQuestion = z.infer<typeof WaitingQuestion>;

export const QuestionList = z.strictObject({
  /** Whether questions are put and voted now, and from when on. */
  isOpen: z.boolean(),
  opensAtMs: InstantMs,
  questions: z.array(Question),
});
export type QuestionList = z.infer<typeof QuestionList>;

export const QuestionQueue = z.strictObject({
  /** The oldest of them; `waitingCount` is how many wait in all. */
  waiting: z.array(WaitingQuestion),
  waitingCount: z.int().nonnegative(),
  admitted: z.array(Question),
});
export type QuestionQueue = z.infer<typeof QuestionQueue>;

const Pass = z.string().min(20).max(200);

export const NewQuestion = z.strictObject({ pass: Pass, text: QuestionText, language: Language });
export const NewVote = z.strictObject({ pass: Pass });

const Admission = z.strictObject({ isAdmitted: z.literal(true) });
const Rejection = z.strictObject({ isAdmitted: z.literal(false), reason: RejectReason });
const Judgement = z.discriminatedUnion('isAdmitted', [Admission, Rejection]);
export type Judgement = z.infer<typeof Judgement>;

/** `questionIds` are judged alike, all of them or none: a flood is put out at once. */
const alike = { questionIds: z.array(Id).max(50).optional() };
export const NewJudgement = z.discriminatedUnion('isAdmitted', [
  Admission.extend(alike),
  Rejection.extend(alike),
]);

/** One entry of a campaign's word lists: letters and digits, so that it can be found in a text that hides it. */
const ListedWord = Line(40).regex(/^[\p{L}\p{N}]{2,}$/u);
const WordList = z.array(ListedWord).max(2_000);
export const WordLists = z.strictObject({ kk: WordList, ru: WordList, en: WordList });
export type WordLists = z.infer<typeof WordLists>;
