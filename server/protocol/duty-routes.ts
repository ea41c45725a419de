import { z } from 'zod';
import { ExcuseFile, ExcuseVote, ListPreview, NewExcuse, NewList, PublishedList } from './duties.ts';
import { Id, Paragraph } from './words.ts';

const nothing = z.strictObject({});
const obligationId = z.strictObject({ obligationId: Id });
const excuseId = z.strictObject({ excuseId: Id });

/** Who owes what by which list, and how somebody is excused. */
export const dutyRoutes = {
  'lists.read': {
    method: 'get',
    path: '/api/lists',
    role: 'anyone',
    output: z.strictObject({ lists: z.array(PublishedList) }),
  },
  /** Who would enter, and what they would owe; stores nothing. */
  'organiser.preview-list': {
    method: 'post',
    path: '/api/organiser/lists/preview',
    role: 'organiser',
    body: NewList,
    output: ListPreview,
  },
  /** O-9: the duties come into being by this. */
  'organiser.publish-list': {
    method: 'post',
    path: '/api/organiser/lists',
    role: 'organiser',
    assurance: 'fresh',
    body: NewList,
    output: z.strictObject({ listId: Id }),
  },
  'candidate.excuse': {
    method: 'post',
    path: '/api/candidate/duties/{obligationId}/excuses',
    role: 'candidate',
    params: obligationId,
    body: NewExcuse,
    output: z.strictObject({ excuseId: Id }),
  },
  /** The file was brought by the same person before. */
  'candidate.document-excuse': {
    method: 'post',
    path: '/api/candidate/excuses/{excuseId}/documents',
    role: 'candidate',
    params: excuseId,
    body: z.strictObject({ attachmentId: Id }),
    output: nothing,
  },
  'committee.excuses': {
    method: 'get',
    path: '/api/committee/excuses',
    role: 'committee',
    output: z.strictObject({ excuses: z.array(ExcuseFile) }),
  },
  'committee.vote-excuse': {
    method: 'post',
    path: '/api/committee/excuses/{excuseId}/votes',
    role: 'committee',
    assurance: 'fresh',
    params: excuseId,
    body: ExcuseVote,
    output: nothing,
  },
  /** The central committee's alone. The reason is published; it takes as many members as an excuse does. */
  'committee.waive-duty': {
    method: 'post',
    path: '/api/committee/duties/{obligationId}/waivers',
    role: 'committee',
    assurance: 'fresh',
    params: obligationId,
    body: z.strictObject({ reason: Paragraph(1000) }),
    output: nothing,
  },
} as const;
