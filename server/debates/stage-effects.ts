import type { MediaRoom } from '../media/room.ts';
import type { DebateStatus } from '../protocol/campaign.ts';
import type { Stage } from '../protocol/stage.ts';
import { deadlineMs, mayBeHeard, mayBeSeen } from '../rules/stage.ts';
import type { HomeRecord } from '../store/debates.ts';
import { StageClock } from './stage-clock.ts';
import type { DebateTools } from './tools.ts';

/** An expiry that could not be recorded is tried again; the microphone is off already. */
const expiryRetryMs = 1_000;

/** Brings media, clock, register and people in line with the stage, in this order and after the commit. */
export class StageEffects {
  readonly #debateId: string;
  readonly #tools: DebateTools;
  readonly #room: MediaRoom;
  readonly #deadline: StageClock;
  #status: DebateStatus;

  /** `home.status` is what the register says: where it differs from the evidence, the evidence is right. */
  constructor(home: HomeRecord, tools: DebateTools, parts: { room: MediaRoom; onDeadline(): Promise<void> }) {
    this.#debateId = home.debateId;
    this.#tools = tools;
    this.#room = parts.room;
    this.#status = home.status;
    this.#deadline = new StageClock(tools.clock, () => this.#expire(parts.onDeadline));
  }

  async follow(stage: Stage): Promise<void> {
    await this.match(stage);
    this.#deadline.set(deadlineMs(stage));
    if (stage.status !== this.#status) await this.#statusChanged(stage);
    this.#tools.announce(this.#debateId, 'stage', { nowMs: this.#tools.clock.now(), stage });
  }

  /** FLOOR-1: a candidate's microphone is open with the floor only; cameras and the moderator while it is live. */
  async match(stage: Stage): Promise<void> {
    const nowMs = this.#tools.clock.now();
    await this.#room.match(({ slotId, source }) =>
      slotId === null || source === 'camera' ? mayBeSeen(stage) : mayBeHeard(stage, slotId, nowMs),
    );
  }

  async #statusChanged(stage: Stage): Promise<void> {
    this.#status = stage.status;
    await this.#tools.onStatus(this.#debateId, stage.status, this.#tools.clock.now());
  }

  // FLOOR-2: silence first. It must not wait for a database that is slow or gone.
  #expire(onDeadline: () => Promise<void>): void {
    onDeadline().catch((error: unknown) => {
      this.#tools.log.error({ err: error, debateId: this.#debateId }, 'stage.expiry-not-recorded');
      this.#deadline.set(this.#tools.clock.now() + expiryRetryMs);
    });
  }

  close(): void {
    this.#deadline.close();
  }
}
