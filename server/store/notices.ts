import type { NoticeParams, PersonalNotice, PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Language } from '../protocol/words.ts';
import { claimLetters, endLetter, type LetterEnd, type UnsentLetter } from './outbox.ts';
import type { Database } from './tables.ts';

export type NewNotice<K extends PersonalNoticeKind> = {
  accountId: string;
  kind: K;
  params: NoticeParams<K>;
  /** What it is about: the same key is put to one person once, however often it is asked for. */
  key: string;
  atMs: number;
  language?: Language;
};

export type NoticeStore = {
  /** Lays a notice on the person's page and into the outbox. False: it is there already. */
  put<K extends PersonalNoticeKind>(notice: NewNotice<K>): Promise<boolean>;
  /** What stands on a person's page, newest first. */
  ofAccount(accountId: string): Promise<PersonalNotice[]>;
  /** Only their own; idempotent. */
  markRead(accountId: string, noticeIds: readonly string[], atMs: number): Promise<void>;
  chooseLanguage(accountId: string, language: Language): Promise<void>;
  /** Takes letters that are due out of the outbox for `leaseMs`, so that no second worker sends them meanwhile. */
  claim(claim: { nowMs: number; leaseMs: number; most: number }): Promise<UnsentLetter[]>;
  /** What came of an attempt. */
  end(noticeId: string, end: LetterEnd): Promise<void>;
};

export function noticeStore(database: Database): NoticeStore {
  return {
    put: (notice) => put(database, notice),
    ofAccount: (accountId) => ofAccount(database, accountId),
    markRead: (accountId, noticeIds, atMs) => markRead(database, { accountId, noticeIds, atMs }),
    chooseLanguage: (accountId, language) => chooseLanguage(database, accountId, language),
    claim: (claim) => claimLetters(database, claim),
    end: (noticeId, end) => endLetter(database, noticeId, end),
  };
}

/** The most of one person that a page lists. */
const mostListed = 200;

async function put<K extends PersonalNoticeKind>(
  database: Database,
  { atMs, params, language, ...notice }: NewNotice<K>,
): Promise<boolean> {
  const stored = await database
    .insertInto('notice')
    .values({
      ...notice,
      params: JSON.stringify(params),
      language: language ?? null,
      createdAtMs: atMs,
      nextAttemptAtMs: atMs,
      sentAtMs: null,
      givenUpAtMs: null,
      readAtMs: null,
    })
    .onConflict((conflict) => conflict.columns(['accountId', 'key']).doNothing())
    .executeTakeFirst();
  return stored.numInsertedOrUpdatedRows === 1n;
}

async function ofAccount(database: Database, accountId: string): Promise<PersonalNotice[]> {
  const rows = await database
    .selectFrom('notice')
    .select(['id', 'kind', 'params', 'createdAtMs', 'readAtMs'])
    .where('accountId', '=', accountId)
    .orderBy('createdAtMs', 'desc')
    .orderBy('id')
    .limit(mostListed)
    .execute();
  return rows.map(({ readAtMs, ...row }) => ({ ...row, isRead: readAtMs !== null }));
}

async function markRead(
  database: Database,
  { accountId, noticeIds, atMs }: { accountId: string; noticeIds: readonly string[]; atMs: number },
): Promise<void> {
  await database
    .updateTable('notice')
    .set({ readAtMs: atMs })
    .where('accountId', '=', accountId)
    .where('id', 'in', [...noticeIds])
    .where('readAtMs', 'is', null)
    .execute();
}

async function chooseLanguage(database: Database, accountId: string, language: Language): Promise<void> {
  await database
    .insertInto('noticeLanguage')
    .values({ accountId, language })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet({ language }))
    .execute();
}
