import type { JobInput } from '../server/protocol/jobs.ts';
import { Refusal } from '../server/protocol/refusals.ts';
import { newsOf } from './obligations.ts';
import type { Tools } from './tools.ts';

/** Puts back the jobs that were lost with the queue: what should have been done stands in the database. */
export async function sweep(_input: JobInput<'sweep'>, tools: Tools, signal: AbortSignal): Promise<void> {
  const { debates, queues } = tools;
  for (const { debateId } of await debates.endedWithoutVerdicts()) {
    await queues.add('attendance', { debateId }, { key: debateId });
  }
  signal.throwIfAborted();
  for (const { debateId } of await debates.endedWithoutReach()) {
    await queues.add('reach-debate', { debateId }, { key: debateId });
  }
  signal.throwIfAborted();
  await settleWhatIsKnown(tools);
}

/** A duty may stay open past its date: only what a verdict or the calendar has changed since is work. */
async function settleWhatIsKnown({ campaigns, obligations, dutyTerms, queues, clock }: Tools): Promise<void> {
  const campaignId = await campaigns.currentCampaign().then(({ id }) => id, nullWhenNone);
  if (campaignId === null) return;
  const nowMs = clock.now();
  const { terms } = await dutyTerms.inForce(campaignId, nowMs);
  const groups = await obligations.toSettle(campaignId);
  const hasNews = groups.some(
    (group) => newsOf(group, { nowMs, waiversNeeded: terms.excuseVotes }).length > 0,
  );
  if (hasNews) await queues.add('obligations', { campaignId }, { key: campaignId });
}

function nullWhenNone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not-found') return null;
  throw error;
}
