import type { Format } from '../../server/protocol/campaign.ts';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { LiveStage, Stage } from '../../server/protocol/stage.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';
import { format, idOf, lineupOf, tenMs } from './debate-log.ts';

export const [ana, ben, dana, stranger] = [idOf(1), idOf(2), idOf(3), idOf(77)];

export const start: StageCommand = { kind: 'start' };
export const take: StageCommand = { kind: 'take' };
export const expire: StageCommand = { kind: 'expire' };
export const nextPhase: StageCommand = { kind: 'next-phase' };
export const pause: StageCommand = { kind: 'pause', reason: 'a fire alarm' };
export const goOn: StageCommand = { kind: 'continue' };
export const end: StageCommand = { kind: 'end', cause: 'moderator' };
export const give = (slotId: string): StageCommand => ({ kind: 'give', slotId });
export const yields = (slotId: string): StageCommand => ({ kind: 'yield', slotId });
export const raise = (slotId: string): StageCommand => ({ kind: 'raise', slotId });
export const remove = (slotId: string): StageCommand => ({ kind: 'remove', slotId, reason: 'insults' });
export const lose = (slotId: string, sinceMs: number): StageCommand => ({
  kind: 'lose',
  slotId,
  sinceMs: tenMs + sinceMs,
});
export const regain = (slotId: string): StageCommand => ({ kind: 'regain', slotId });
export const interrupt = (slotId: string): StageCommand => ({
  kind: 'interrupt',
  slotId,
  cause: 'point-of-order',
});
export const adjust = (slotId: string, byMs: number): StageCommand => ({
  kind: 'adjust',
  slotId,
  byMs,
  reason: 'the clock stood still',
});

export function factsAfter(plan: Plan, stage: Stage, facts: readonly EvidenceFact[], nowMs: number): Stage {
  return facts.reduce((so, fact) => evolve(plan, so, fact, nowMs), stage);
}

/** The refusal's code; null for a command that is not refused. */
export function refusalOf(plan: Plan, stage: Stage, command: StageCommand, nowMs: number): string | null {
  try {
    decide(plan, stage, command, nowMs);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export type Step = readonly [StageCommand, number];

/** A debate of three to be played step by step; instants are milliseconds after ten o'clock. */
export function sceneOf(...[changes]: [Partial<Format>?]) {
  const plan: Plan = { format: { ...format, ...changes }, lineup: lineupOf(3) };
  const act = (stage: Stage, command: StageCommand, atMs: number) => {
    const facts = decide(plan, stage, command, tenMs + atMs);
    return { facts, stage: factsAfter(plan, stage, facts, tenMs + atMs) };
  };
  return {
    plan,
    act,
    facts: (stage: Stage, command: StageCommand, atMs: number) => act(stage, command, atMs).facts,
    refusal: (stage: Stage, command: StageCommand, atMs: number) =>
      refusalOf(plan, stage, command, tenMs + atMs),
    /** The stage after these steps, from an earlier one or from the lobby. */
    stageAfter: (steps: readonly Step[], from: Stage = emptyLobby) =>
      steps.reduce<Stage>((stage, [command, atMs]) => act(stage, command, atMs).stage, from),
  };
}

export function live(stage: Stage): LiveStage {
  if (stage.status !== 'live') throw new Error(`the debate is ${stage.status}`);
  return stage;
}
