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
  const settlement = newsOf(obligation, nowMs);
  if (settlement === null) return;
  const { id } = obligation;
  const { status, reason } = settlement;
  const isSettled = await tools.obligations.settle(id, settlement);
  if (isSettled && status !== 'open')
    tools.log.info({ obligationId: id, status, ...reason }, 'obligation.settled');
}

/** How a duty stands now, or null when that is what is stored of it. */
export function newsOf({ dueAtMs, debates, reason }: OpenObligation, nowMs: number): Settlement | null {
  const duty = { dueAtMs, debates: debates.map((debate) => ({ ...debate, debateId: debate.id })) };
  const settlement = settle(duty, nowMs);
  const { code, outcome, debateId } = settlement.reason;
  const isKnown = code === reason.code && outcome === reason.outcome && debateId === reason.debateId;
  return settlement.status === 'open' && isKnown ? null : settlement;
}
