import type { Claims } from '../accounts/tickets.ts';
import { limits } from '../media/limits.ts';
import { MediaRoom } from '../media/room.ts';
import { notBefore } from '../platform/clock.ts';
import type { JobQueues } from '../platform/queues.ts';
import { Turns } from '../platform/turns.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Stage } from '../protocol/stage.ts';
import type { DebateStore, HomeRecord } from '../store/debates.ts';
import type { Leases } from './leases.ts';
import { LiveDebate } from './live-debate.ts';
import type { Connection, Member } from './members.ts';
import type { Wish } from './membership.ts';
import { DebateRecord } from './record.ts';
import type { DebateTools } from './tools.ts';

/** How long before its planned start a debate's lobby can be entered. */
const lobbyBeforeMs = 60 * 60_000;
/** After its end people may stay this long; then the room is given back. */
const afterEndMs = 10 * 60_000;
const tendEveryMs = 2_000;

export type HubTools = Omit<DebateTools, 'onStage' | 'onDone' | 'moderatorsOf'> & {
  debates: DebateStore;
  queues: JobQueues;
  leases: Leases;
};

/** The debates that have their home on this server. */
export class DebateHub {
  readonly #tools: HubTools;
  readonly #homes = new Map<string, LiveDebate>();
  readonly #turns = new Turns();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closing: Promise<void> | undefined;

  private constructor(tools: HubTools) {
    this.#tools = tools;
  }

  /** Takes up every open debate that has no home, before anybody is let in, and goes on looking for such. */
  static async open(tools: HubTools): Promise<DebateHub> {
    const hub = new DebateHub(tools);
    await hub.#adopt();
    hub.#tend();
    return hub;
  }

