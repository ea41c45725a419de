import { type Selectable, sql } from 'kysely';
import type { Role } from '../protocol/words.ts';
import type { SignInTables } from './sign-in-tables.ts';
import type { Database } from './tables.ts';

export type Revocation = Selectable<SignInTables['revocation']>;
type NewRevocation = Omit<Revocation, 'sequence'>;

/** What was taken away from whom. Append-only; the order of its numbers is the order in which they can be read. */
export type RevocationStore = {
  /** Inside a transaction, whose end makes it readable. */
  add(revocation: NewRevocation): Promise<Revocation>;
  after(sequence: number): Promise<Revocation[]>;
  newest(): Promise<number>;
  bar(accountId: string, atMs: number): Promise<void>;
  unbar(accountId: string): Promise<void>;
  isBarred(accountId: string): Promise<boolean>;
  withdrawRole(accountId: string, role: Role): Promise<void>;
  forgetPasskeys(accountId: string): Promise<void>;
};

export function revocationStore(database: Database): RevocationStore {
  return {
    add: async (revocation) => {
      // One after the other, so that no number becomes readable after a higher one.
      await sql`select pg_advisory_xact_lock(hashtext('revocation'))`.execute(database);
      return database.insertInto('revocation').values(revocation).returningAll().executeTakeFirstOrThrow();
    },
    after: (sequence) =>
      database
        .selectFrom('revocation')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .execute(),
    newest: async () => {
      const found = database.selectFrom('revocation').select(({ fn }) => fn.max('sequence').as('sequence'));
      return (await found.executeTakeFirst())?.sequence ?? 0;
    },
    ...takingAway(database),
  };
}

type TakingAway = Pick<RevocationStore, 'bar' | 'unbar' | 'isBarred' | 'withdrawRole' | 'forgetPasskeys'>;

function takingAway(database: Database): TakingAway {
  return {
    bar: async (accountId, atMs) => {
      await database
        .insertInto('barredAccount')
        .values({ accountId, atMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    unbar: async (accountId) => {
      await database.deleteFrom('barredAccount').where('accountId', '=', accountId).execute();
    },
    isBarred: async (accountId) =>
      (await database
        .selectFrom('barredAccount')
        .select('accountId')
        .where('accountId', '=', accountId)
        .executeTakeFirst()) !== undefined,
    withdrawRole: async (accountId, role) => {
      await database
        .deleteFrom('roleGrant')
        .where((row) => row.and({ accountId, role }))
        .execute();
    },
    forgetPasskeys: async (accountId) => {
      await database.deleteFrom('passkey').where('accountId', '=', accountId).execute();
    },
  };
}
