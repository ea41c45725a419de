import { z } from 'zod';
import { StreamedFile } from './files.ts';
import { RecordsState } from './records.ts';
import { Id } from './words.ts';

/** What anybody can check of a debate that is over, and what the committee must know of the records. */
export const recordsRoutes = {
  /** All evidence of a debate that is over, and all that is signed about it (REC-7); before that `debate-not-over`. */
  'debate.bundle': {
    method: 'get',
    path: '/api/debates/{debateId}/bundle',
    role: 'anyone',
    params: z.strictObject({ debateId: Id }),
    produces: 'application/x-ndjson',
    output: StreamedFile,
  },
  'committee.records': {
    method: 'get',
    path: '/api/committee/records',
    role: 'committee',
    output: RecordsState,
  },
} as const;
