import type { Claims } from '../accounts/tickets.ts';
import { MediaRoom } from '../media/room.ts';
import type { JobQueues } from '../platform/queues.ts';
import { Turns } from '../platform/turns.ts';
import type { DebateStatus } from '../protocol/campaign.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { DebateStore, HomeRecord } from '../store/debates.ts';
import type { Leases } from './leases.ts';
import { LiveDebate } from './live-debate.ts';
import type { Connection, Member } from './members.ts';
import { DebateRecord } from './record.ts';
import type { DebateTools } from './tools.ts';

/** How long before its planned start a debate's lobby can be entered. */
const lobbyBeforeMs = 60 * 60_000;
/** After its end people may stay this long; then the room is given back. */
const afterEndMs = 10 * 60_000;
const tendEveryMs = 2_000;

export type HubTools = Omit<DebateTools, 'onStatus' | 'onDone'> & {
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
        for (const debateId of this.#homes.keys()) await this.#tools.leases.take(debateId);
        await this.#adopt();
      } catch (error) {
        this.#tools.log.error({ err: error }, 'homes.not-tended');
      }
      if (!this.#closing) this.#tend();
    });
  }

  async #adopt(): Promise<void> {
    for (const debateId of await this.#tools.debates.withStatus(['lobby', 'live'])) {
      await this.#home(debateId).catch((error: unknown) => {
        if (!(error instanceof Refusal))
          this.#tools.log.error({ err: error, debateId }, 'debate.not-resumed');
      });
    }
  }

  /** Lets a connection in with the claims of its ticket, opening the debate's home when it is the first. */
  async enter(connection: Connection, claims: Claims): Promise<{ debate: LiveDebate; member: Member }> {
    const debate = await this.#home(claims.debateId);
    return { debate, member: await debate.enter(connection, claims) };
  }

  #home(debateId: string): Promise<LiveDebate> {
    return this.#turns.take(debateId, async () => {
      if (this.#closing) throw new Refusal('debate-not-open', 'the server is closing');
      const known = this.#homes.get(debateId);
      if (known) return known;
      const home = await this.#tools.debates.homeRecord(debateId);
      this.#mayOpen(home);
      if (!(await this.#tools.leases.take(debateId))) {
        throw new Refusal('debate-not-open', 'its home is another server');
      }
      const debate = await this.#open(home);
      this.#homes.set(debateId, debate);
      return debate;
    });
  }

  #mayOpen({ status, plannedStartMs }: HomeRecord): void {
    if (status === 'ended' || status === 'final') throw new Refusal('debate-over');
    if (status === 'lobby' || status === 'live') return;
    const isSoon = this.#tools.clock.now() >= plannedStartMs - lobbyBeforeMs;
    if (status !== 'published' || !isSoon) throw new Refusal('debate-not-open');
  }

  async #open(home: HomeRecord): Promise<LiveDebate> {
    const { debateId } = home;
    const tools: DebateTools = {
      ...this.#tools,
      log: this.#tools.log.child({ debateId }),
      onStatus: (id, status, atMs) => this.#statusChanged(id, status, atMs),
      onDone: (id) => this.#release(id),
    };
    const record = await DebateRecord.open(
      debateId,
      { format: home.format, lineup: home.lineup },
      tools.evidence,
    );
    let debate: LiveDebate | undefined;
    const room = await MediaRoom.open(tools.workers, {
      debateId,
      log: tools.log,
      onProducers: () => debate?.announceProducers(),
      onLevel: (level) => tools.announce(debateId, 'level', level),
      onLost: (fromMs) => debate?.mediaLost(fromMs),
      onRebuilt: () => tools.announce(debateId, 'media.rebuilt', {}),
    });
    debate = new LiveDebate(home, tools, { record, room });
    await debate.begin().catch((error: unknown) => closeAndThrow(debate as LiveDebate, error));
    return debate;
  }

  async #statusChanged(debateId: string, status: DebateStatus, atMs: number): Promise<void> {
    const instant = status === 'live' ? { startedAtMs: atMs } : status === 'ended' ? { endedAtMs: atMs } : {};
    await this.#tools.debates.setStatus(debateId, status, instant);
    if (status !== 'ended') return;
    this.#after(afterEndMs, () => this.#release(debateId));
    // Not awaited: the debate must not wait for a queue, and what the queue loses the sweep finds again.
    this.#tools.queues
      .add('attendance', { debateId }, { key: debateId })
      .catch((error: unknown) => this.#tools.log.error({ err: error, debateId }, 'attendance.not-queued'));
  }

  #after(delayMs: number, work: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    this.#timers.add(timer);
  }

  #release(debateId: string): void {
    const debate = this.#homes.get(debateId);
    if (!debate) return;
    this.#homes.delete(debateId);
    debate
      .close()
      .then(() => this.#tools.leases.giveBack(debateId))
      .catch((error: unknown) => this.#tools.log.error({ err: error, debateId }, 'debate.close-failed'));
  }

  /** Says farewell to everybody and gives every room back. Live debates go on at the next start. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const [debateId, debate] of this.#homes) {
      await debate.close();
      await this.#tools.leases.giveBack(debateId);
    }
    this.#homes.clear();
  }
}

async function closeAndThrow(debate: LiveDebate, error: unknown): Promise<never> {
  await debate.close();
  throw error;
}
