import type { MediaRoom } from '../media/room.ts';
import type { DebateStatus } from '../protocol/campaign.ts';
import type { Stage } from '../protocol/stage.ts';
import { likelySpeakers } from '../rules/next-step.ts';
import { type Audience, audienceOf, deadlineMs } from '../rules/speaking.ts';
import type { HomeRecord } from '../store/debates.ts';
import { StageClock } from './stage-clock.ts';
import type { DebateTools } from './tools.ts';

/** What could not be done because the database was away is tried again. */
const retryMs = 1_000;

const smallest: readonly Audience[] = ['nobody', 'crew', 'everybody'];

/** Brings media, clock, people and the register of debates in line with the stage, in this order. */
export class StageEffects {
  readonly #home: HomeRecord;
  readonly #tools: DebateTools;
  readonly #room: MediaRoom;
  readonly #deadline: StageClock;
  readonly #register: StageClock;
  #stage: Stage | undefined;
  #status: DebateStatus;

  /** `home.status` is what the register says: where it differs from the evidence, the evidence is right. */
  constructor(home: HomeRecord, tools: DebateTools, parts: { room: MediaRoom; onDeadline(): Promise<void> }) {
    this.#home = home;
    this.#tools = tools;
    this.#room = parts.room;
    this.#status = home.status;
    this.#deadline = new StageClock(tools.clock, () => this.#expire(parts.onDeadline));
    this.#register = new StageClock(tools.clock, () => void this.#correctRegister());
  }

  /** After a commit: the stage is this now. */
  async follow(stage: Stage): Promise<void> {
    this.#stage = stage;
    await this.match(stage);
    const nowMs = this.#tools.clock.now();
    this.#room.expect(likelySpeakers(this.#home, stage, { nowMs }));
    await this.#room.feature(stage.status === 'live' ? (stage.turn?.slotId ?? null) : null);
    this.#deadline.set(deadlineMs(stage));
    this.#tools.announce(this.#home.debateId, 'stage', { nowMs: this.#tools.clock.now(), stage });
    await this.#correctRegister();
  }

  /** FLOOR-1, held to all of these stages at once: whoever one of them silences is silent. */
  async match(...stages: Stage[]): Promise<void> {
    const nowMs = this.#tools.clock.now();
    await this.#room.match((producer) => {
      const audiences = stages.map((stage) => audienceOf(stage, producer, nowMs));
      return smallest.find((audience) => audiences.includes(audience)) ?? 'nobody';
    });
  }

  // The evidence is committed; a register that cannot follow now must not make a "no" of it, and must follow later.
  async #correctRegister(): Promise<void> {
    const stage = this.#stage;
    if (stage === undefined || stage.status === this.#status) return;
    try {
      await this.#tools.onStage(this.#home.debateId, stage);
      this.#status = stage.status;
    } catch (error) {
      this.#tools.log.error({ err: error, status: stage.status }, 'register.not-corrected');
      this.#register.set(this.#tools.clock.now() + retryMs);
    }
  }

  // FLOOR-2: silence first. It must not wait for a database that is slow or gone.
  #expire(onDeadline: () => Promise<void>): void {
    onDeadline().catch((error: unknown) => {
      this.#tools.log.error({ err: error }, 'stage.expiry-not-recorded');
      this.#deadline.set(this.#tools.clock.now() + retryMs);
    });
  }

  close(): void {
    this.#deadline.close();
    this.#register.close();
  }
}
