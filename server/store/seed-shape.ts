import { z } from 'zod';
import { CandidacyStatus, Format, RuleSet } from '../protocol/campaign.ts';
import { DutyTerms, ObligationRow, usualTerms } from '../protocol/duties.ts';
import { WordLists } from '../protocol/questions.ts';
import { DurationMs, Line, Names, Role } from '../protocol/words.ts';
import { obligationRows } from '../rules/obligations.ts';

/** What a part of a seed is called by the others; it is not stored. */
const Key = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** A whole campaign as a file can hold it. Times count from the moment it is laid, so that it is always about to begin. */
export const Seed = z.strictObject({
  names: Names,
  isFictional: z.boolean(),
  ruleSet: RuleSet.omit({ validFromMs: true }),
  /** A parent stands before its children. */
  areas: z.array(
    z.strictObject({
      key: Key,
      parentKey: Key.nullable(),
      kind: z.enum(['oblast', 'national-city', 'district', 'city']),
      names: Names,
      zone: z.string(),
    }),
  ),
  stages: z.array(
    z.strictObject({
      key: Key,
      kind: z.enum(['unit-debate', 'local-conference', 'regional-conference']),
      names: Names,
      opensInMs: z.int(),
      closesInMs: DurationMs,
    }),
  ),
  offices: z.array(z.strictObject({ code: Key, names: Names })),
  formats: z.array(Format.extend({ key: Key })),
  people: z.array(
    z.strictObject({ key: Key, name: Line(120), email: z.email(), roles: z.array(Role).min(1) }),
  ),
  candidacies: z.array(
    z.strictObject({
      person: Key,
      area: Key,
      status: CandidacyStatus,
      offices: z.array(z.enum(['majilis', 'regional-maslikhat', 'local-maslikhat'])).min(1),
    }),
  ),
  debates: z.array(
    z.strictObject({
      title: Names,
      area: Key,
      stage: Key,
      format: Key,
      startsInMs: DurationMs,
      candidates: z.array(Key).min(2).max(12),
      moderators: z.array(Key).min(1).max(4),
    }),
  ),
  /** What makes a debate owed; the first row of a stage that binds somebody names the duty. */
  obligationRows: z
    .array(ObligationRow)
    .max(100)
    .default([...obligationRows]),
  dutyTerms: DutyTerms.omit({ validFromMs: true }).default(usualTerms),
  /** Stems of words that catch a viewer's question, by their language. */
  wordLists: WordLists.default({ kk: [], ru: [], en: [] }),
});
export type Seed = z.infer<typeof Seed>;
