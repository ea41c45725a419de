import { z } from 'zod';
import { RuleSet } from './campaign.ts';
import {
  NewConfirmation,
  NewObjection,
  NewObjectionRuling,
  NewPartialRuling,
  VerdictFile,
} from './judgements.ts';
import { Id } from './words.ts';

const nothing = z.strictObject({});
const files = z.strictObject({ files: z.array(VerdictFile) });
const verdictId = z.strictObject({ verdictId: Id });

/** How verdicts become final (JUDGE-1 to JUDGE-12). Who may do what to which of them is asked of the verdict itself. */
export const judgementRoutes = {
  /** What an official can do something about now, the most urgent first. */
  'judgements.waiting': { method: 'get', path: '/api/judgements', role: 'official', output: files },
  /** Every verdict of a debate, the superseded ones too. */
  'judgements.ofDebate': {
    method: 'get',
    path: '/api/debates/{debateId}/judgements',
    role: 'official',
    params: z.strictObject({ debateId: Id }),
    output: files,
  },
  /** The verdicts that hold for whoever asks, in all their debates. */
  'judgements.own': { method: 'get', path: '/api/candidate/judgements', role: 'candidate', output: files },
  /** All of them or none. The first confirms as moderator or second official, the other one completes it. */
  'judgements.confirm': {
    method: 'post',
    path: '/api/debates/{debateId}/confirmations',
    role: 'official',
    assurance: 'fresh',
    params: z.strictObject({ debateId: Id }),
    body: NewConfirmation,
    output: nothing,
  },
  /** Decided when two members say the same. */
  'judgements.rulePartial': {
    method: 'post',
    path: '/api/verdicts/{verdictId}/partial-rulings',
    role: 'committee',
    assurance: 'fresh',
    params: verdictId,
    body: NewPartialRuling,
    output: nothing,
  },
  'judgements.object': {
    method: 'post',
    path: '/api/verdicts/{verdictId}/objections',
    role: 'candidate',
    params: verdictId,
    body: NewObjection,
    output: z.strictObject({ objectionId: Id }),
  },
  /** Decided when two officials say the same, neither of whom had a part in the verdict. */
  'judgements.ruleObjection': {
    method: 'post',
    path: '/api/verdicts/{verdictId}/objection-rulings',
    role: 'official',
    assurance: 'fresh',
    params: verdictId,
    body: NewObjectionRuling,
    output: nothing,
  },
  'rules.list': {
    method: 'get',
    path: '/api/rule-sets',
    role: 'anyone',
    output: z.strictObject({ ruleSets: z.array(RuleSet) }),
  },
  /** Lays down the next version, for debates published from now on whose planned start it reaches. */
  'rules.lay': {
    method: 'post',
    path: '/api/organiser/rule-sets',
    role: 'organiser',
    assurance: 'fresh',
    body: RuleSet.omit({ version: true }),
    output: RuleSet,
  },
} as const;
