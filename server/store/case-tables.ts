import type { Generated, JSONColumnType } from 'kysely';
import type { PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Language } from '../protocol/words.ts';

export type CaseTables = {
  notice: {
    id: Generated<string>;
    accountId: string;
    kind: PersonalNoticeKind;
    params: JSONColumnType<Record<string, unknown>>;
    /** What it is about, so that the same is not put twice to one person. */
    key: string;
    /** Null: the person has not said which; a letter then speaks every language. */
    language: Language | null;
    createdAtMs: number;
    sentAtMs: number | null;
    /** When the last attempt by e-mail had failed; it still stands on the person's page. */
    givenUpAtMs: number | null;
    attempts: Generated<number>;
    nextAttemptAtMs: number;
    readAtMs: number | null;
  };
};
