import { timestampFor } from '../server/platform/timestamps.ts';
import type { JobInput } from '../server/protocol/jobs.ts';
import type { Tools } from './tools.ts';

/** Signs how far every debate has come that has moved since the last checkpoint, and has it time-stamped outside. */
export async function checkpoints(_input: JobInput<'checkpoints'>, tools: Tools): Promise<void> {
  const campaignId = await tools.campaigns.currentCampaignId();
  if (campaignId === null) return;
  const signed = await tools.campaignLog.checkpoint(campaignId);
  if (signed !== null) {
    const { sequence, heads } = signed;
    tools.log.info({ campaignId, sequence, debates: heads.length }, 'checkpoint.signed');
  }
  if (tools.timestampUrl !== undefined) await stampNewest(campaignId, tools.timestampUrl, tools);
}

/** The newest one vouches for all before it; where the authority is away it is asked again with the next. */
async function stampNewest(campaignId: string, url: string, tools: Tools): Promise<void> {
  const { records, clock, log } = tools;
  const newest = await records.lastCheckpoint(campaignId);
  if (newest === null) return;
  const { sequence, hash } = newest;
  if ((await records.timestamps(campaignId, sequence, sequence)).length > 0) return;
  try {
    const response = await timestampFor(hash, url);
    await records.addTimestamp({ campaignId, sequence, response, atMs: clock.now() });
  } catch (error) {
    log.warn({ err: error, campaignId, sequence }, 'checkpoint.not-stamped');
  }
}
