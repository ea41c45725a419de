/**
 * What a format promises to so many speakers, and what somebody's late arrival changes, before a debate is held.
 * An organiser's page computes it while a format is being made.
 */
import type { Format, Phase } from '../protocol/campaign.ts';
import { isFree, phaseAt } from './formats.ts';
import { type Late, type RehearsedPhase, type RehearsedTurn, runThrough } from './run-through.ts';

export type { Late, RehearsedTurn } from './run-through.ts';

type Share = {
  /** What this speaker is sure of, whatever the others do. */
  guaranteedMs: number;
  /** What this speaker has at most, when the others leave it to them. */
  mostMs: number;
  /** How many turns the rehearsal gave them. */
  turns: number;
};

/** A planned turn as it would be if everybody came in time, in the part at this index. */
type PlannedPlace = { phase: number; turn: RehearsedTurn };

type LateEffect = {
  /** Turns that are given after others which were planned behind them. */
  later: (PlannedPlace & { givenAtMs: number })[];
  /** Turns that are not given at all: their part is over before everybody they need is there. */
  lost: PlannedPlace[];
  guaranteedMs: number;
  /** How much longer the debate is; a negative figure: shorter. */
  totalChangeMs: number;
};

export type Rehearsal = {
  totalMs: number;
  phases: RehearsedPhase[];
  perSpeaker: Share[];
  /** Null where everybody comes in time. */
  late: LateEffect | null;
};

/** Runs a format through for this many speakers, all of them in time but the one who is late. */
export function rehearse(format: Format, speakers: number, late?: Late): Rehearsal {
  const phases = runThrough({ format, speakers, late });
  const perSpeaker = Array.from({ length: speakers }, (_, speaker) =>
    shareOf({
      format,
      speakers,
      phases,
      speaker,
      hereFromMs: late?.speaker === speaker ? late.arrivesAtMs : 0,
    }),
  );
  const guaranteedMs = late ? (perSpeaker[late.speaker]?.guaranteedMs ?? 0) : 0;
  return {
    totalMs: totalOf(phases),
    phases,
    perSpeaker,
    late: late ? { ...effectOf(runThrough({ format, speakers }), phases), guaranteedMs } : null,
  };
}

function totalOf(phases: readonly RehearsedPhase[]): number {
  return phases.at(-1)?.toMs ?? 0;
}

type Standing = {
  format: Format;
  speakers: number;
  phases: readonly RehearsedPhase[];
  speaker: number;
  hereFromMs: number;
};

function shareOf({ format, speakers, phases, speaker, hereFromMs }: Standing): Share {
  const shares = phases.map((held, phase) => {
    const part = phaseAt(format, phase);
    const own = held.turns.filter((turn) => turn.speaker === speaker);
    const sure = isFree(part)
      ? freeShare(part, { held, hereFromMs, others: speakers - 1 })
      : plannedShare(own);
    return { ...sure, turns: own.length };
  });
  const sum = (figure: keyof Share) => shares.reduce((so, share) => so + share[figure], 0);
  return { guaranteedMs: sum('guaranteedMs'), mostMs: sum('mostMs'), turns: sum('turns') };
}

function plannedShare(own: readonly RehearsedTurn[]): Omit<Share, 'turns'> {
  const ms = own.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return { guaranteedMs: ms, mostMs: ms };
}

type Free = Extract<Phase, { kind: 'open' | 'rebuttal' }>;
type Attendance = { held: RehearsedPhase; hereFromMs: number; others: number };

/** Of time that is given as asked, what the others cannot use up: budgets make it sure, and without them there is none. */
function freeShare(part: Free, { held, hereFromMs, others }: Attendance): Omit<Share, 'turns'> {
  if (hereFromMs >= held.toMs) return { guaranteedMs: 0, mostMs: 0 };
  if (part.kind === 'rebuttal') return { guaranteedMs: part.budgetMs, mostMs: part.budgetMs };
  const leftMs = part.totalMs - Math.max(0, hereFromMs - held.fromMs);
  const mostMs = Math.min(leftMs, part.budgetMs ?? leftMs);
  const unusableMs = leftMs - others * (part.budgetMs ?? leftMs);
  return { guaranteedMs: Math.min(mostMs, Math.max(0, unusableMs)), mostMs };
}

function effectOf(inTime: readonly RehearsedPhase[], held: readonly RehearsedPhase[]) {
  const places = inTime.flatMap(({ turns }, phase) =>
    turns.filter(({ planned }) => planned !== null).map((turn) => ({ phase, turn })),
  );
  const givenAt = ({ phase, turn }: PlannedPlace) =>
    held[phase]?.turns.find(({ planned }) => planned === turn.planned);
  return {
    later: places.flatMap((place) => {
      const given = givenAt(place);
      return given && isBehindLaterOnes(held[place.phase]?.turns ?? [], given)
        ? [{ ...place, givenAtMs: given.fromMs }]
        : [];
    }),
    lost: places.filter((place) => !givenAt(place)),
    totalChangeMs: totalOf(held) - totalOf(inTime),
  };
}

function isBehindLaterOnes(turns: readonly RehearsedTurn[], given: RehearsedTurn): boolean {
  return turns.some(({ planned, fromMs }) => (planned ?? 0) > (given.planned ?? 0) && fromMs < given.fromMs);
}
