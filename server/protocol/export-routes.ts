import { z } from 'zod';
import { StreamedFile } from './files.ts';
import { Id } from './words.ts';

const table = {
  method: 'get',
  role: 'committee',
  produces: 'text/csv; charset=utf-8',
  output: StreamedFile,
} as const;

/** The committee's tables as files that a table program reads as text and never runs. The same as JSON is the page's own answer. */
export const exportRoutes = {
  'committee.export-attendance': {
    ...table,
    path: '/api/committee/exports/debates/{debateId}/attendance.csv',
    params: z.strictObject({ debateId: Id }),
  },
  'committee.export-cases': { ...table, path: '/api/committee/exports/cases.csv' },
} as const;
