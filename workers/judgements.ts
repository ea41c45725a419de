import type { JobInput } from '../server/protocol/jobs.ts';
import type { Tools } from './tools.ts';

/** Lets the time pass for every verdict whose term has run out. One that cannot be stored does not hold up the others. */
export async function judgements(
  _input: JobInput<'judgements'>,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = tools.clock.now();
  const failures: unknown[] = [];
  for (const verdictId of await tools.judgements.due(nowMs)) {
    signal.throwIfAborted();
    try {
      const facts = await tools.judgements.passTime(verdictId, nowMs);
      tools.log.info({ verdictId, facts }, 'verdict.time-passed');
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'verdicts could not be stored');
}
