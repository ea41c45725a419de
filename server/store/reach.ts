import type { Reach } from '../protocol/http.ts';
import { isReachFinal } from '../rules/reach.ts';
import type { Database } from './tables.ts';

/** One minute's audience of one debate. The sketch's bytes are kept so that minutes can be merged without Redis. */
export type ReachMinute = {
  debateId: string;
  minuteMs: number;
  viewers: number;
  watchMs: number;
  peak: number;
  sketch: Buffer;
};
type ClosedReach = Omit<Reach, 'isFinal'> & { closedAtMs: number };

export type ReachStore = {
  /** A poorer reading of the same minute, as after Redis was lost, never replaces a fuller one. */
  writeMinute(minute: ReachMinute): Promise<void>;
  minutes(debateId: string): Promise<ReachMinute[]>;
  close(reach: ClosedReach): Promise<void>;
  forDebate(debateId: string): Promise<Reach | null>;
};

export function reachStore(database: Database): ReachStore {
  return {
    writeMinute: (minute) => writeMinute(database, minute),
    minutes: (debateId) =>
      database
        .selectFrom('reachMinute')
        .selectAll()
        .where('debateId', '=', debateId)
        .orderBy('minuteMs')
        .execute(),
    close: async (reach) => {
      await database
        .insertInto('reach')
        .values(reach)
        .onConflict((conflict) => conflict.column('debateId').doUpdateSet(reach))
        .execute();
    },
    forDebate: (debateId) => forDebate(database, debateId),
  };
}

async function writeMinute(database: Database, minute: ReachMinute): Promise<void> {
  const { viewers, watchMs, peak, sketch } = minute;
  await database
    .insertInto('reachMinute')
    .values(minute)
    .onConflict((conflict) =>
      conflict
        .columns(['debateId', 'minuteMs'])
        .doUpdateSet({ viewers, watchMs, peak, sketch })
        .where('reachMinute.viewers', '<=', viewers)
        .where('reachMinute.watchMs', '<=', watchMs),
    )
    .execute();
}

async function forDebate(database: Database, debateId: string): Promise<Reach | null> {
  const row = await database
    .selectFrom('reach')
    .innerJoin('debate', 'debate.id', 'reach.debateId')
    .selectAll('reach')
    .select('debate.endedAtMs')
    .where('reach.debateId', '=', debateId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { closedAtMs, endedAtMs, ...figures } = row;
  return { ...figures, isFinal: isReachFinal(closedAtMs, endedAtMs) };
}
