import type { JobInput } from '../server/protocol/jobs.ts';
import { Refusal } from '../server/protocol/refusals.ts';
import { debatesWithAudience, forgetDebate } from './audience-minutes.ts';
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
    try {
      await storeMinutes(tools, debateId, nowMs);
    } catch (error) {
      if (await exists(debateId, tools)) failures.push(error);
      else await forgetDebate(tools.redis, debateId);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'minutes could not be stored');
}

/** Heartbeats carry the id that a page sent: it may be of no debate at all. */
async function exists(debateId: string, { debates }: Tools): Promise<boolean> {
  try {
    await debates.card(debateId);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return false;
    throw error;
  }
}
