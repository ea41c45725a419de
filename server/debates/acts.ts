import type { Act } from '../protocol/acts.ts';
import type { EvidenceEntry, EvidenceKind } from '../protocol/evidence.ts';

/** Samples of the machine, not acts: the committee finds them in the evidence itself. */
const samples: readonly EvidenceKind[] = ['witness.snapshot', 'voice.counted'];

/** A long debate has some hundreds; beyond this the oldest are read in the evidence. */
const mostKept = 20_000;
const mostAtOnce = 200;
const newest = 30;

/** What was done in a debate, for those who run or observe it while it goes on (OBS-1). */
export class Acts {
  readonly #kept: Act[] = [];

  add({ sequence, atMs, kind, actor, payload }: EvidenceEntry): void {
    if (samples.includes(kind)) return;
    this.#kept.push({ sequence, atMs, kind, actor, payload: { ...payload } });
    if (this.#kept.length > mostKept) this.#kept.shift();
  }

  newest(): Act[] {
    return this.#kept.slice(-newest);
  }

  /** Those after a place of the evidence, oldest first. */
  after(sequence: number): { acts: Act[]; isAll: boolean } {
    const later = this.#kept.filter((act) => act.sequence > sequence);
    return { acts: later.slice(0, mostAtOnce), isAll: later.length <= mostAtOnce };
  }
}
