import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { EvidenceFact, WitnessReading } from '../protocol/evidence.ts';
import type { LineQuality, SlotPresence, Stage } from '../protocol/stage.ts';
import type { StageCommand } from '../rules/stage.ts';
import type { Member, Members } from './members.ts';
import { type Device, transitions, unseen, witnessCount } from './witness-readings.ts';

const sampleEveryMs = 2_000;
/** While the floor waits for somebody they are looked for more often: their turn goes on as soon as they are back. */
const soonMs = 1_000;
/** Over a shorter time it says nothing that no media came: in a pause a microphone sends a packet every 400 ms. */
const shortestLookMs = 500;
const snapshotEveryMs = 30_000;
/** A longer pause between two samples is a stall of ours: nobody could be seen in it. */
const stallMs = 6_000;

export type WatchTools = {
  members: Members;
  clock: Clock;
  log: Log;
  isLive(): boolean;
  /** The floor stands still until somebody's connection is back. */
  isFloorWaiting(): boolean;
  /** Records what was seen; called once a sample, with the facts in order. */
  onSample(facts: EvidenceFact[], atMs: number): Promise<void>;
  /** Somebody talked for so long into a microphone that was shut. */
  onTalk(slotId: string, lastedMs: number): void;
};

type Seen = { reading: WitnessReading; quality: LineQuality; talkingMs: number };

