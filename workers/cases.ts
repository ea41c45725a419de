import type { JobInput } from '../server/protocol/jobs.ts';
import type { Tools } from './tools.ts';

/** D-5: opens a case for each breached duty; and writes down in every case what time alone has made. */
export async function cases(_input: JobInput<'cases'>, tools: Tools): Promise<void> {
  const campaignId = await tools.campaigns.currentCampaignId();
  if (campaignId === null) return;
  const nowMs = tools.clock.now();
  const opened = await tools.cases.openBreaches(campaignId, nowMs);
  const lapsed = await tools.cases.lapse(campaignId, nowMs);
  if (opened > 0 || lapsed > 0) tools.log.info({ campaignId, opened, lapsed }, 'cases.moved-on');
}
