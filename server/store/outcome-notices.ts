import type { VerdictRow } from './judged-rows.ts';
import { type NewNotice, noticeStore } from './notices.ts';
import type { Database } from './tables.ts';

type News =
  | {
      kind: 'verdict-confirmed';
      key: string;
      more: { outcome: VerdictRow['outcome']; objectUntilAtMs: number };
    }
  | { kind: 'verdict-final'; key: string; more: { outcome: VerdictRow['outcome'] } }
  | { kind: 'objection-decided'; key: string; more: { outcome: VerdictRow['outcome']; reason: string } };

/** Said once, whoever or whatever made it final. */
export function finality(verdictId: string, outcome: VerdictRow['outcome']): News {
  return { kind: 'verdict-final', key: `verdict-final:${verdictId}`, more: { outcome } };
}

/** Lays it on the candidate's page, once for each key. */
export async function tell(
  database: Database,
  { row, nowMs }: { row: VerdictRow; nowMs: number },
  { kind, key, more }: News,
): Promise<void> {
  const { debateId, title, zone, candidateId } = row;
  const params = { debateId, title, zone, ...more };
  const notice = { accountId: candidateId, kind, key, params, atMs: nowMs };
  await noticeStore(database).put(notice as NewNotice<News['kind']>);
}
