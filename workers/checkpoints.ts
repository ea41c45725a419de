import type { JobInput } from '../server/protocol/jobs.ts';
import type { Tools } from './tools.ts';

/** Signs how far every debate has come that has moved since the last checkpoint. */
export async function checkpoints(_input: JobInput<'checkpoints'>, tools: Tools): Promise<void> {
  const campaignId = await tools.campaigns.currentCampaignId();
  if (campaignId === null) return;
  const signed = await tools.campaignLog.checkpoint(campaignId);
  if (signed !== null) {
    const { sequence, heads } = signed;
    tools.log.info({ campaignId, sequence, debates: heads.length }, 'checkpoint.signed');
  }
}
