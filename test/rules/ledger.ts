import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import type { LiveStage, Stage } from '../../server/protocol/stage.ts';
import { firstSequence, type Moment, type Played } from './random-debates.ts';
import { live } from './scene.ts';

/** Who had the floor and for how long, by the wall clock alone: what the stage's own accounts must come to. */
export class Ledger {
  #used = new Map<string, number>();
  #nobodyMs = 0;
  readonly #pages = new Map<number, { used: Map<string, number>; nobodyMs: number }>();

  get used() {
    return this.#used;
  }

  get totalMs() {
    return [...this.#used.values()].reduce((sum, ms) => sum + ms, this.#nobodyMs);
  }

  /** The time between two moments: the holder's until the turn's end, nobody's after it. */
  passes(stage: Stage, fromMs: number, toMs: number): void {
    const turn = stage.status === 'live' && !stage.pause ? stage.turn : null;
    const spokenMs = turn ? Math.max(0, Math.min(toMs, turn.endsAtMs) - fromMs) : 0;
    if (turn) this.#add(turn.slotId, spokenMs);
    this.#nobodyMs += toMs - fromMs - spokenMs;
  }

  /** What turns out afterwards to have been a lost line or an outage of ours was nobody's. */
  wasNobodys(slotId: string, ms: number): void {
    this.#add(slotId, -ms);
    this.#nobodyMs += ms;
  }

  remember(sequence: number): void {
    this.#pages.set(sequence, { used: new Map(this.#used), nobodyMs: this.#nobodyMs });
  }

  /** All that happened since that entry was nobody's. */
  takeBack(sequence: number): void {
    const { totalMs } = this;
    const page = this.#pages.get(sequence);
    if (!page) throw new Error(`nothing at ${sequence}`);
    this.#used = new Map(page.used);
    this.#nobodyMs = page.nobodyMs;
    this.#nobodyMs += totalMs - this.totalMs;
  }

  #add(slotId: string, ms: number): void {
    this.#used.set(slotId, (this.#used.get(slotId) ?? 0) + ms);
  }
}

/** Follows a debate by the wall clock; `at` sees the accounts after each command. */
export function account({ moments }: Played, at: (moment: Moment, ledger: Ledger) => void): void {
  const ledger = new Ledger();
  let sequence = firstSequence;
  let sinceMs = moments[0]?.nowMs ?? 0;
  for (const moment of moments) {
    const { before, facts, nowMs, undone } = moment;
    ledger.passes(before, sinceMs, nowMs);
    ledger.remember(sequence);
    for (const fact of facts) correct(ledger, before, { fact, nowMs });
    if (undone && movedFloor(undone.before, live(before))) ledger.takeBack(undone.sequence);
    sequence += facts.length;
    sinceMs = nowMs;
    at(moment, ledger);
  }
}

/** Whether what happened since then stopped, began or silenced a turn; time added to one does not. */
export function movedFloor(before: LiveStage, now: LiveStage): boolean {
  const speaker = now.turn?.slotId ?? '';
  return floorIn(before) !== floorIn(now) || before.muted.includes(speaker) !== now.muted.includes(speaker);
}

function floorIn({ phase, pause, turn, held }: LiveStage): string {
  const running = turn && [turn.slotId, turn.planned, turn.startedAtMs, turn.entitledMs];
  return JSON.stringify([phase, pause, running, held && [held.slotId, held.heldAtMs]]);
}

function correct(
  ledger: Ledger,
  before: Stage,
  { fact, nowMs }: { fact: EvidenceFact; nowMs: number },
): void {
  const turn = before.status === 'live' && !before.pause ? before.turn : null;
  if (!turn) return;
  const spokenUntilMs = Math.min(nowMs, turn.endsAtMs);
  if (fact.kind === 'turn.held' && fact.payload.slotId === turn.slotId)
    ledger.wasNobodys(turn.slotId, Math.max(0, spokenUntilMs - fact.payload.sinceMs));
  if (fact.kind === 'debate.resumed')
    ledger.wasNobodys(
      turn.slotId,
      Math.max(0, spokenUntilMs - Math.min(nowMs - fact.payload.shiftMs, turn.endsAtMs)),
    );
}
