import { sql } from 'kysely';
import type { Database } from './tables.ts';

export type OpenSession = { id: string; openedAt: Date; device: string | null };

/** The sign-in library's sessions, as far as they are looked at and ended from outside of it. */
export type SessionStore = {
  /** The newest first. */
  of(accountId: string): Promise<OpenSession[]>;
  /** Whether it stands, and belongs to this account, and the account is not barred. */
  stands(sessionId: string, accountId: string): Promise<boolean>;
  /** Ends one session, or all of the account; resolves to those that stood. */
  end(accountId: string, sessionId?: string): Promise<string[]>;
};

// Written out because the library's columns are not named as ours are.
export function sessionStore(database: Database): SessionStore {
  return {
    of: async (accountId) =>
      (
        await sql<OpenSession>`
          select id, "createdAt" as "openedAt", "userAgent" as device from auth_session
          where "userId" = ${accountId} and "expiresAt" > now() order by "createdAt" desc`.execute(database)
      ).rows,
    stands: async (sessionId, accountId) =>
      (
        await sql`
          select 1 from auth_session
          where id = ${sessionId} and "userId" = ${accountId} and "expiresAt" > now()
            and not exists (select 1 from barred_account where account_id = ${accountId})`.execute(database)
      ).rows.length > 0,
    end: async (accountId, sessionId) => {
      const which = sessionId === undefined ? sql`` : sql`and id = ${sessionId}`;
      const { rows } = await sql<{ id: string }>`
        delete from auth_session where "userId" = ${accountId} ${which} returning id`.execute(database);
      return rows.map(({ id }) => id);
    },
  };
}
