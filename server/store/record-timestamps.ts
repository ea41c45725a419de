import type { Database } from './tables.ts';

/** What time-stamp authorities have said of entries of a campaign's log. */
export type TimestampStore = {
  /** Said again, it changes nothing. */
  addTimestamp(timestamp: RecordTimestamp & { campaignId: string; atMs: number }): Promise<void>;
  timestamps(campaignId: string, fromSequence: number, toSequence: number): Promise<RecordTimestamp[]>;
};

/** `response` is a whole `TimeStampResp` (RFC 3161) in DER. */
type RecordTimestamp = { sequence: number; response: Buffer };

export function campaignTimestamps(database: Database): TimestampStore {
  return {
    addTimestamp: async (timestamp) => {
      await database
        .insertInto('checkpointTimestamp')
        .values(timestamp)
        .onConflict((conflict) => conflict.columns(['campaignId', 'sequence']).doNothing())
        .execute();
    },
    timestamps: (campaignId, fromSequence, toSequence) =>
      database
        .selectFrom('checkpointTimestamp')
        .select(['sequence', 'response'])
        .where('campaignId', '=', campaignId)
        .where('sequence', '>=', fromSequence)
        .where('sequence', '<=', toSequence)
        .orderBy('sequence')
        .execute(),
  };
}
