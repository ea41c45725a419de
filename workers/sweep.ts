import type { JobInput } from '../server/protocol/jobs.ts';
import { Refusal } from '../server/protocol/refusals.ts';
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
  await settleOverdue(tools);
}

async function settleOverdue({ campaigns, obligations, queues, clock }: Tools): Promise<void> {
  const campaignId = await campaigns.currentCampaign().then(({ id }) => id, nullWhenNone);
  if (campaignId === null) return;
  const open = await obligations.openOnes(campaignId);
  const isOverdue = open.some(({ dueAtMs }) => dueAtMs <= clock.now());
  if (isOverdue) await queues.add('obligations', { campaignId }, { key: `${campaignId}:overdue` });
}

function nullWhenNone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not-found') return null;
  throw error;
}
