import type { Selectable } from 'kysely';
import type { SignInTables } from './sign-in-tables.ts';
import type { Database } from './tables.ts';

export type Passkey = Omit<Selectable<SignInTables['passkey']>, 'publicKey'> & { publicKey: Uint8Array };

export type PasskeyStore = {
  add(passkey: Passkey): Promise<void>;
  /** The oldest first. */
  of(accountId: string): Promise<Passkey[]>;
  find(passkeyId: string): Promise<Passkey | null>;
  /** Resolves to false where the counter has been here already: a copy of the passkey, or the same proof twice. */
  used(passkeyId: string, counter: number, atMs: number): Promise<boolean>;
  /** Both resolve to false when the account has no such passkey. */
  rename(accountId: string, passkeyId: string, name: string): Promise<boolean>;
  remove(accountId: string, passkeyId: string): Promise<boolean>;
  /** The person of this session has just proved themselves. */
  freshen(sessionId: string, passkeyId: string, freshAtMs: number): Promise<void>;
  /** When the person of this session last proved themselves; null: never. */
  freshAtMs(sessionId: string): Promise<number | null>;
};

export function passkeyStore(database: Database): PasskeyStore {
  const owned = (accountId: string, id: string) => ({ accountId, id });
  return {
    add: async ({ publicKey, transports, ...passkey }) => {
      const stored = { publicKey: Buffer.from(publicKey), transports: JSON.stringify(transports) };
      await database
        .insertInto('passkey')
        .values({ ...passkey, ...stored })
        .execute();
    },
    of: (accountId) =>
      database
        .selectFrom('passkey')
        .selectAll()
        .where('accountId', '=', accountId)
        .orderBy('createdAtMs')
        .execute(),
    find: async (passkeyId) =>
      (await database.selectFrom('passkey').selectAll().where('id', '=', passkeyId).executeTakeFirst()) ??
      null,
    used: (passkeyId, counter, atMs) => used(database, { passkeyId, counter, atMs }),
    rename: async (accountId, passkeyId, name) => {
      const { numUpdatedRows } = await database
        .updateTable('passkey')
        .set({ name })
        .where((row) => row.and(owned(accountId, passkeyId)))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (accountId, passkeyId) => {
      const { numDeletedRows } = await database
        .deleteFrom('passkey')
        .where((row) => row.and(owned(accountId, passkeyId)))
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    ...freshness(database),
  };
}

// One statement, so that of two proofs with the same counter one counts. Synced passkeys count nothing and stay at 0.
async function used(
  database: Database,
  { passkeyId, counter, atMs }: { passkeyId: string; counter: number; atMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('passkey')
    .set({ counter, lastUsedAtMs: atMs })
    .where('id', '=', passkeyId)
    .where((row) =>
      row.or([row('counter', '<', counter), row.and([row('counter', '=', 0), row.lit(counter === 0)])]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function freshness(database: Database): Pick<PasskeyStore, 'freshen' | 'freshAtMs'> {
  return {
    freshen: async (sessionId, passkeyId, freshAtMs) => {
      await database
        .insertInto('freshSession')
        .values({ sessionId, passkeyId, freshAtMs })
        .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ passkeyId, freshAtMs }))
        .execute();
    },
    freshAtMs: async (sessionId) =>
      (
        await database
          .selectFrom('freshSession')
          .select('freshAtMs')
          .where('sessionId', '=', sessionId)
          .executeTakeFirst()
      )?.freshAtMs ?? null,
  };
}
