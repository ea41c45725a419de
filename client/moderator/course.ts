import type { Phase } from '../../server/protocol/campaign.ts';
import type { DebateView, Turn } from '../../server/protocol/stage.ts';
import { phaseAt } from '../../server/rules/formats.ts';
import { type NextStep, nextStep } from '../../server/rules/next-step.ts';
import { agendaOf, turnLength } from '../../server/rules/turns.ts';
import { isHere, liveStage } from './desk.ts';

/** One turn that is to come: whose, what for, and for how long. */
export type Coming = Pick<Turn, 'slotId' | 'kind' | 'planned' | 'phase'> & { lengthMs: number };

/** How many turns after the next are shown. */
const shownAfter = 3;

export function stepOf(view: DebateView, nowMs: number): NextStep | null {
  return nextStep(view, view.stage, { nowMs, isHere: (slotId) => isHere(view, slotId) });
}

/** The turn that a step gives, with the length it would have now. */
export function comingBy(view: DebateView, step: NextStep | null, nowMs: number): Coming | null {
  return step?.kind === 'give' ? coming(view, { slotId: step.slotId, planned: step.planned, nowMs }) : null;
}

type Given = { slotId: string; planned: number | null; nowMs: number };

function coming(view: DebateView, { slotId, planned, nowMs }: Given): Coming | null {
  const stage = liveStage(view);
  if (!stage) return null;
  const { phase } = stage;
  const kind = planned === null ? 'speech' : (agendaOf(view, phase)[planned]?.kind ?? 'speech');
  const { entitledMs: lengthMs } = turnLength({ plan: view, stage, nowMs }, slotId, planned);
  return { slotId, kind, planned, phase, lengthMs };
}

/** The planned turns after the next one. */
export function afterwards(view: DebateView, step: NextStep | null, nowMs: number): Coming[] {
  const stage = liveStage(view);
  if (!stage || step?.kind !== 'give' || step.planned === null) return [];
  const agenda = agendaOf(view, stage.phase);
  return stage.waiting
    .filter((planned) => planned !== step.planned && canBeHeld(view, agenda[planned]))
    .slice(0, shownAfter)
    .flatMap((planned) => coming(view, { slotId: agenda[planned]?.slotId ?? '', planned, nowMs }) ?? []);
}

type Agenda = ReturnType<typeof agendaOf>;

/** Neither a speaker nor whoever is asked may be missing. */
function canBeHeld(view: DebateView, turn: Agenda[number] | undefined): boolean {
  if (!turn || !isHere(view, turn.slotId)) return false;
  return turn.toSlotId === null || isHere(view, turn.toSlotId);
}

/** Those whose planned turn waits because they are not here. */
export function missed(view: DebateView): string[] {
  const stage = liveStage(view);
  if (!stage || stage.waiting.length === 0) return [];
  const agenda = agendaOf(view, stage.phase);
  const waiting = new Set(stage.waiting.map((planned) => agenda[planned]?.slotId));
  return view.lineup.map(({ id }) => id).filter((id) => waiting.has(id) && !isHere(view, id));
}

/** The part that comes after the one of now; null when there is none. */
export function nextPart(view: DebateView): Phase['kind'] | null {
  const stage = liveStage(view);
  const next = stage ? stage.phase + 1 : 0;
  return next < view.format.phases.length ? phaseAt(view.format, next).kind : null;
}
