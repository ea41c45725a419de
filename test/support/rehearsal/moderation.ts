import { setTimeout as rest } from 'node:timers/promises';
import type { Reply } from '../../../server/protocol/refusals.ts';
import type { LiveStage, Stage } from '../../../server/protocol/stage.ts';
import { isFree, phaseAt } from '../../../server/rules/formats.ts';
import { type NextStep, nextStep } from '../../../server/rules/next-step.ts';
import type { Plan } from '../../../server/rules/stage.ts';
import type { Line } from '../line.ts';
import type { Speaker } from './speaker.ts';

export type Scene = { plan: Plan; moderator: Line; speakers: readonly Speaker[]; chances: () => number };

/** How long a moderator looks before the next key. */
const lookMs = 20;
/** Many more than any debate needs: one that does not come to its end must not be led for ever. */
const mostLooks = 20_000;

/** The newest whole stage this line has heard. */
function stageOf(line: Line): Stage {
  return line.newest('stage')?.stage ?? { status: 'lobby', admitted: [], removed: [] };
}

/** Leads a debate from its start to its end as the console's one key does, with what happens in a real one. */
export async function lead(scene: Scene): Promise<void> {
  const { moderator, plan } = scene;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const stage = stageOf(moderator);
    if (stage.status === 'ended') return;
    if (stage.status === 'live' && stage.turn) await during(scene, stage);
    else await step(scene, nextStep(plan, stage, { nowMs: Date.now() }), stage);
  }
  throw new Error('the debate does not come to its end');
}

async function step(scene: Scene, next: NextStep | null, stage: Stage): Promise<void> {
  const { moderator } = scene;
  if (next?.kind === 'give') {
    const { slotId, planned } = next;
    await moderator.ask('floor.give', planned === null ? { slotId } : { slotId, planned });
  } else if (next?.kind === 'start') await moderator.ask('debate.start', {});
  else if (await someRaise(scene, stage)) return;
  else if (next?.kind === 'next-phase') await moderator.ask('phase.next', {});
  else if (next?.kind === 'end') await moderator.ask('debate.end', {});
  await rest(lookMs);
}

/** In a free part somebody wants to speak as long as there is time. */
async function someRaise({ plan, speakers, chances }: Scene, stage: Stage): Promise<boolean> {
  if (stage.status !== 'live' || !isFree(phaseAt(plan.format, stage.phase))) return false;
  if (Date.now() >= (stage.phaseEndsAtMs ?? Number.POSITIVE_INFINITY) - lookMs) return false;
  const eager = speakers.filter(() => chances() < 0.3);
  await Promise.all(eager.map(({ line }) => line.ask('hand.raise', {})));
  await rest(lookMs);
  return true;
}

/** What can happen while somebody speaks; most turns just run to their end. */
async function during(scene: Scene, stage: LiveStage): Promise<void> {
  const { turn } = stage;
  if (!turn) return;
  const { moderator, speakers, chances } = scene;
  const leftMs = turn.endsAtMs - Date.now();
  await rest(Math.max(0, leftMs * chances()));
  const chance = chances();
  const speaker = speakers.find(({ slotId }) => slotId === turn.slotId);
  const other = speakers.find(({ slotId }) => slotId !== turn.slotId);
  const reason = 'A rehearsal';
  if (chance < 0.12) await speaker?.line.ask('floor.yield', {});
  else if (chance < 0.2 && other)
    await moderator.ask('floor.interrupt', { slotId: other.slotId, kind: 'point-of-order' });
  else if (chance < 0.26) await moderator.ask('time.adjust', { slotId: turn.slotId, byMs: 1_000, reason });
  else if (chance < 0.3) await slip(moderator, other?.slotId ?? '');
  else if (chance < 0.33) await stand(moderator, reason);
  await over(moderator, turn.startedAtMs);
}

async function slip(moderator: Line, slotId: string): Promise<void> {
  const given: Reply<unknown> = await moderator.ask('floor.give', { slotId });
  await rest(lookMs);
  if (given.ok) await moderator.ask('act.undo', {});
}

async function stand(moderator: Line, reason: string): Promise<void> {
  await moderator.ask('debate.pause', { reason });
  await rest(300);
  await moderator.ask('debate.continue', {});
}

/** Until another stretch runs, or none. */
async function over(moderator: Line, startedAtMs: number): Promise<void> {
  await moderator.until('stage', ({ stage }) => {
    const turn = stage.status === 'live' && !stage.pause ? stage.turn : null;
    return turn?.startedAtMs !== startedAtMs;
  });
}
