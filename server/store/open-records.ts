import { CheckpointFile } from '../platform/checkpoint-file.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { readSigningKey, type SigningKey } from '../platform/signing.ts';
import type { RecordsState } from '../protocol/records.ts';
import { CampaignLog } from './campaign-log.ts';
import { campaignStore } from './campaigns.ts';
import { readDatabaseSafety } from './database-safety.ts';
import { recordStore } from './records.ts';
import { recordsState } from './records-state.ts';
import { admitKey } from './signing-keys.ts';
import type { Database } from './tables.ts';

/** Where a process finds the key it signs with and the evidence it signs, and remembers what it signed. */
export type RecordsSettings = {
  databaseUrl: string;
  signingKeyFile: string;
  checkpointFile?: string | undefined;
  timestampUrl?: string | undefined;
};

export type Signing = {
  key: SigningKey;
  checkpointFile: CheckpointFile | undefined;
  campaignLog: CampaignLog;
  /** Who stamps what was signed, if anybody. */
  timestampUrl: string | undefined;
  /** How far the records can be relied upon now. */
  recordsState(): Promise<RecordsState>;
};

/**
 * What a process needs to sign in the hub's name. A database that may forget what it has answered is refused, and so is
 * a key that it does not know (REC-5, REC-9); that it is older than what was signed is said, and the hub opens (REC-8).
 */
export async function openRecords(
  { databaseUrl, signingKeyFile, checkpointFile: path, timestampUrl }: RecordsSettings,
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
): Promise<Signing> {
  const records = recordStore(database);
  const safety = await readDatabaseSafety(database, databaseUrl);
  const key = readSigningKey(signingKeyFile);
  await admitKey(records, key, { file: signingKeyFile, nowMs: clock.now() });
  const checkpointFile = path === undefined ? undefined : new CheckpointFile(path);
  const parts = { records, campaigns: campaignStore(database), checkpointFile, safety };
  const state = await recordsState(parts);
  warn(state, safety.changeable, log);
  const campaignLog = new CampaignLog({ records, key, clock, checkpointFile });
  return { key, checkpointFile, campaignLog, timestampUrl, recordsState: () => recordsState(parts) };
}

function warn({ doubts, olderDebates }: RecordsState, changeable: readonly string[], log: Log): void {
  if (doubts.includes('older-than-signed')) log.error({ olderDebates }, 'database.older-than-signed');
  if (doubts.includes('embedded-database')) log.warn('database.embedded');
  else if (changeable.length > 0) log.warn({ tables: changeable }, 'database.role-may-change-evidence');
}
