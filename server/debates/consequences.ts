import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { bySystem } from './evidence-log.ts';
import type { Membership } from './membership.ts';
import type { Proceedings } from './proceedings.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { RollCalls } from './roll-calls.ts';
import type { VoiceCount } from './voice-count.ts';

export type ConsequencesParts = {
  clock: Clock;
  log: Log;
  proceedings: Proceedings;
  membership: Membership;
  rollCalls: RollCalls;
  questions: QuestionDesk;
  voice: VoiceCount;
};

/**
 * What must follow from the evidence beside the stage: lines closed, prompts shown, questions marked, voices counted.
 * It follows from what is committed and never from a request, so that a repeated id moves nobody, and what was
 * committed although its answer was lost, or before a process died, has its consequences all the same.
 */
export class Consequences {
  readonly #parts: ConsequencesParts;

  constructor(parts: ConsequencesParts) {
    this.#parts = parts;
  }

  /** After a commit, in its turn. What fails is logged, and follows with the next commit. */
  async follow(): Promise<void> {
    const { clock, log, proceedings, membership, rollCalls, questions, voice } = this.#parts;
    try {
      rollCalls.follow();
      await membership.expelRemoved(clock.read());
      if (proceedings.record.isVoiceDue) await proceedings.commit([voice.fact()], bySystem, clock.read());
    } catch (error) {
      log.error({ err: error }, 'consequences.not-followed');
    }
    // Not awaited: nobody's turn must wait for marks that the evidence holds already.
    questions.follow().catch((error: unknown) => log.error({ err: error }, 'questions.not-marked'));
  }
}
