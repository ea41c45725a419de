/** A debate run through before it is held, by the rules that will run it: nobody stops before their turn's end. */
import type { Format, Phase } from '../protocol/campaign.ts';
import type { Stage, TurnKind } from '../protocol/stage.ts';
import { isFree } from './formats.ts';
import { nextStep } from './next-step.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from './stage.ts';
import { evolve } from './stage-course.ts';

/** Who is not there from the beginning: their place in the lineup, from 0, and when they come. */
export type Late = { speaker: number; arrivesAtMs: number };

/** `planned`: which of its part's planned turns it is; null where turns are given as asked. */
export type RehearsedTurn = {
  speaker: number;
  kind: TurnKind;
  planned: number | null;
  fromMs: number;
  toMs: number;
};

export type RehearsedPhase = { kind: Phase['kind']; fromMs: number; toMs: number; turns: RehearsedTurn[] };

export type Scene = { format: Format; speakers: number; late?: Late | undefined };

type Course = Scene & { plan: Plan; stage: Stage; nowMs: number };
type FreePhase = Extract<Phase, { kind: 'open' | 'rebuttal' }>;

/** The rules give no shorter turn. */
const shortestTurnMs = 1_000;

/** Every part with its turns, counted from the start of the debate; all times are those of a debate without pauses. */
export function runThrough(scene: Scene): RehearsedPhase[] {
  const course: Course = { ...scene, plan: planOf(scene), stage: emptyLobby, nowMs: 0 };
  return scene.format.phases.map((part, phase) => {
    obey(course, phase === 0 ? { kind: 'start' } : { kind: 'next-phase' });
    const fromMs = course.nowMs;
    const turns = isFree(part) ? shareOut(course, part) : giveAll(course);
    return { kind: part.kind, fromMs, toMs: course.nowMs, turns };
  });
}

function planOf({ format, speakers }: Scene): Plan {
  const lineup = Array.from({ length: speakers }, (_, speaker) => {
    const id = String(speaker);
    return { id, candidacyId: id, position: speaker + 1, name: id };
  });
  return { format, lineup };
}

function obey(course: Course, command: StageCommand): void {
  const { plan, nowMs } = course;
  for (const fact of decide(plan, course.stage, command, nowMs)) {
    course.stage = evolve(plan, course.stage, fact, nowMs);
  }
}

function isHere({ late, nowMs }: Course, speaker: number): boolean {
  return late?.speaker !== speaker || nowMs >= late.arrivesAtMs;
}

/** A part of planned turns, as the moderator's one key leads through it. */
function giveAll(course: Course): RehearsedTurn[] {
  const turns: RehearsedTurn[] = [];
  for (;;) {
    const { plan, stage, nowMs } = course;
    const step = nextStep(plan, stage, { nowMs, isHere: (slotId) => isHere(course, Number(slotId)) });
    if (step?.kind !== 'give') return turns;
    turns.push(speak(course, { ...step, mostMs: Number.POSITIVE_INFINITY }));
  }
}

/** A part whose turns are given as asked: all want as much as they can have, and the one heard least is next. */
function shareOut(course: Course, part: FreePhase): RehearsedTurn[] {
  const fromMs = course.nowMs;
  const speakers = sharesOf(course, part).map((leftMs, speaker) => ({ speaker, leftMs, spokenMs: 0 }));
  const turns: RehearsedTurn[] = [];
  for (let next = hungriest(course, speakers); next; next = hungriest(course, speakers)) {
    const turn = speak(course, { slotId: String(next.speaker), planned: null, mostMs: next.leftMs });
    next.spokenMs += turn.toMs - turn.fromMs;
    next.leftMs -= turn.toMs - turn.fromMs;
    turns.push(turn);
  }
  const budgetMs = part.budgetMs ?? Number.POSITIVE_INFINITY;
  const canGoOn = speakers.some(
    ({ speaker, spokenMs }) => isHere(course, speaker) && spokenMs + shortestTurnMs <= budgetMs,
  );
  if (part.kind === 'open' && canGoOn) course.nowMs = fromMs + part.totalMs;
  return turns;
}

type Hungry = { speaker: number; leftMs: number; spokenMs: number };

function hungriest(course: Course, speakers: readonly Hungry[]): Hungry | undefined {
  return speakers
    .filter(({ speaker, leftMs }) => leftMs >= shortestTurnMs && isHere(course, speaker))
    .toSorted((a, b) => a.spokenMs - b.spokenMs)[0];
}

/** What each has of a part: the same, and who comes while it runs that much of what is left of it. */
function sharesOf({ speakers, late, nowMs }: Course, part: FreePhase): number[] {
  const everybody = (shareMs: number) => Array.from({ length: speakers }, () => shareMs);
  if (part.kind === 'rebuttal') return everybody(part.budgetMs);
  const share = (ofMs: number, among: number) => wholeSeconds(Math.min(part.budgetMs ?? ofMs, ofMs / among));
  if (!late || late.arrivesAtMs <= nowMs) return everybody(share(part.totalMs, speakers));
  const lateMs = share(Math.max(0, nowMs + part.totalMs - late.arrivesAtMs), speakers);
  const others = everybody(share(part.totalMs - lateMs, speakers - 1));
  return others.map((otherMs, speaker) => (speaker === late.speaker ? lateMs : otherMs));
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

type Speaking = { slotId: string; planned: number | null; mostMs: number };

function speak(course: Course, { slotId, planned, mostMs }: Speaking): RehearsedTurn {
  obey(course, { kind: 'give', slotId, planned: planned ?? undefined });
  const turn = course.stage.status === 'live' ? course.stage.turn : null;
  if (!turn) throw new RangeError(`the floor was not given to ${slotId}`);
  const { kind, startedAtMs: fromMs, endsAtMs } = turn;
  course.nowMs = Math.min(endsAtMs, fromMs + mostMs);
  obey(course, course.nowMs < endsAtMs ? { kind: 'yield', slotId } : { kind: 'expire' });
  return { speaker: Number(slotId), kind, planned, fromMs, toMs: course.nowMs };
}
