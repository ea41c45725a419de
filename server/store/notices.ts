import type { NoticeParams, PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Language } from '../protocol/words.ts';
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
};

export function noticeStore(database: Database): NoticeStore {
  return { put: (notice) => put(database, notice) };
}

async function put<K extends PersonalNoticeKind>(
  database: Database,
  { atMs, params, language = undefined, ...notice }: NewNotice<K>,
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
