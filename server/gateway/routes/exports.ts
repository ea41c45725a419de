import { reviewOf } from '../../debates/review.ts';
import type { Clock } from '../../platform/clock.ts';
import type { StreamedFile } from '../../protocol/files.ts';
import { attendanceCsv, casesCsv } from '../../rules/exports.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

type ExportRoute = 'committee.export-attendance' | 'committee.export-cases';

export type ExportTools = { stores: Stores; clock: Clock };

export function exportRoutes({ stores, clock }: ExportTools): Pick<RouteHandlers, ExportRoute> {
  return {
    'committee.export-attendance': async ({ params: { debateId } }) =>
      textFile('attendance.csv', attendanceCsv(await reviewOf(stores, debateId))),
    'committee.export-cases': async () => {
      const { id } = await stores.campaigns.currentCampaign();
      return textFile('cases.csv', casesCsv(await stores.cases.cards(id, clock.now())));
    },
  };
}

function textFile(fileName: string, text: string): StreamedFile {
  return { fileName, parts: oneText(text) };
}

async function* oneText(text: string): AsyncIterable<string> {
  // Table programs take a file for UTF-8 only when it begins so.
  yield `\ufeff${text}`;
}