/** Samples the three witnesses of every slot's devices, and turns what changed into evidence. */
export class PresenceWatch {
  readonly #tools: WatchTools;
  readonly #devices = new Map<string, Device>();
  readonly #quality = new Map<string, LineQuality>();
  /** Slots whose media arrived, on whatever device, in the last sample. */
  #heard: ReadonlySet<string> = new Set();
  /** Slots whose media arrived before and not since this instant. */
  readonly #lostMs = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #lastSampleMs: number;
  #lastSnapshotMs = 0;
  #isClosed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(tools: WatchTools) {
    this.#tools = tools;
    this.#lastSampleMs = tools.clock.now();
    this.#arm();
  }

  /** Makes the next sample carry a whole snapshot: at a debate's start the log must say who is there. */
  anchor(): void {
    this.#lastSnapshotMs = 0;
  }

  /** Somebody has just come in on this device: the connection itself is the first witness. */
  welcome(slotId: string, device: string, atMs: number): EvidenceFact[] {
    const before = unseen(slotId, device, atMs);
    const reading = { slotId, device, session: true, transport: false, media: false };
    const { device: after, facts } = transitions(before, { reading, atMs, sessionProofMs: atMs });
    this.#devices.set(device, after);
    return facts;
  }

  forget(device: string): void {
    this.#devices.delete(device);
    this.#quality.delete(device);
  }

  isPresent(slotId: string, witnessesNeeded: number): boolean {
    return this.#of(slotId).some((device) => witnessCount(device) >= witnessesNeeded);
  }

  /** No witness saw this device in its last sample. */
  isUnseen(device: string): boolean {
    const last = this.#devices.get(device);
    return last !== undefined && witnessCount(last) === 0;
  }

  /** What the witnesses of a slot see over all its devices. */
  ofSlot(slotId: string): Omit<SlotPresence, 'slotId' | 'isIdentityConfirmed'> {
    const devices = this.#of(slotId);
    return {
      session: devices.some((device) => device.session),
      transport: devices.some((device) => device.transport),
      media: devices.some((device) => device.media),
      quality:
        devices.map(({ device }) => this.#quality.get(device) ?? 'none').find((one) => one !== 'none') ??
        'none',
    };
  }

  /**
   * FLOOR-9: what the last sample means for the floor. Media that stopped arriving from whoever speaks is the first sign
   * of a lost line, also where a page is back without it; the loss counts from the last proof.
   */
  floorCommands(stage: Stage): StageCommand[] {
    if (stage.status !== 'live') return [];
    const { turn, held } = stage;
    if (held?.cause === 'connection-lost' && this.#heard.has(held.slotId))
      return [{ kind: 'regain', slotId: held.slotId }];
    const sinceMs = turn === null ? undefined : this.#lostMs.get(turn.slotId);
    return turn === null || sinceMs === undefined ? [] : [{ kind: 'lose', slotId: turn.slotId, sinceMs }];
  }

  /** These were heard by the process before this one: until they are here again their lines are lost. */
  expectBack(slotIds: Iterable<string>, sinceMs: number): void {
    for (const slotId of slotIds) this.#lostMs.set(slotId, sinceMs);
  }

  #listen(): void {
    const before = this.#heard;
    const media = [...this.#devices.values()].filter((device) => device.media);
    this.#heard = new Set(media.map(({ slotId }) => slotId));
    for (const slotId of before) if (!this.#heard.has(slotId)) this.#lostMs.set(slotId, this.#lastSampleMs);
    for (const slotId of this.#heard) this.#lostMs.delete(slotId);
  }

  #of(slotId: string): Device[] {
    return [...this.#devices.values()].filter((device) => device.slotId === slotId);
  }

  /** The next sample comes soon, if the floor waits for somebody. */
  hasten(): void {
    if (!this.#isClosed && this.#tools.isFloorWaiting()) this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const waitMs = this.#tools.isFloorWaiting() ? soonMs : sampleEveryMs;
    this.#timer = setTimeout(async () => {
      await this.sampleNow();
      if (!this.#isClosed) this.#arm();
    }, waitMs);
  }

  /** Samples everybody once, after a sample that is under way. A failed one is logged; the next may go better. */
  sampleNow(): Promise<void> {
    this.#running = this.#running.then(() => this.#sample()).catch((error: unknown) => this.#failed(error));
    return this.#running;
  }

  // What could not be recorded is not known: the next sample says everything anew, and the time between is a stall.
  #failed(error: unknown): void {
    this.anchor();
    if (!this.#isClosed) this.#tools.log.error({ err: error }, 'presence.sample-failed');
  }

  async #sample(): Promise<void> {
    if (this.#isClosed) return;
    const { clock, members } = this.#tools;
    const atMs = clock.now();
    const facts = this.#stallFacts(atMs);
    const seen = members.inSlots();
    const readings = await Promise.all(seen.map((member) => read(member)));
    if (this.#isClosed) return;
    seen.forEach((member, index) => {
      if (members.has(member)) facts.push(...this.#take(member, readings[index] as Seen, atMs));
    });
    this.#listen();
    facts.push(...this.#snapshotFacts(atMs));
    await this.#tools.onSample(facts, atMs);
    this.#lastSampleMs = atMs;
  }

  #take(
    member: Member & { claims: { slotId: string } },
    { reading, quality, talkingMs }: Seen,
    atMs: number,
  ): EvidenceFact[] {
    const device = member.connection.id;
    if (talkingMs > 0) this.#tools.onTalk(member.claims.slotId, talkingMs);
    const before = this.#devices.get(device) ?? unseen(member.claims.slotId, device, atMs);
    const { media: provenMs } = before.provenMs;
    const isTooSoon = !reading.media && before.media && atMs - provenMs < shortestLookMs;
    if (!isTooSoon) this.#quality.set(device, quality);
    const { device: after, facts } = transitions(before, {
      reading: { ...reading, media: reading.media || isTooSoon },
      atMs,
      sessionProofMs: member.connection.lastProofMs(),
    });
    if (isTooSoon) after.provenMs.media = provenMs;
    this.#devices.set(device, after);
    return facts;
  }

  #stallFacts(atMs: number): EvidenceFact[] {
    if (!this.#tools.isLive() || atMs - this.#lastSampleMs <= stallMs) return [];
    const payload = {
      slotId: null,
      fromMs: this.#lastSampleMs,
      toMs: atMs,
      cause: 'server-stalled' as const,
    };
    return [{ kind: 'outage', payload }];
  }

  #snapshotFacts(atMs: number): EvidenceFact[] {
    if (!this.#tools.isLive() || atMs - this.#lastSnapshotMs < snapshotEveryMs) return [];
    this.#lastSnapshotMs = atMs;
    const readings = [...this.#devices.values()].map(({ provenMs: _, ...reading }) => reading);
    return [{ kind: 'witness.snapshot', payload: { readings } }];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}

async function read(member: Member & { claims: { slotId: string } }): Promise<Seen> {
  const { transport, media, quality, talkingMs } = await member.peer.witness();
  const session = member.connection.isAlive();
  const reading = { slotId: member.claims.slotId, device: member.connection.id, session, transport, media };
  return { reading, quality, talkingMs };
}
