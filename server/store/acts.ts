import type { Database } from './tables.ts';

/** One thing that somebody did, for those who watch over it. `subject` is what it was done to. */
type Act = {
  atMs: number;
  /** Null: nobody was signed in, or the hub itself did it. */
  accountId: string | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
};

export type ActStore = { record(act: Act): Promise<void> };

export function actStore(database: Database): ActStore {
  return {
    record: async (act) => {
      await database
        .insertInto('act')
        .values({ ...act, detail: JSON.stringify(act.detail) })
        .execute();
    },
  };
}
