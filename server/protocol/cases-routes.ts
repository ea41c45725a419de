import { z } from 'zod';
import {
  CasePreparation,
  CaseRuling,
  CaseStatement,
  CaseView,
  CommitteeSeat,
  ListedCase,
  NewComplaint,
  OwnCase,
  TrackedComplaint,
  TrackingCode,
} from './cases.ts';
import { StreamedFile } from './files.ts';
import { Area } from './http.ts';
import { PersonalNotice } from './personal-notices.ts';
import { Register } from './register.ts';
import type { Route } from './routes.ts';
import { Id, InstantMs, Language, Line } from './words.ts';

const caseId = z.strictObject({ caseId: Id });
const nothing = z.strictObject({});

/** Cases, the public register of decisions, and the notices to a person. */
export const caseRoutes = {
  /** Anybody may complain. The code is shown this once; only its hash is kept. */
  'complaint.file': {
    method: 'post',
    path: '/api/complaints',
    role: 'anyone',
    body: NewComplaint,
    output: z.strictObject({ number: z.int().positive(), trackingCode: TrackingCode }),
  },
  /** Asked with a body, so that the code stands in no address and no log. */
  'complaint.track': {
    method: 'post',
    path: '/api/complaints/track',
    role: 'anyone',
    body: z.strictObject({ trackingCode: TrackingCode }),
    output: TrackedComplaint,
  },
  'areas.list': {
    method: 'get',
    path: '/api/areas',
    role: 'anyone',
    output: z.strictObject({ areas: z.array(Area) }),
  },
  /** Who was ever registered in an area, whatever became of it. */
  'area.candidacies': {
    method: 'get',
    path: '/api/areas/{areaId}/candidacies',
    role: 'anyone',
    params: z.strictObject({ areaId: Id }),
    output: z.strictObject({ candidacies: z.array(z.strictObject({ id: Id, name: z.string() })) }),
  },
  'register.csv': {
    method: 'get',
    path: '/api/register.csv',
    role: 'anyone',
    produces: 'text/csv; charset=utf-8',
    output: StreamedFile,
  },
  'register.read': { method: 'get', path: '/api/register', role: 'anyone', output: Register },
  'own-cases.read': {
    method: 'get',
    path: '/api/own-cases',
    role: 'signed-in',
    output: z.strictObject({ cases: z.array(OwnCase) }),
  },
  'own-case.answer': {
    method: 'post',
    path: '/api/own-cases/{caseId}/answer',
    role: 'signed-in',
    params: caseId,
    body: CaseStatement,
    output: OwnCase,
  },
  'own-case.appeal': {
    method: 'post',
    path: '/api/own-cases/{caseId}/appeal',
    role: 'signed-in',
    params: caseId,
    body: CaseStatement,
    output: OwnCase,
  },
  'cases.list': {
    method: 'get',
    path: '/api/committee/cases',
    role: 'committee',
    output: z.strictObject({ cases: z.array(ListedCase) }),
  },
  'case.read': {
    method: 'get',
    path: '/api/committee/cases/{caseId}',
    role: 'committee',
    params: caseId,
    output: CaseView,
  },
  'case.prepare': {
    method: 'post',
    path: '/api/committee/cases/{caseId}/preparation',
    role: 'committee',
    params: caseId,
    body: CasePreparation,
    output: CaseView,
  },
  'case.rule': {
    method: 'post',
    path: '/api/committee/cases/{caseId}/ruling',
    role: 'committee',
    assurance: 'fresh',
    params: caseId,
    body: CaseRuling,
    output: CaseView,
  },
  /** Who sits where; a committee's member without a seat sits in the centre. */
  'organiser.seat': {
    method: 'post',
    path: '/api/organiser/committee-seats',
    role: 'organiser',
    assurance: 'fresh',
    body: CommitteeSeat,
    output: nothing,
  },
  /** Says when voting opens and closes; later only that it closes later, and before it has closed (7.4). */
  'organiser.voting-days': {
    method: 'post',
    path: '/api/organiser/voting-days',
    role: 'organiser',
    assurance: 'fresh',
    body: z.strictObject({ opensAtMs: InstantMs, closesAtMs: InstantMs, reason: Line(500) }),
    output: nothing,
  },
  'notices.list': {
    method: 'get',
    path: '/api/notices',
    role: 'signed-in',
    output: z.strictObject({ notices: z.array(PersonalNotice), unread: z.int().nonnegative() }),
  },
  'notices.mark-read': {
    method: 'post',
    path: '/api/notices/read',
    role: 'signed-in',
    body: z.strictObject({ noticeIds: z.array(Id).min(1).max(200) }),
    output: nothing,
  },
  /** In which language this person's letters are written from now on. */
  'notices.choose-language': {
    method: 'post',
    path: '/api/notices/language',
    role: 'signed-in',
    body: z.strictObject({ language: Language }),
    output: nothing,
  },
} as const satisfies Record<string, Route>;
