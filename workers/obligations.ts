import type { JobInput } from '../server/protocol/jobs.ts';
import { type Settlement, settle } from '../server/rules/obligations.ts';
import type { OpenObligation } from '../server/store/obligations.ts';
import type { Tools } from './tools.ts';

/** So that the due instant has passed on this process's clock too when the job begins. */
const clockMarginMs = 100;

/** Settles what the verdicts and the calendar can decide by now, and comes back when the next duty falls due. */
export async function obligations(
  { campaignId }: JobInput<'obligations'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = tools.clock.now();
  const open = await tools.obligations.openOnes(campaignId);
  for (const obligation of open) {
    signal.throwIfAborted();
    await settleOne(obligation, nowMs, tools);
  }
  const toCome = new Set(open.map(({ dueAtMs }) => dueAtMs).filter((dueAtMs) => dueAtMs > nowMs));
  for (const dueAtMs of toCome) {
    const key = `${campaignId}:due:${dueAtMs}`;
    await tools.queues.add('obligations', { campaignId }, { key, delayMs: dueAtMs - nowMs + clockMarginMs });
  }
}

async function settleOne(obligation: OpenObligation, nowMs: number, tools: Tools): Promise<void> {
  const { id, dueAtMs } = obligation;
  const debates = obligation.debates.map((debate) => ({ ...debate, debateId: debate.id }));
  const settlement = settle({ dueAtMs, debates }, nowMs);
  if (!isNews(obligation, settlement)) return;
  const { status, reason, fulfilledBySlotId: fulfilledBySlot } = settlement;
  const isSettled = await tools.obligations.settle(id, { status, reason, fulfilledBySlot });
  if (isSettled && status !== 'open')
    tools.log.info({ obligationId: id, status, ...reason }, 'obligation.settled');
}

function isNews(before: OpenObligation, { status, reason }: Settlement): boolean {
  const { code, outcome, debateId } = before.reason;
  return (
    status !== 'open' || reason.code !== code || reason.outcome !== outcome || reason.debateId !== debateId
  );
}
