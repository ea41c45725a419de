/** What a debate's format promises in time (domain spec 1.4: opening turns, each asks each, the public's questions). */
import type { Format, Phase } from '../protocol/campaign.ts';

/** How a format's clock behaves where it says nothing itself. */
export const formatRules = {
  warningsMs: [30_000, 10_000],
  interjectionMs: 30_000,
  lossWaitMs: 60_000,
  isOverrunRepaid: false,
} as const;

/** One turn that the format itself gives, to the speaker at this place of the lineup (from 0). */
export type PlannedTurn = {
  speaker: number;
  kind: 'speech' | 'question' | 'answer';
  /** Whom a question is put to, or whose question is answered. */
  toSpeaker: number | null;
  /** Which question of its part it belongs to, from 0. */
  round: number;
  turnMs: number;
};

/** The phase at this index. A plan and a stage that do not fit together are a fault of ours, not a "no". */
export function phaseAt(format: Format, phase: number): Phase {
  const found = format.phases[phase];
  if (!found) throw new RangeError(`the format has no phase ${phase}`);
  return found;
}

/** Whether turns are given as asked, and not in a planned order. */
export function isFree(phase: Phase): phase is Extract<Phase, { kind: 'open' | 'rebuttal' }> {
  return phase.kind === 'open' || phase.kind === 'rebuttal';
}

/** The turns this part gives to so many speakers, in order; none where they are given as asked. */
export function plannedTurns(phase: Phase, speakers: number): PlannedTurn[] {
  switch (phase.kind) {
    case 'opening':
    case 'closing':
      return roundOf(speakers, { round: 0, turnMs: phase.turnMs });
    case 'moderator-questions':
    case 'public-questions':
      return rounds(phase.questions).flatMap((round) => roundOf(speakers, { round, turnMs: phase.turnMs }));
    case 'each-asks-each':
      return rounds(roundsThatFit(phase, speakers)).flatMap((round) => asked(phase, speakers, round));
    default:
      return [];
  }
}

/** Each later question begins with another speaker, so that nobody always answers first. */
function roundOf(speakers: number, { round, turnMs }: { round: number; turnMs: number }): PlannedTurn[] {
  return rounds(speakers).map((place) => ({
    speaker: (place + round) % speakers,
    kind: 'speech',
    toSpeaker: null,
    round,
    turnMs,
  }));
}

type EachAsksEach = Extract<Phase, { kind: 'each-asks-each' }>;

/** In one round everybody asks the one so many places further on, and everybody answers once. */
function asked({ questionMs, answerMs }: EachAsksEach, speakers: number, round: number): PlannedTurn[] {
  return rounds(speakers).flatMap((asker) => {
    const answerer = (asker + round + 1) % speakers;
    return [
      { speaker: asker, kind: 'question', toSpeaker: answerer, round, turnMs: questionMs },
      { speaker: answerer, kind: 'answer', toSpeaker: asker, round, turnMs: answerMs },
    ] as const;
  });
}

/** Whole rounds only, at least one: nobody asks or answers more often than another. */
function roundsThatFit({ questionMs, answerMs, totalMs }: EachAsksEach, speakers: number): number {
  const fit = Math.floor(totalMs / ((questionMs + answerMs) * speakers));
  return Math.min(speakers - 1, Math.max(1, fit));
}

function rounds(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The longest a debate of this format can last: every turn used to its end, no pauses between them. */
export function formatLengthMs(format: Format, speakers: number): number {
  return format.phases.reduce((sum, phase) => sum + phaseLengthMs(phase, speakers), 0);
}

/** The longest one part of it can last. */
export function phaseLengthMs(phase: Phase, speakers: number): number {
  if (phase.kind === 'open') {
    const { totalMs, budgetMs } = phase;
    return budgetMs === undefined ? totalMs : Math.min(totalMs, budgetMs * speakers);
  }
  if (phase.kind === 'rebuttal') return phase.budgetMs * speakers;
  return plannedTurns(phase, speakers).reduce((sum, turn) => sum + turn.turnMs, 0);
}
