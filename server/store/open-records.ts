import { CheckpointFile } from '../platform/checkpoint-file.ts';
import type { Clock } from '../platform/clock.ts';
import { readSigningKey, type SigningKey } from '../platform/signing.ts';
import { CampaignLog } from './campaign-log.ts';
import type { RecordStore } from './records.ts';
import { admitKey } from './signing-keys.ts';

/** Where a process finds the key it signs with, and remembers what it signed. */
export type RecordsSettings = { signingKeyFile: string; checkpointFile: string | undefined };

export type Signing = { key: SigningKey; checkpointFile: CheckpointFile | undefined; campaignLog: CampaignLog };

/** What a process needs to sign in the hub's name; a key that this database does not know is refused (REC-5). */
export async function openRecords(
  { signingKeyFile, checkpointFile: path }: RecordsSettings,
  { records, clock }: { records: RecordStore; clock: Clock },
): Promise<Signing> {
  const key = readSigningKey(signingKeyFile);
  await admitKey(records, key, { file: signingKeyFile, nowMs: clock.now() });
  const checkpointFile = path === undefined ? undefined : new CheckpointFile(path);
  return { key, checkpointFile, campaignLog: new CampaignLog({ records, key, clock, checkpointFile }) };
}
