import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { SigningKey } from '../platform/signing.ts';
import type { DebateStatus } from '../protocol/campaign.ts';
import type { StreamedFile } from '../protocol/files.ts';
import { Refusal } from '../protocol/refusals.ts';
import { bundleText } from '../rules/records.ts';
import type { CampaignLog } from '../store/campaign-log.ts';
import type { HomeRecord } from '../store/debates.ts';
import type { SignedHead } from '../store/records.ts';
import type { Stores } from '../store/stores.ts';

export type BundleTools = { stores: Stores; campaignLog: CampaignLog; key: SigningKey; clock: Clock };

const over: readonly DebateStatus[] = ['ended', 'final', 'failed'];
const rowsAtOnce = 500;

/** Everything about a debate that is over that anybody needs to check it, as one file of lines (REC-7). */
export async function bundleOf(debateId: string, tools: BundleTools): Promise<StreamedFile> {
  const home = await tools.stores.debates.homeRecord(debateId);
  if (!over.includes(home.status)) throw new Refusal('debate-not-over', home.status);
  return { fileName: `debate-${debateId}.jsonl`, parts: sealed(home, tools) };
}

/** Whoever asks before the minute's checkpoint is made gets it all the same. */
async function signEnd(
  { debateId, campaignId }: HomeRecord,
  { stores, campaignLog }: BundleTools,
): Promise<void> {
  const [head, signed] = await Promise.all([
    stores.evidence.head(debateId),
    stores.records.signedHead(debateId),
  ]);
  if ((head?.sequence ?? 0) > (signed?.sequence ?? 0)) await campaignLog.checkpoint(campaignId);
}

/** The lines, and a last one that vouches for every byte of them. */
async function* sealed(home: HomeRecord, tools: BundleTools): AsyncGenerator<string> {
  const bytes = createHash('sha256');
  const counts = { entries: 0, checkpoints: 0 };
  for await (const record of records(home, tools)) {
    if ('entry' in record) counts.entries += 1;
    if ('checkpoint' in record) counts.checkpoints += 1;
    const line = `${JSON.stringify(record)}\n`;
    bytes.update(line);
    yield line;
  }
  const { keyId, sign } = tools.key;
  const sha256 = bytes.digest('hex');
  const end = { ...counts, sha256, keyId, signature: sign(bundleText(sha256)) };
  yield `${JSON.stringify({ end })}\n`;
}

/**
 * As it stands when the first line is asked for: who leaves meanwhile, and a checkpoint that says so, are for the next
 * one who asks. The verdicts are read first, so that none of them stands on a later entry than the last one signed.
 */
async function* records(home: HomeRecord, tools: BundleTools): AsyncGenerator<object> {
  const { debateId, campaignId, title } = home;
  const { stores, clock } = tools;
  const verdicts = await stores.bundles.verdicts(debateId);
  await signEnd(home, tools);
  const signed = await stores.records.signedHead(debateId);
  yield { bundle: 1, debateId, campaignId, title, exportedAtMs: clock.now() };
  for (const key of await stores.records.keys()) yield { key };
  if (signed) yield* entriesOf(signed, stores);
  if (signed) yield* signedAbout(home, signed, stores);
  for (const verdict of verdicts) yield { verdict };
}

async function* entriesOf({ debateId, sequence }: SignedHead, { bundles }: Stores): AsyncGenerator<object> {
  for (let after = 0; after < sequence; after += rowsAtOnce) {
    const some = await bundles.entries(debateId, after, Math.min(rowsAtOnce, sequence - after));
    for (const { body, hash } of some) yield { entry: body, hash };
  }
}

/** The campaign's log from the first entry that names the debate to the last, so that it can be followed between. */
async function* signedAbout(
  { campaignId }: HomeRecord,
  { firstCheckpoint, lastCheckpoint }: SignedHead,
  { records }: Stores,
): AsyncGenerator<object> {
  for (let from = firstCheckpoint; from <= lastCheckpoint; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce - 1, lastCheckpoint);
    for (const { sequence: _, ...checkpoint } of await records.read(campaignId, from, to))
      yield { checkpoint };
  }
  for (const { sequence, response } of await records.timestamps(
    campaignId,
    firstCheckpoint,
    lastCheckpoint,
  )) {
    yield { timestamp: { checkpointSequence: sequence, response: response.toString('base64') } };
  }
}
