/** Where the floor stands: whose turn runs, whose stands still, and whether the whole debate does. */
import { type Fields, fieldsOf, listOf, textOf, wholeOf, wholeOrNull } from './fields.ts';

/** A turn keeps its number through every stretch of it. */
type Turn = { turn: number; slotId: string; phase: number; planned: number | null; spokenMs: number };
export type Speech = Turn & { fromMs: number; endsAtMs: number };

export type Position = {
  speech: Speech | null;
  held: Turn | null;
  pausedAtMs: number | null;
  phase: number;
  /** Places of the lineup whose opening turn is still to come; empty in every other part. */
  unopened: readonly number[];
};

export const atStart: Position = { speech: null, held: null, pausedAtMs: null, phase: 0, unopened: [] };

/** Never more than the turn was given, however late anybody looks. */
export function spokenBy(speech: Speech, atMs: number): number {
  return speech.spokenMs + Math.max(0, Math.min(atMs, speech.endsAtMs) - speech.fromMs);
}

/** The turns that run and stand still there are those that the act found, under their numbers. */
export function positionIn(stage: Fields, found: Position): Position {
  const turn = stage.turn === null ? null : fieldsOf(stage.turn);
  const held = stage.held === null ? null : fieldsOf(stage.held);
  return {
    speech: turn && {
      ...turnIn(turn, found.speech),
      fromMs: wholeOf(turn, 'startedAtMs'),
      endsAtMs: wholeOf(turn, 'endsAtMs'),
    },
    held: held && turnIn(held, found.held),
    pausedAtMs: stage.pause === null ? null : wholeOf(fieldsOf(stage.pause), 'atMs'),
    phase: wholeOf(stage, 'phase'),
    unopened: listOf(stage, 'waiting').filter((place): place is number => typeof place === 'number'),
  };
}

function turnIn(fields: Fields, found: Turn | null): Turn {
  return {
    turn: found?.turn ?? 0,
    slotId: textOf(fields, 'slotId'),
    phase: wholeOf(fields, 'phase'),
    planned: wholeOrNull(fields, 'planned'),
    spokenMs: wholeOf(fields, 'spokenMs'),
  };
}
