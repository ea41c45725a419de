/** What a stage means for those on it: who is heard and seen, until when, and what each has used (FLOOR-1, FLOOR-2). */
import type { Slot } from '../protocol/campaign.ts';
import type { MediaSource } from '../protocol/media.ts';
import type { Stage } from '../protocol/stage.ts';
import { formatRules } from './formats.ts';
import type { Plan } from './stage.ts';
import { unendedMs } from './turns.ts';

/** The next instant at which `expire` does something. An open part that runs out while nobody speaks needs none. */
export function deadlineMs(stage: Stage): number | null {
  if (stage.status !== 'live' || stage.pause) return null;
  return stage.turn?.endsAtMs ?? stage.held?.untilMs ?? null;
}

export function mayBeHeard(stage: Stage, slotId: string, nowMs: number): boolean {
  if (stage.status !== 'live' || stage.pause) return false;
  const isSilenced = stage.muted.includes(slotId) || stage.removed.includes(slotId);
  return !isSilenced && stage.turn?.slotId === slotId && nowMs < stage.turn.endsAtMs;
}

/** Who gets a producer's packets: nobody, those who run and observe the debate, or everybody. */
export type Audience = 'nobody' | 'crew' | 'everybody';

type Source = { slotId: string | null; source: MediaSource };

/**
 * FLOOR-1. Until the start, and while a candidate waits to be let onto the stage, only those who run the debate see
 * them; a microphone is for everybody only with the floor. The moderator (`slotId` null) is on stage while it is live.
 */
export function audienceOf(stage: Stage, { slotId, source }: Source, nowMs: number): Audience {
  if (stage.status === 'ended') return 'nobody';
  if (slotId !== null && stage.removed.includes(slotId)) return 'nobody';
  if (stage.status === 'lobby') return 'crew';
  if (slotId === null) return 'everybody';
  if (source === 'microphone') return mayBeHeard(stage, slotId, nowMs) ? 'everybody' : 'nobody';
  return stage.admitted.includes(slotId) ? 'everybody' : 'crew';
}

/** What a slot has spoken, the running turn and one that stands still included. */
export function usedMs(stage: Stage, slotId: string, nowMs: number): number {
  if (stage.status === 'lobby') return 0;
  const ended = stage.usedMs[slotId] ?? 0;
  if (stage.status === 'ended') return ended;
  return ended + unendedMs(stage, slotId, nowMs);
}

/** The warning a running turn is in: how long before its end it began, or null before the first. */
export function warningMs({ format }: Pick<Plan, 'format'>, leftMs: number): number | null {
  const reached = (format.warningsMs ?? formatRules.warningsMs).filter((warning) => leftMs <= warning);
  return reached.length === 0 ? null : Math.min(...reached);
}

/** Where everybody stands in time: the most against the least, and how unequal it is (Gini, 0 to 1). */
export type Spread = { spreadMs: number; gini: number };

export function spreadOf(timesMs: readonly number[]): Spread {
  if (timesMs.length === 0) return { spreadMs: 0, gini: 0 };
  const sorted = timesMs.toSorted((a, b) => a - b);
  const total = sorted.reduce((sum, time) => sum + time, 0);
  const weighted = sorted.reduce((sum, time, index) => sum + (index + 1) * time, 0);
  const count = sorted.length;
  const gini = total === 0 ? 0 : (2 * weighted) / (count * total) - (count + 1) / count;
  return { spreadMs: (sorted.at(-1) as number) - (sorted[0] as number), gini: Math.max(0, gini) };
}

/** The slots from the least heard to the most; those equal stay in the order of the lineup. */
export function leastHeardFirst(lineup: readonly Slot[], stage: Stage, nowMs: number): string[] {
  return lineup
    .map(({ id, position }) => ({ id, position, spokenMs: usedMs(stage, id, nowMs) }))
    .sort((a, b) => a.spokenMs - b.spokenMs || a.position - b.position)
    .map(({ id }) => id);
}