  /** Renews the leases of the debates here, and takes up those whose server has died. */
  #tend(): void {
    this.#after(tendEveryMs, async () => {
      try {
        await this.#renew();
        await this.#adopt();
      } catch (error) {
        this.#tools.log.error({ err: error }, 'homes.not-tended');
      }
      if (!this.#closing) this.#tend();
    });
  }

  async #renew(): Promise<void> {
    for (const debateId of [...this.#homes.keys()]) {
      if (!(await this.#tools.leases.renew(debateId))) this.#release(debateId);
    }
  }

  async #adopt(): Promise<void> {
    for (const debateId of await this.#tools.debates.withStatus(['lobby', 'live'])) {
      await this.#home(debateId).catch((error: unknown) => {
        const isCarried = error instanceof Refusal && error.code === 'debate-not-open';
        if (!isCarried) this.#tools.log.error({ err: error, debateId }, 'debate.not-resumed');
      });
    }
  }

  /** Lets a connection in with the claims of its ticket, opening the debate's home when it is the first. */
  async enter(
    connection: Connection,
    claims: Claims,
    wish: Wish,
  ): Promise<{ debate: LiveDebate; member: Member }> {
    const debate = await this.#home(claims.debateId);
    return { debate, member: await debate.enter(connection, claims, wish) };
  }

  /** Sends away everybody here whom this concerns, in every debate. */
  async shut(isConcerned: (claims: Claims) => boolean): Promise<void> {
    const shut = [...this.#homes.values()].map((debate) => debate.shut(isConcerned));
    for (const each of await Promise.allSettled(shut)) {
      if (each.status === 'rejected') this.#tools.log.error({ err: each.reason }, 'signed-out.not-recorded');
    }
  }

  #home(debateId: string): Promise<LiveDebate> {
    return this.#turns.take(debateId, async () => {
      const known = this.#homes.get(debateId);
      if (known) return known;
      this.#mayOpen(await this.#tools.debates.homeRecord(debateId));
      if (this.#closing || !(await this.#tools.leases.claim(debateId))) {
        throw new Refusal('debate-not-open', 'its home is another server');
      }
      const debate = await this.#openClaimed(debateId);
      this.#homes.set(debateId, debate);
      return debate;
    });
  }

  /** With the lease in hand; without the debate in the end the lease goes back, for a server that can carry it. */
  async #openClaimed(debateId: string): Promise<LiveDebate> {
    try {
      const debate = await this.#open(await this.#tools.debates.homeRecord(debateId));
      if (!this.#closing) return debate;
      await debate.close();
      throw new Refusal('debate-not-open', 'the server is closing');
    } catch (error) {
      await this.#tools.leases.giveBack(debateId);
      throw error;
    }
  }

  #mayOpen({ status, plannedStartMs }: HomeRecord): void {
    if (status === 'ended' || status === 'final') throw new Refusal('debate-over');
    if (status === 'lobby' || status === 'live') return;
    const isSoon = this.#tools.clock.now() >= plannedStartMs - lobbyBeforeMs;
    if (status !== 'published' || !isSoon) throw new Refusal('debate-not-open');
  }

  async #open(home: HomeRecord): Promise<LiveDebate> {
    const { debateId } = home;
    const plan = { format: home.format, lineup: home.lineup };
    const record = await DebateRecord.open(debateId, plan, this.#tools.evidence);
    const tools: DebateTools = {
      ...this.#tools,
      clock: notBefore(this.#tools.clock, record.found.lastEntryMs),
      log: this.#tools.log.child({ debateId }),
      moderatorsOf: async (id) => (await this.#tools.debates.homeRecord(id)).moderators,
      onStage: (id, stage) => this.#register(id, stage),
      onDone: (id) => this.#release(id),
    };
    let debate: LiveDebate | undefined;
    const room = await MediaRoom.open(tools.workers, {
      debateId,
      log: tools.log,
      onProducers: () => debate?.announceProducers(),
      onVoices: (voices) => debate?.heard(voices, limits.levelIntervalMs),
      onLost: (fromMs) => debate?.mediaLost(fromMs),
      onRebuilt: () => {
        debate
          ?.mediaRebuilt()
          .catch((error: unknown) => tools.log.error({ err: error }, 'outage.not-recorded'));
      },
    });
    debate = new LiveDebate(home, tools, { record, room });
    await debate.begin().catch((error: unknown) => closeAndThrow(debate as LiveDebate, error));
    return debate;
  }

  async #register(debateId: string, stage: Stage): Promise<void> {
    await this.#tools.debates.setStatus(debateId, stage.status, instantsOf(stage));
    if (stage.status !== 'ended') return;
    this.#after(afterEndMs, () => this.#release(debateId));
    // Not awaited: the debate must not wait for a queue, and what the queue loses the sweep finds again.
    this.#tools.queues
      .add('attendance', { debateId }, { key: debateId })
      .catch((error: unknown) => this.#tools.log.error({ err: error, debateId }, 'attendance.not-queued'));
    // No key: a checkpoint that is made now may have looked before the end was there.
    this.#tools.queues
      .add('checkpoints', {})
      .catch((error: unknown) => this.#tools.log.error({ err: error, debateId }, 'checkpoint.not-queued'));
  }

  #after(delayMs: number, work: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  #release(debateId: string): void {
    this.#turns
      .take(debateId, () => this.#give(debateId))
      .catch((error: unknown) => this.#tools.log.error({ err: error, debateId }, 'debate.close-failed'));
  }

  async #give(debateId: string): Promise<void> {
    const debate = this.#homes.get(debateId);
    if (!debate) return;
    this.#homes.delete(debateId);
    await debate.close();
    await this.#tools.leases.giveBack(debateId);
  }

  /** Says farewell to everybody and gives every room back. Live debates go on at the next start, or elsewhere. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = await Promise.allSettled([...this.#homes.keys()].map((debateId) => this.#give(debateId)));
    for (const each of closed) {
      if (each.status === 'rejected') this.#tools.log.error({ err: each.reason }, 'debate.close-failed');
    }
  }
}

/** When it started and ended by its own evidence, however late the register hears of it. */
function instantsOf(stage: Stage): { startedAtMs?: number; endedAtMs?: number } {
  if (stage.status === 'lobby' || stage.startedAtMs === null) {
    return stage.status === 'ended' ? { endedAtMs: stage.endedAtMs } : {};
  }
  const { startedAtMs } = stage;
  return stage.status === 'ended' ? { startedAtMs, endedAtMs: stage.endedAtMs } : { startedAtMs };
}

async function closeAndThrow(debate: LiveDebate, error: unknown): Promise<never> {
  await debate.close();
  throw error;
}
