import type { JobInput } from '../server/protocol/jobs.ts';
import { type Settlement, settleTogether } from '../server/rules/settling.ts';
import type { DutyGroup, OwedDuty } from '../server/store/duty-groups.ts';
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
  const groups = await tools.obligations.toSettle(campaignId);
  const { terms } = await tools.dutyTerms.inForce(campaignId, nowMs);
  for (const group of groups) {
    signal.throwIfAborted();
    for (const news of newsOf(group, { nowMs, waiversNeeded: terms.excuseVotes })) {
      await settleOne(news, nowMs, tools);
    }
  }
  const due = groups.flatMap(({ duties }) => duties.map(({ dueAtMs }) => dueAtMs));
  for (const dueAtMs of new Set(due.filter((dueAtMs) => dueAtMs > nowMs))) {
    const key = `${campaignId}:due:${dueAtMs}`;
    await tools.queues.add('obligations', { campaignId }, { key, delayMs: dueAtMs - nowMs + clockMarginMs });
  }
}

type News = { duty: OwedDuty; settlement: Settlement };

async function settleOne({ duty, settlement }: News, atMs: number, tools: Tools): Promise<void> {
  const { status, reason } = settlement;
  const isSettled = await tools.obligations.settle(duty, { ...settlement, atMs });
  if (isSettled && status !== duty.status)
    tools.log.info({ obligationId: duty.id, status, ...reason }, 'obligation.settled');
}

/** The duties of one stage that stand otherwise now than is stored of them. A waiver is the last word. */
export function newsOf(
  { duties, debates }: DutyGroup,
  { nowMs, waiversNeeded }: { nowMs: number; waiversNeeded: number },
): News[] {
  const asked = duties.map(({ dueAtMs, waivers, status }) => ({
    dueAtMs,
    isWaived: status === 'waived' || waivers >= waiversNeeded,
  }));
  const settlements = settleTogether({ duties: asked, debates }, nowMs);
  return duties.flatMap((duty, index) => {
    const settlement = settlements[index] as Settlement;
    const isKnown =
      duty.status === 'waived' ||
      (duty.status === settlement.status && isSame(duty.reason, settlement.reason));
    return isKnown ? [] : [{ duty, settlement }];
  });
}

function isSame(one: Settlement['reason'], other: Settlement['reason']): boolean {
  return one.code === other.code && one.outcome === other.outcome && one.debateId === other.debateId;
}
