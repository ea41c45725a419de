import type { Phase } from '../../server/protocol/campaign.ts';
import type { DebateView, LiveStage } from '../../server/protocol/stage.ts';
import { isFree, phaseAt, phaseLengthMs } from '../../server/rules/formats.ts';
import { clockMs } from '../../server/rules/stage-course.ts';
import { agendaOf } from '../../server/rules/turns.ts';

/** `inMs`: how long until it begins if everybody before uses their time to its end. */
export type NextTurn = { kind: 'speech' | 'question' | 'answer'; toSlotId: string | null; inMs: number };

type Seen = Pick<DebateView, 'format' | 'lineup' | 'presence'>;
type Asking = { view: Seen; stage: LiveStage; slotId: string; nowMs: number };

/** The next turn that the format itself gives to this slot, in this part or a later one; null: none any more. */
export function nextOwnTurn(asking: Asking): NextTurn | null {
  const { view, stage } = asking;
  let inMs = runningMs(asking);
  for (let phase = stage.phase; phase < view.format.phases.length; phase += 1) {
    const found = inPhase(asking, phase, inMs);
    if (found.isOwn) return found.turn;
    inMs = found.inMs;
  }
  return null;
}

/** What is left of the turn that runs and of the one that stands still. */
function runningMs({ stage, nowMs }: Asking): number {
  const { turn, held } = stage;
  const leftMs = turn ? Math.max(0, turn.endsAtMs - clockMs(stage, nowMs)) : 0;
  return leftMs + (held?.leftMs ?? 0);
}

type Found = { isOwn: true; turn: NextTurn } | { isOwn: false; inMs: number };

function inPhase(asking: Asking, phase: number, fromMs: number): Found {
  const { view, stage, slotId } = asking;
  const part = phaseAt(view.format, phase);
  if (isFree(part)) return { isOwn: false, inMs: fromMs + freeLeftMs(asking, part, phase) };
  const agenda = agendaOf(view, phase);
  const waiting = phase === stage.phase ? stage.waiting : agenda.map((_, planned) => planned);
  let inMs = fromMs;
  for (const planned of waiting) {
    const turn = agenda[planned];
    if (!turn || !willSpeak(asking, turn.slotId)) continue;
    const { kind, toSlotId } = turn;
    if (turn.slotId === slotId) return { isOwn: true, turn: { kind, toSlotId, inMs } };
    inMs += lengthOf(stage, { phase, planned, turnMs: turn.turnMs });
  }
  return { isOwn: false, inMs };
}

/** Who was sent out or is away is passed over, and has the turn later. */
function willSpeak({ view, stage, slotId }: Asking, speaker: string): boolean {
  if (speaker === slotId) return true;
  if (stage.removed.includes(speaker)) return false;
  return view.presence.some((slot) => slot.slotId === speaker && slot.session);
}

type Planned = { phase: number; planned: number; turnMs: number };

function lengthOf(stage: LiveStage, { phase, planned, turnMs }: Planned): number {
  const owed = phase === stage.phase ? stage.owed.find((turn) => turn.planned === planned) : undefined;
  return owed?.leftMs ?? turnMs;
}

function freeLeftMs({ view, stage, nowMs }: Asking, part: Phase, phase: number): number {
  const wholeMs = phaseLengthMs(part, view.lineup.length);
  if (phase !== stage.phase) return wholeMs;
  const runsMs = runningMs({ view, stage, slotId: '', nowMs });
  if (stage.phaseEndsAtMs !== null) return Math.max(0, stage.phaseEndsAtMs - clockMs(stage, nowMs) - runsMs);
  const usedMs = Object.values(stage.phaseUsedMs).reduce((sum, ms) => sum + ms, 0);
  return Math.max(0, wholeMs - usedMs - runsMs);
}
