import type { CheckpointFile } from '../platform/checkpoint-file.ts';
import type { Doubt, Head, RecordsState } from '../protocol/records.ts';
import type { CampaignStore } from './campaigns.ts';
import type { DatabaseSafety } from './database-safety.ts';
import type { RecordStore } from './records.ts';

export type RecordsStateParts = {
  records: RecordStore;
  campaigns: Pick<CampaignStore, 'currentCampaignId'>;
  checkpointFile: CheckpointFile | undefined;
  safety: DatabaseSafety;
};

/** How far the records can be relied upon, by all that is known of them outside the database and inside. */
export async function recordsState(parts: RecordsStateParts): Promise<RecordsState> {
  const { records, campaigns, safety } = parts;
  const campaignId = await campaigns.currentCampaignId();
  const [age, keys, head] = await Promise.all([
    ageOf(parts),
    records.keys(),
    campaignId === null ? null : records.lastCheckpoint(campaignId),
  ]);
  const doubts: Doubt[] = [
    ...(safety.isEmbedded ? (['embedded-database'] as const) : []),
    ...(safety.changeable.length > 0 ? (['role-may-change-evidence'] as const) : []),
    ...(age.isOlder ? (['older-than-signed'] as const) : []),
  ];
  return { doubts, olderDebates: age.debateIds, keyId: keys.at(-1)?.keyId ?? null, lastCheckpoint: head };
}

/** REC-8: whether something that was signed is not in the database, or something else in its place. */
async function ageOf({ records, checkpointFile }: RecordsStateParts) {
  const remembered = checkpointFile?.read();
  const campaigns = [...(remembered?.campaigns.values() ?? [])];
  const hashes = await Promise.all(
    campaigns.map(({ campaignId, sequence }) => records.hashAt(campaignId, sequence)),
  );
  const isLogOlder = campaigns.some(({ hash }, index) => hashes[index] !== hash);
  const missing = await records.missingHeads([...(remembered?.heads.values() ?? [])]);
  const unlike = await records.debatesUnlikeSigned();
  const debateIds = [...new Set([...unlike, ...missing.map(({ debateId }) => debateId)])].sort();
  return { isOlder: isLogOlder || debateIds.length > 0, debateIds };
}

/** The furthest that is known to be signed of a debate's evidence: in the database, and remembered outside it. */
export async function signedHeads(
  debateId: string,
  { records, checkpointFile }: Pick<RecordsStateParts, 'records' | 'checkpointFile'>,
): Promise<Head[]> {
  const known = [await records.signedHead(debateId), checkpointFile?.read().heads.get(debateId)];
  return known.filter((head) => head !== null && head !== undefined);
}
