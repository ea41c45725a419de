import { randomUUID } from 'node:crypto';
import type { Scheduler } from 'fast-check';
import type { EvidenceSource } from '../../server/debates/evidence-log.ts';
import { LiveDebate } from '../../server/debates/live-debate.ts';
import { DebateRecord } from '../../server/debates/record.ts';
import type { DebateTools } from '../../server/debates/tools.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import { openLog } from '../../server/platform/log.ts';
import type { EvidenceEntry } from '../../server/protocol/evidence.ts';
import type { HomeRecord } from '../../server/store/debates.ts';
import { HomeLost } from '../../server/store/evidence.ts';
import { type HandClock, openHandClock } from '../support/hand-clock.ts';

/** What becomes of one write: done, not done and not answered, or done and not answered. */
export type Write = 'answered' | 'lost' | 'unanswered';

const names = { kk: 'Пікірсайыс', ru: 'Дебаты', en: 'Debate' };
const startMs = 1_800_000_000_000;
const log = openLog('silent');

export const [alma, ben] = [randomUUID(), randomUUID()];
const accounts = { alma: 'alma', ben: 'ben', mira: 'mira', nora: 'nora' } as const;
export type Account = keyof typeof accounts;
export const slotOfAccount: Record<string, string> = { alma, ben };

const moderators = [
  { accountId: accounts.mira, name: 'Mira' },
  { accountId: accounts.nora, name: 'Nora' },
];

const home: HomeRecord = {
  debateId: randomUUID(),
  campaignId: randomUUID(),
  title: names,
  status: 'published',
  format: {
    names,
    phases: [
      { kind: 'opening', turnMs: 60_000 },
      { kind: 'rebuttal', turnMs: 60_000, budgetMs: 600_000 },
    ],
  },
  ruleSet: {
    version: 1,
    validFromMs: 0,
    lateAfterMs: 10_000,
    bridgeMs: 30_000,
    sharePercent: 75,
    openingTurnMinMs: 0,
    voidOutagePercent: 50,
    minimumSpeakers: 2,
    witnessesNeeded: 1,
    silenceMs: 90_000,
  },
  ruleSetId: randomUUID(),
  lineup: [alma, ben].map((id, index) => ({
    id,
    candidacyId: randomUUID(),
    position: index + 1,
    name: `Speaker ${index + 1}`,
  })),
  plannedStartMs: startMs,
  plannedMs: 240_000,
  startedAtMs: null,
  endedAtMs: null,
  moderators,
  moderatorIds: moderators.map(({ accountId }) => accountId),
  slotOfAccount,
};

export const plan = { format: home.format, lineup: home.lineup };

/**
 * One debate at its home, or at two, over evidence whose every step waits for the scheduler. The debate, its rules, its
 * rooms and the fence are the real ones; only the database behind the fence is a list.
 */
export class ScheduledDebate {
  readonly entries: EvidenceEntry[] = [];
  readonly clock: HandClock = openHandClock(startMs);
  readonly #scheduler: Scheduler;
  readonly #takeRoom: () => MediaRoom;
  readonly #writes: Write[] = [];
  readonly #homes: LiveDebate[] = [];

  constructor(scheduler: Scheduler, takeRoom: () => MediaRoom) {
    this.#scheduler = scheduler;
    this.#takeRoom = takeRoom;
  }

  /** The one that took the debate up last. */
  get home(): LiveDebate {
    return this.#homes.at(-1) as LiveDebate;
  }

  /** How many moderators have led it, one after the other. */
  get chairs(): number {
    return this.entries.filter(({ kind }) => kind === 'chair.taken').length;
  }

  /** From now on writes go like this, one after the other; when there is nothing left they go well. */
  fail(writes: readonly Write[]): void {
    this.#writes.splice(0, Number.POSITIVE_INFINITY, ...writes);
  }

  /** Somebody's turn to go on, when the scheduler says so. */
  turn(label: string): Promise<void> {
    return this.#scheduler.schedule(Promise.resolve(), label);
  }

  /**
   * Opens the debate, or takes it up on another server: the one before learns of it at its next write. False: that one
   * wrote first, and this one has to leave it.
   */
  async takeUp(): Promise<boolean> {
    const tools = this.#tools(() => opened.close());
    const record = await DebateRecord.open(home.debateId, plan, tools.evidence);
    const opened = new LiveDebate(home, tools, { record, room: this.#takeRoom() });
    try {
      await opened.begin();
      this.#homes.push(opened);
      return true;
    } catch (error) {
      if (this.#homes.length === 0) throw error;
      await opened.close();
      return false;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#homes.map((one) => one.close()));
  }

  #tools(onDone: () => Promise<void>): DebateTools {
    const nothing = async () => {};
    return {
      clock: this.clock,
      log,
      workers: undefined as never,
      evidence: this.#source(),
      heartbeats: { beat: nothing, last: async () => null },
      announce: () => {},
      key: { keyId: '0'.repeat(16), sign: () => '' },
      questions: {
        askable: () => Promise.reject(new Error('there are no questions')),
        top: async () => [],
        markAsked: () => Promise.reject(new Error('there are no questions')),
        markNotAsked: () => Promise.reject(new Error('there are no questions')),
      },
      moderatorsOf: async () => moderators,
      random: () => 0,
      onStage: nothing,
      onDone: () => void onDone(),
    };
  }

  #source(): EvidenceSource {
    return {
      read: async () => {
        await this.turn('read');
        return [...this.entries];
      },
      head: async () => {
        await this.turn('head');
        return this.entries.at(-1) ?? null;
      },
      append: async (batch) => {
        await this.turn('write');
        const how = this.#writes.shift() ?? 'answered';
        if (how === 'lost') throw new Error('the line to the database was cut');
        this.#write(batch);
        await this.turn('answer');
        if (how === 'unanswered') throw new Error('the line to the database was cut');
      },
    };
  }

  /** As the database's key does it: all or nothing, and each place of the chain once. */
  #write(batch: readonly EvidenceEntry[]): void {
    if (batch[0]?.sequence !== this.entries.length + 1) throw new HomeLost(home.debateId);
    this.entries.push(...batch);
  }
}
