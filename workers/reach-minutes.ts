import type { JobInput } from '../server/protocol/jobs.ts';
import { debatesWithAudience } from './audience-minutes.ts';
import { storeMinutes } from './close-minutes.ts';
import type { Tools } from './tools.ts';

/** Closes the past minutes of every audience. One debate that cannot be stored does not hold up the others. */
export async function reachMinutes(
  _input: JobInput<'reach-minutes'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = tools.clock.now();
  const failures: unknown[] = [];
  for (const debateId of await debatesWithAudience(tools.redis, nowMs)) {
    signal.throwIfAborted();
    await storeMinutes(tools, debateId, nowMs).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'minutes could not be stored');
}
