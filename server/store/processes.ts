import type { ProcessName } from '../protocol/records.ts';
import type { Database } from './tables.ts';

type ProcessBeat = { bootId: string; process: ProcessName; name: string | null; atMs: number };

/** The signs of life of the hub's processes. Whoever is gone without a goodbye has failed. */
export type ProcessStore = {
  beat(beat: ProcessBeat): Promise<void>;
  /** Those that were last heard before this instant, or had this name, in another boot than this one. */
  silent(than: { bootId: string; beforeMs: number; name: string | null }): Promise<ProcessBeat[]>;
  /** It has said goodbye, or its failure is recorded. */
  forget(bootId: string): Promise<void>;
};

export function processStore(database: Database): ProcessStore {
  return {
    beat: async (beat) => {
      await database
        .insertInto('processHeartbeat')
        .values(beat)
        .onConflict((conflict) => conflict.column('bootId').doUpdateSet({ atMs: beat.atMs }))
        .execute();
    },
    silent: ({ bootId, beforeMs, name }) =>
      database
        .selectFrom('processHeartbeat')
        .selectAll()
        .where('bootId', '!=', bootId)
        .where(({ or, eb }) => or([eb('atMs', '<', beforeMs), eb('name', '=', name)]))
        .orderBy('atMs')
        .execute(),
    forget: async (bootId) => {
      await database.deleteFrom('processHeartbeat').where('bootId', '=', bootId).execute();
    },
  };
}
