import type { ProcessName, RecordKind } from '../protocol/records.ts';

/** What is signed, and by which keys. */
export type RecordTables = {
  signingKey: {
    keyId: string;
    publicKey: string;
    createdAtMs: number;
    previousKeyId: string | null;
    endorsement: string | null;
  };
  campaignLog: {
    campaignId: string;
    sequence: number;
    kind: RecordKind;
    atMs: number;
    /** The canonical text that was hashed, byte for byte. */
    body: string;
    hash: string;
    keyId: string;
    signature: string;
  };
  /** The heads of the checkpoints once more, to be found by debate. */
  signedHead: {
    debateId: string;
    checkpointSequence: number;
    campaignId: string;
    sequence: number;
    hash: string;
  };
  checkpointTimestamp: { campaignId: string; sequence: number; response: Buffer; atMs: number };
  /** The last sign of life of each process that has not said goodbye; `name` where no two at once can have the same. */
  processHeartbeat: { bootId: string; process: ProcessName; name: string | null; atMs: number };
};
