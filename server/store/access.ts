import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../protocol/words.ts';
import type { Database } from './tables.ts';

type PersonAccess = {
  accountId: string;
  name: string;
  roles: Role[];
  isBarred: boolean;
  passkeys: number;
  sessions: number;
};

export type AccessStore = {
  /** Everybody who is in, could come in by passkey, or is barred; by name. */
  people(): Promise<PersonAccess[]>;
  find(accountId: string): Promise<PersonAccess | null>;
};

export function accessStore(database: Database): AccessStore {
  const read = async (which: RawBuilder<unknown>) => (await access(which).execute(database)).rows;
  return {
    people: () => read(sql`where sessions > 0 or passkeys > 0 or "isBarred"`),
    find: async (accountId) => (await read(sql`where "accountId" = ${accountId}`))[0] ?? null,
  };
}

// Written out because the library's columns are not named as ours are. Whoever stands for an office is a candidate.
const access = (which: RawBuilder<unknown>) => sql<PersonAccess>`
  select * from (
    select u.id as "accountId", u.name,
      (select coalesce(jsonb_agg(role order by role), '[]'::jsonb) from (
        select role from role_grant g where g.account_id = u.id
        union select 'candidate' from candidacy c where c.account_id = u.id) held) as roles,
      exists (select 1 from barred_account b where b.account_id = u.id) as "isBarred",
      (select count(*)::int from passkey p where p.account_id = u.id) as passkeys,
      (select count(*)::int from auth_session s where s."userId" = u.id and s."expiresAt" > now()) as sessions
    from auth_user u
  ) person ${which} order by name, "accountId"`;
