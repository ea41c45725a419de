/** Who opened, for how long, and when the debate stood still: a clerk's journal of the floor (domain spec 7.2). */
import { type Fields, fieldsOf, textOf, wholeOf, wholeOrNull } from './fields.ts';
import { atStart, type Position, positionIn, type Speech, spokenBy } from './floor-position.ts';
import type { Entry } from './log.ts';

export type Stretch = { turn: number; slotId: string; fromMs: number; toMs: number; sequence: number };
export type Span = { fromMs: number; toMs: number };

export class Floor {
  /** Of opening parts alone: nothing else is asked of a candidate's turns. */
  readonly openings: Stretch[] = [];
  readonly pauses: Span[] = [];
  readonly #phases: readonly string[];
  readonly #order: readonly string[];
  readonly #plannedTurns = new Map<string, number>();
  /** Where the floor was after each entry that moved it. */
  readonly #trail: { sequence: number; position: Position }[] = [];
  #now = atStart;
  #isLive = false;

  constructor(phases: readonly string[], order: readonly string[]) {
    this.#phases = phases;
    this.#order = order;
  }

  take(entry: Entry): void {
    if (entry.kind === 'debate.started') this.#isLive = true;
    if (!this.#isLive) return;
    const next = this.#after(entry, fieldsOf(entry.payload));
    if (next === this.#now) return;
    if (this.#now.pausedAtMs !== null && next.pausedAtMs === null)
      this.pauses.push({ fromMs: this.#now.pausedAtMs, toMs: entry.atMs });
    this.#now = next;
    this.#trail.push({ sequence: entry.sequence, position: next });
    if (entry.kind === 'debate.ended') this.#isLive = false;
  }

  #after(entry: Entry, payload: Fields): Position {
    const now = this.#now;
    switch (entry.kind) {
      case 'phase.started':
        this.#stop(now.speech, { spokenMs: this.#spokenMs(entry.atMs), sequence: entry.sequence });
        return this.#phaseStarted(wholeOf(payload, 'phase'));
      case 'turn.started':
        return this.#turnStarted(entry, payload);
      case 'turn.ended':
        return this.#turnEnded(entry, payload);
      case 'turn.held':
        return this.#turnHeld(entry, wholeOf(payload, 'spokenMs'));
      case 'turn.continued':
        return this.#turnContinued(entry, wholeOf(payload, 'endsAtMs'));
      case 'turn.postponed':
        return this.#turnPostponed();
      case 'time.adjusted':
        return this.#adjusted(textOf(payload, 'slotId'), wholeOf(payload, 'byMs'));
      default:
        return this.#afterClockAct(entry, payload);
    }
  }

  #afterClockAct(entry: Entry, payload: Fields): Position {
    const now = this.#now;
    switch (entry.kind) {
      case 'debate.paused':
        return { ...now, pausedAtMs: entry.atMs };
      case 'debate.continued':
        return { ...this.#later(entry, wholeOf(payload, 'shiftMs')), pausedAtMs: null };
      case 'debate.resumed':
        return now.pausedAtMs === null ? this.#later(entry, wholeOf(payload, 'shiftMs')) : now;
      case 'debate.ended':
        this.#stop(now.speech, { spokenMs: this.#spokenMs(entry.atMs), sequence: entry.sequence });
        return { ...atStart, phase: now.phase };
      case 'act.undone':
        return this.#undone(entry, payload);
      default:
        return now;
    }
  }

  /** A stretch of the turn is over when more of it was spoken than at its beginning. */
  #stop(speech: Speech | null, { spokenMs, sequence }: { spokenMs: number; sequence: number }): void {
    if (!speech || spokenMs <= speech.spokenMs || this.#phases[speech.phase] !== 'opening') return;
    const { turn, slotId, fromMs } = speech;
    this.openings.push({ turn, slotId, fromMs, toMs: fromMs + spokenMs - speech.spokenMs, sequence });
  }

  /** Of the running turn by then; a pause stops the clock where it began. */
  #spokenMs(atMs: number): number {
    const { speech, pausedAtMs } = this.#now;
    return speech ? spokenBy(speech, pausedAtMs ?? atMs) : 0;
  }

  #phaseStarted(phase: number): Position {
    const unopened = this.#phases[phase] === 'opening' ? this.#order.map((_, place) => place) : [];
    return { ...this.#now, speech: null, held: null, phase, unopened };
  }

  #turnStarted({ sequence, atMs }: Entry, payload: Fields): Position {
    const slotId = textOf(payload, 'slotId');
    const phase = wholeOf(payload, 'phase');
    // A turn written down without its kind is the slot's planned one, as long as that is still to come.
    const guess = payload.kind === undefined ? this.#openingOf(slotId) : null;
    const planned = wholeOrNull(payload, 'planned') ?? guess;
    const turn = planned === null ? sequence : this.#numberOf(`${phase} ${slotId} ${planned}`, sequence);
    const endsAtMs = wholeOf(payload, 'endsAtMs');
    const speech = { turn, slotId, phase, planned, spokenMs: 0, fromMs: atMs, endsAtMs };
    const unopened = this.#now.unopened.filter((place) => place !== planned);
    return { ...this.#now, speech, unopened };
  }

  #openingOf(slotId: string): number | null {
    return this.#now.unopened.find((place) => this.#order[place] === slotId) ?? null;
  }

  /** A planned turn that comes again is the turn that it was. */
  #numberOf(planned: string, sequence: number): number {
    const number = this.#plannedTurns.get(planned) ?? sequence;
    this.#plannedTurns.set(planned, number);
    return number;
  }

  #turnEnded({ sequence }: Entry, payload: Fields): Position {
    const { speech } = this.#now;
    if (speech?.slotId !== textOf(payload, 'slotId')) return { ...this.#now, held: null };
    this.#stop(speech, { spokenMs: wholeOf(payload, 'usedMs'), sequence });
    return { ...this.#now, speech: null };
  }

  #turnHeld({ sequence }: Entry, spokenMs: number): Position {
    const { speech } = this.#now;
    if (!speech) return this.#now;
    this.#stop(speech, { spokenMs, sequence });
    const { turn, slotId, phase, planned } = speech;
    return { ...this.#now, speech: null, held: { turn, slotId, phase, planned, spokenMs } };
  }

  #turnContinued({ atMs }: Entry, endsAtMs: number): Position {
    const { held, pausedAtMs } = this.#now;
    if (!held) return this.#now;
    return { ...this.#now, held: null, speech: { ...held, fromMs: pausedAtMs ?? atMs, endsAtMs } };
  }

  #turnPostponed(): Position {
    const { held, unopened } = this.#now;
    const isOpening = held !== null && held.planned !== null && this.#phases[this.#now.phase] === 'opening';
    return {
      ...this.#now,
      held: null,
      unopened: isOpening ? [...unopened, held.planned as number] : unopened,
    };
  }

  #adjusted(slotId: string, byMs: number): Position {
    const { speech } = this.#now;
    if (speech?.slotId !== slotId) return this.#now;
    return { ...this.#now, speech: { ...speech, endsAtMs: speech.endsAtMs + byMs } };
  }

  /** The clock was set on by as much as nobody should lose; what was spoken before is a stretch of its own. */
  #later({ atMs, sequence }: Entry, shiftMs: number): Position {
    const { speech } = this.#now;
    if (!speech) return { ...this.#now };
    const spokenMs = spokenBy(speech, atMs - shiftMs);
    this.#stop(speech, { spokenMs, sequence });
    const endsAtMs = speech.endsAtMs + shiftMs;
    const later = { ...speech, spokenMs, fromMs: Math.min(atMs, endsAtMs), endsAtMs };
    return { ...this.#now, speech: later };
  }

  /** The pages of the journal since that act are torn out, and the stage is the one that stands in the entry. */
  #undone({ sequence }: Entry, payload: Fields): Position {
    const from = wholeOf(payload, 'sequence');
    const found = this.#trail.findLast((step) => step.sequence < from)?.position ?? atStart;
    const kept = this.openings.filter((stretch) => stretch.sequence < from);
    this.openings.splice(0, this.openings.length, ...kept);
    for (const [planned, turn] of this.#plannedTurns) if (turn >= from) this.#plannedTurns.delete(planned);
    const position = positionIn(fieldsOf(payload.stage), found);
    if (position.speech) this.#stop(found.speech, { spokenMs: position.speech.spokenMs, sequence });
    const isOpening = this.#phases[position.phase] === 'opening';
    return isOpening ? position : { ...position, unopened: [] };
  }
}
