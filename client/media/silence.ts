/** What a transport has sent and received so far, in packets. */
export type Traffic = { sent: number; received: number };
/** The last traffic in which something new was received, and when that was. */
export type LastHeard = Traffic & { atMs: number };

/** The media server answers what it receives ten times a second. */
const silentAfterMs = 1_500;
/** Fewer are no question that an answer is due to. */
const sentUnanswered = 10;

export function heardAfter(last: LastHeard | null, traffic: Traffic, nowMs: number): LastHeard {
  return last && last.received === traffic.received ? last : { ...traffic, atMs: nowMs };
}

/** Whether enough was sent for long enough without anything coming back. */
export function isSilent(last: LastHeard, traffic: Traffic, nowMs: number): boolean {
  return nowMs - last.atMs >= silentAfterMs && traffic.sent - last.sent >= sentUnanswered;
}
