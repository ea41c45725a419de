import { mergeSketches } from '../server/platform/sketches.ts';
import { minuteMs } from '../server/protocol/audience-keys.ts';
import type { JobInput } from '../server/protocol/jobs.ts';
import { reachOf, uniqueErrorPercent } from '../server/rules/reach.ts';
import type { HomeRecord } from '../server/store/debates.ts';
import type { ReachMinute } from '../server/store/reach.ts';
import { storeMinutes } from './close-minutes.ts';
import type { Tools } from './tools.ts';

const method =
  'Own player, by viewer pass. Unique viewers: HyperLogLog over the minutes of the debate. Watch time: sum of the ' +
  'intervals between heartbeats of a playing page. Peak: most passes with a heartbeat in the last 30 s.';

/** Merges what is stored of a debate's audience. The minutes only grow, so that a later run only improves it. */
export async function reachDebate(
  { debateId }: JobInput<'reach-debate'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = tools.clock.now();
  await storeMinutes(tools, debateId, nowMs);
  const held = heldInterval(await tools.debates.homeRecord(debateId));
  if (held === null) throw new Error(`debate ${debateId} is not over`);
  signal.throwIfAborted();
  const minutes = (await tools.reach.minutes(debateId)).filter((minute) => isWithin(minute, held));
  const { unique } = await mergeSketches(
    tools.redis,
    minutes.map(({ sketch }) => sketch),
  );
  await tools.reach.close({
    debateId,
    uniqueViewers: unique,
    errorPercent: uniqueErrorPercent(unique),
    ...reachOf(minutes, held),
    method,
    closedAtMs: nowMs,
  });
}

type Held = { startedAtMs: number; endedAtMs: number };

/** A debate that ended without having begun was held for no time at all. */
function heldInterval({ startedAtMs, endedAtMs }: HomeRecord): Held | null {
  return endedAtMs === null ? null : { startedAtMs: startedAtMs ?? endedAtMs, endedAtMs };
}

function isWithin(minute: ReachMinute, { startedAtMs, endedAtMs }: Held): boolean {
  return minute.minuteMs < endedAtMs && minute.minuteMs + minuteMs > startedAtMs;
}
