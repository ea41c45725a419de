import { z } from 'zod';
import { attachmentRoutes } from './attachment-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { Format, Outcome } from './campaign.ts';
import { caseRoutes } from './cases-routes.ts';
import { dutyRoutes } from './duty-routes.ts';
import { exportRoutes } from './export-routes.ts';
import {
  AccountId,
  Campaign,
  Candidate,
  DebateCard,
  DebateDetail,
  Me,
  NewDebate,
  OrganiserDesk,
  Reach,
  Review,
} from './http.ts';
import { judgementRoutes } from './judgements-routes.ts';
import { NewJudgement, NewQuestion, NewVote, QuestionList, QuestionQueue } from './questions.ts';
import { recordsRoutes } from './records-routes.ts';
import { Grant } from './requests.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { whatIfRoutes } from './what-if.ts';
import { DurationMs, Id, InstantMs, type Role } from './words.ts';

const nothing = z.strictObject({});
const debateId = z.strictObject({ debateId: Id });
const questionId = z.strictObject({ debateId: Id, questionId: Id });

/**
 * Every HTTP body. `role` is who may call it: a role, `signed-in`, or `anyone`; `assurance` is how
 * well they must have shown who they are. Path parameters are written
 * `{name}` and come from `params`; `query` likewise. All of it is published at /api/openapi.json.
 */
