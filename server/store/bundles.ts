import type { Database } from './tables.ts';

/** What a bundle holds of a debate beside its log: texts as they were hashed, and the verdicts that hold. */
export type BundleStore = {
  /** Up to so many entries behind a sequence, in order. */
  entries(debateId: string, afterSequence: number, most: number): Promise<BundleEntry[]>;
  verdicts(debateId: string): ReturnType<typeof verdicts>;
};

type BundleEntry = { sequence: number; body: string; hash: string };

export function bundleStore(database: Database): BundleStore {
  return {
    entries: (debateId, afterSequence, most) =>
      database
        .selectFrom('evidence')
        .select(['sequence', 'body', 'hash'])
        .where('debateId', '=', debateId)
        .where('sequence', '>', afterSequence)
        .orderBy('sequence')
        .limit(most)
        .execute(),
    verdicts: (debateId) => verdicts(database, debateId),
  };
}

function verdicts(database: Database, debateId: string) {
  return database
    .selectFrom('verdict')
    .innerJoin('slot', 'slot.id', 'verdict.slotId')
    .select([
      'verdict.slotId',
      'verdict.outcome',
      'verdict.status',
      'verdict.origin',
      'verdict.reasons',
      'verdict.presentMs',
      'verdict.countableMs',
      'verdict.arrivedAtMs',
      'verdict.ruleVersion',
      'verdict.evidenceSequence',
      'verdict.evidenceHash',
    ])
    .where('verdict.debateId', '=', debateId)
    .where('verdict.status', '!=', 'superseded')
    .orderBy('slot.position')
    .execute();
}
