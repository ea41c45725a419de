import type { Role } from '../protocol/words.ts';
import type { Database } from './tables.ts';

export type RoleStore = {
  /** Idempotent. */
  grant(accountId: string, campaignId: string, role: Role): Promise<void>;
  grantsOf(accountId: string): Promise<{ campaignId: string; role: Role }[]>;
  accountsWith(campaignId: string, role: Role): Promise<{ accountId: string; name: string }[]>;
};

export function roleStore(database: Database): RoleStore {
  return {
    grant: async (accountId, campaignId, role) => {
      await database
        .insertInto('roleGrant')
        .values({ accountId, campaignId, role })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    grantsOf: (accountId) =>
      database
        .selectFrom('roleGrant')
        .select(['campaignId', 'role'])
        .where('accountId', '=', accountId)
        .execute(),
    accountsWith: (campaignId, role) =>
      database
        .selectFrom('roleGrant')
        .innerJoin('authUser', 'authUser.id', 'roleGrant.accountId')
        .select(['authUser.id as accountId', 'authUser.name'])
        .where('campaignId', '=', campaignId)
        .where('role', '=', role)
        .orderBy('authUser.name')
        .execute(),
  };
}
