import type { Database } from './tables.ts';

type Heartbeat = { bootId: string; atMs: number };

/** A home's sign of life for each debate it carries. What is missing here after a crash was our outage. */
export type HeartbeatStore = {
  beat(debateId: string, bootId: string, atMs: number): Promise<void>;
  last(debateId: string): Promise<Heartbeat | null>;
};

export function heartbeatStore(database: Database): HeartbeatStore {
  return {
    beat: async (debateId, bootId, atMs) => {
      await database
        .insertInto('homeHeartbeat')
        .values({ debateId, bootId, atMs })
        .onConflict((conflict) => conflict.column('debateId').doUpdateSet({ bootId, atMs }))
        .execute();
    },
    last: async (debateId) =>
      (await database
        .selectFrom('homeHeartbeat')
        .select(['bootId', 'atMs'])
        .where('debateId', '=', debateId)
        .executeTakeFirst()) ?? null,
  };
}