export const routes = {
  'campaign.read': { method: 'get', path: '/api/campaign', role: 'anyone', output: Campaign },
  'debates.list': {
    method: 'get',
    path: '/api/debates',
    role: 'anyone',
    output: z.strictObject({ debates: z.array(DebateCard) }),
  },
  'debate.read': {
    method: 'get',
    path: '/api/debates/{debateId}',
    role: 'anyone',
    params: debateId,
    output: DebateDetail,
  },
  'reach.read': {
    method: 'get',
    path: '/api/debates/{debateId}/reach',
    role: 'anyone',
    params: debateId,
    output: Reach,
  },
  'me.read': { method: 'get', path: '/api/me', role: 'anyone', output: Me },
  'session.open': {
    method: 'post',
    path: '/api/session',
    role: 'anyone',
    body: z.strictObject({ invitation: z.string().min(20).max(200) }),
    output: Me,
  },
  'session.close': { method: 'delete', path: '/api/session', role: 'signed-in', output: nothing },
  'ticket.issue': {
    method: 'post',
    path: '/api/debates/{debateId}/tickets',
    role: 'anyone',
    params: debateId,
    body: z.strictObject({ as: z.enum(['viewer', 'candidate', 'moderator', 'observer']) }),
    output: z.strictObject({ ticket: z.string(), expiresAtMs: InstantMs, grants: z.array(Grant) }),
  },
  'pass.issue': {
    method: 'post',
    path: '/api/viewers/pass',
    role: 'anyone',
    body: nothing,
    output: z.strictObject({ pass: z.string(), heartbeatMs: DurationMs }),
  },
  'heartbeat.send': {
    method: 'post',
    path: '/api/viewers/heartbeat',
    role: 'anyone',
    body: z.strictObject({ pass: z.string().min(20).max(200), debateId: Id, isPlaying: z.boolean() }),
    output: z.strictObject({ viewersNow: z.int().nonnegative() }),
  },
  'questions.list': {
    method: 'get',
    path: '/api/debates/{debateId}/questions',
    role: 'anyone',
    params: debateId,
    output: QuestionList,
  },
  'question.put': {
    method: 'post',
    path: '/api/debates/{debateId}/questions',
    role: 'anyone',
    params: debateId,
    body: NewQuestion,
    /** Not new: somebody put the same before, and this one counts as a vote for it (QUEST-4). */
    output: z.strictObject({ questionId: Id, isNew: z.boolean() }),
  },
  'question.vote': {
    method: 'post',
    path: '/api/debates/{debateId}/questions/{questionId}/votes',
    role: 'anyone',
    params: questionId,
    body: NewVote,
    output: z.strictObject({ votes: z.int().positive() }),
  },
  'candidate.read': {
    method: 'get',
    path: '/api/candidate',
    role: 'candidate',
    output: z.strictObject({ candidacies: z.array(Candidate) }),
  },
  'moderator.debates': {
    method: 'get',
    path: '/api/moderator/debates',
    role: 'moderator',
    output: z.strictObject({ debates: z.array(DebateCard) }),
  },
  'questions.queue': {
    method: 'get',
    path: '/api/moderator/debates/{debateId}/questions',
    role: 'moderator',
    params: debateId,
    output: QuestionQueue,
  },
  'question.judge': {
    method: 'post',
    path: '/api/moderator/debates/{debateId}/questions/{questionId}/judgement',
    role: 'moderator',
    params: questionId,
    body: NewJudgement,
    output: nothing,
  },
  'committee.debates': {
    method: 'get',
    path: '/api/committee/debates',
    role: 'committee',
    output: z.strictObject({
      debates: z.array(
        z.strictObject({
          debate: DebateCard,
          outcomes: z.partialRecord(Outcome, z.int()),
          breaches: z.int(),
        }),
      ),
    }),
  },
  'committee.review': {
    method: 'get',
    path: '/api/committee/debates/{debateId}',
    role: 'committee',
    params: debateId,
    output: Review,
  },
  'organiser.desk': { method: 'get', path: '/api/organiser/desk', role: 'organiser', output: OrganiserDesk },
  /** Stores one more format. None is ever changed; one that no debate could be held in is `bad-input`. */
  'organiser.create-format': {
    method: 'post',
    path: '/api/organiser/formats',
    role: 'organiser',
    body: Format,
    output: z.strictObject({ formatId: Id }),
  },
  'organiser.create-debate': {
    method: 'post',
    path: '/api/organiser/debates',
    role: 'organiser',
    body: NewDebate,
    output: z.strictObject({ debateId: Id, drawSeed: z.string() }),
  },
  /** Gives a debate one more moderator until it is over, also while it is live (CHAIR-2); four at most. */
  'organiser.appoint': {
    method: 'post',
    path: '/api/organiser/debates/{debateId}/moderators',
    role: 'organiser',
    params: debateId,
    body: z.strictObject({ accountId: AccountId }),
    output: nothing,
  },
  'organiser.invite': {
    method: 'post',
    path: '/api/organiser/invitations',
    role: 'organiser',
    body: z.strictObject({ accountId: AccountId }),
    output: z.strictObject({ link: z.string(), expiresAtMs: InstantMs }),
  },
  ...attachmentRoutes,
  ...calendarRoutes,
  ...exportRoutes,
  ...caseRoutes,
  ...dutyRoutes,
  ...judgementRoutes,
  ...recordsRoutes,
  ...signInRoutes,
  ...whatIfRoutes,
} as const satisfies Record<string, Route>;

export type Route = {
  method: 'get' | 'post' | 'delete';
  path: `/api/${string}`;
  /** `official`: a moderator or a member of a committee. */
  role: Role | 'anyone' | 'signed-in' | 'official';
  /** `fresh`: the caller proved themselves by passkey in the last five minutes, else `sign-in-again` (SIGN-3). */
  assurance?: 'fresh';
  params?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a file of so many bytes at most, and `body` is `FileBytes`. Without it the body is JSON. */
  takesBytes?: number;
  /** The media type of a file; `output` is then `StreamedFile`. Without it the answer is JSON. */
  produces?: string;
  /** For how long anybody on the way may keep a copy of the file; without it nobody keeps one. */
  keptForS?: number;
  output: z.ZodType;
};

export type RouteName = keyof typeof routes;
type Part<N extends RouteName, K extends 'params' | 'body'> =
  (typeof routes)[N] extends Record<K, z.ZodType> ? z.infer<(typeof routes)[N][K]> : undefined;
export type RouteParams<N extends RouteName> = Part<N, 'params'>;
export type RouteBody<N extends RouteName> = Part<N, 'body'>;
export type RouteOutput<N extends RouteName> = z.infer<(typeof routes)[N]['output']>;
