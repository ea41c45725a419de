import fc from 'fast-check';
import type { Stage } from '../../server/protocol/stage.ts';
import { deadlineMs, usedMs } from '../../server/rules/speaking.ts';
import { decide, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { debate } from './random-debates.ts';
import { expire, factsAfter } from './scene.ts';

export type SomeStage = { plan: Plan; stage: Stage; nowMs: number };

/** A stage that some debate came to, with everything done that was due. */
export const someStage: fc.Arbitrary<SomeStage> = fc
  .tuple(debate, fc.nat())
  .map(([{ plan, moments }, index]) => {
    const moment = moments[index % moments.length];
    if (!moment) throw new Error('a debate without a start');
    const { nowMs, after } = moment;
    return settled({ plan, nowMs, stage: after });
  });

/** With everything done that is due. */
export function settled(some: SomeStage): SomeStage {
  const next = does(some, expire);
  return next.stage === some.stage ? some : settled(next);
}

export function does({ plan, stage, nowMs }: SomeStage, command: StageCommand, laterMs = 0): SomeStage {
  const thenMs = nowMs + laterMs;
  return {
    plan,
    nowMs: thenMs,
    stage: factsAfter(plan, stage, decide(plan, stage, command, thenMs), thenMs),
  };
}

/** All that a stage says of time, as seen so long after an instant of its own. */
export function timesIn({ plan, stage, nowMs }: SomeStage, laterMs: number) {
  const live = stage.status === 'live' ? stage : null;
  const [deadline, partEnds] = [deadlineMs(stage), live?.phaseEndsAtMs];
  return {
    used: plan.lineup.map(({ id }) => usedMs(stage, id, nowMs + laterMs)),
    deadline: deadline && deadline - nowMs,
    partEnds: partEnds && partEnds - (live?.pause?.atMs ?? nowMs),
    credit: live?.creditMs,
    owed: live?.owed,
    waited: live?.waitedMs,
  };
}
