import type { PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Language } from '../protocol/words.ts';
import type { Database } from './tables.ts';

/** A notice that is to go out by e-mail. */
export type UnsentLetter = {
  id: string;
  kind: PersonalNoticeKind;
  params: Record<string, unknown>;
  /** Null: nobody knows which the person reads. */
  language: Language | null;
  name: string;
  address: string;
  createdAtMs: number;
  /** This attempt included. */
  attempts: number;
};

/** Sent, to be tried again, or given up. */
export type LetterEnd = { sentAtMs: number } | { againAtMs: number } | { givenUpAtMs: number };

export async function claimLetters(
  database: Database,
  { nowMs, leaseMs, most }: { nowMs: number; leaseMs: number; most: number },
): Promise<UnsentLetter[]> {
  const due = database
    .selectFrom('notice')
    .select('id')
    .where('sentAtMs', 'is', null)
    .where('givenUpAtMs', 'is', null)
    .where('nextAttemptAtMs', '<=', nowMs)
    .orderBy('createdAtMs')
    .limit(most)
    .forUpdate()
    .skipLocked();
  const claimed = await database
    .updateTable('notice')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), nextAttemptAtMs: nowMs + leaseMs }))
    .where('id', 'in', due)
    .returning('id')
    .execute();
  if (claimed.length === 0) return [];
  return lettersOf(
    database,
    claimed.map(({ id }) => id),
  );
}

async function lettersOf(database: Database, ids: readonly string[]): Promise<UnsentLetter[]> {
  const rows = await database
    .selectFrom('notice')
    .innerJoin('authUser', 'authUser.id', 'notice.accountId')
    .leftJoin('noticeLanguage', 'noticeLanguage.accountId', 'notice.accountId')
    .select([
      'notice.id',
      'notice.kind',
      'notice.params',
      'notice.language',
      'noticeLanguage.language as chosen',
      'notice.createdAtMs',
      'notice.attempts',
      'authUser.name',
      'authUser.email as address',
    ])
    .where('notice.id', 'in', [...ids])
    .orderBy('notice.createdAtMs')
    .execute();
  return rows.map(({ chosen, language, ...row }) => ({ ...row, language: language ?? chosen }));
}

/** A letter that was sent stays so, whatever is said of another attempt. */
export async function endLetter(database: Database, noticeId: string, end: LetterEnd): Promise<void> {
  const news = 'againAtMs' in end ? { nextAttemptAtMs: end.againAtMs } : end;
  await database
    .updateTable('notice')
    .set(news)
    .where('id', '=', noticeId)
    .where('sentAtMs', 'is', null)
    .execute();
}
