import { setTimeout as pause } from 'node:timers/promises';
import type { Slot } from '../../../server/protocol/campaign.ts';
import type { Input, RequestName } from '../../../server/protocol/requests.ts';
import { Page } from '../../../test/bench/stage/page.ts';
import { LiveVoice } from '../../../test/support/rtc/live-voice.ts';
import { until } from '../../../test/support/supervised.ts';
import type { Part } from './parts.ts';

type Speaker = { slot: Slot; part: Part; cookie: string };
export type ToHold = {
  url: string;
  debateId: string;
  moderatorCookie: string;
  speakers: readonly Speaker[];
  /** Between two turns: cuts everybody's line, and the debate goes on when they are back. */
  meanwhile?: (() => Promise<void>) | undefined;
};

/** Late is who comes ten seconds after the start. */
const lateMs = 12_000;
const backWithinMs = 30_000;
/** Long enough that who comes late is there for more than three quarters, and who leaves is not. */
const wholeMs = 64_000;

type On = { page: Page; speaker: Speaker };

/** Holds one debate over real sockets with real sound: everybody has one opening turn, in the order of their coming. */
export async function hold({ meanwhile, ...debate }: ToHold): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const stage = await Held.open(debate, opened);
  await stage.assemble();
  await stage.start();
  const coming = stage.comeLate();
  coming.catch(() => 'told where they are awaited');
  const [first, ...others] = stage.turnsOf('leaves', 'there');
  if (first) await stage.turn(first);
  if (meanwhile) await stage.outlast(meanwhile);
  await stage.everybodySeen();
  stage.letLeave();
  for (const one of others) await stage.turn(one);
  for (const one of await coming) await stage.turn(one);
  await stage.end();
}

class Held {
  readonly #debate: Omit<ToHold, 'meanwhile'>;
  readonly #opened: AsyncDisposableStack;
  readonly #moderator: Page;
  #on: On[] = [];
  #startedAtMs = 0;

  static async open(debate: Omit<ToHold, 'meanwhile'>, opened: AsyncDisposableStack): Promise<Held> {
    const { url, debateId, moderatorCookie: cookie } = debate;
    const moderator = opened.use(
      await Page.open({ url, debateId, as: 'moderator', cookie }, { isWatching: false }),
    );
    return new Held(debate, opened, moderator);
  }

  private constructor(debate: Omit<ToHold, 'meanwhile'>, opened: AsyncDisposableStack, moderator: Page) {
    this.#debate = debate;
    this.#opened = opened;
    this.#moderator = moderator;
  }

  async assemble(): Promise<void> {
    await this.#bring(this.#debate.speakers.filter(({ part }) => part === 'there' || part === 'leaves'));
    await this.everybodySeen();
  }

  async start(): Promise<void> {
    await this.#ask('debate.start', {});
    this.#startedAtMs = performance.now();
  }

  turnsOf(...parts: readonly Part[]): On[] {
    return parts.flatMap((part) => this.#on.filter(({ speaker }) => speaker.part === part));
  }

  /** From the floor until the clock takes it. */
  async turn({ speaker: { slot } }: On): Promise<void> {
    await this.#ask('floor.give', { slotId: slot.id });
    await this.#moderator.line.until(
      'stage',
      ({ stage }) => stage.status === 'live' && stage.turn === null && stage.held === null,
    );
  }

  async outlast(cut: () => Promise<void>): Promise<void> {
    const { line } = this.#moderator;
    await cut();
    await until('the moderator is back', async () => this.#moderator.line !== line, backWithinMs);
  }

  letLeave(): void {
    for (const { page } of this.turnsOf('leaves')) page.close();
    this.#on = this.#on.filter(({ speaker }) => speaker.part !== 'leaves');
  }

  async comeLate(): Promise<On[]> {
    const late = this.#debate.speakers.filter(({ part }) => part === 'late');
    if (late.length === 0) return [];
    await pause(Math.max(0, this.#startedAtMs + lateMs - performance.now()));
    const come = await this.#bring(late);
    await this.everybodySeen();
    return come;
  }

  async end(): Promise<void> {
    await pause(Math.max(0, this.#startedAtMs + wholeMs - performance.now()));
    await this.#ask('debate.end', {});
  }

  async everybodySeen(): Promise<void> {
    const here = this.#on.map(({ speaker }) => speaker.slot.id);
    await this.#moderator.line.until('presence', ({ presence }) =>
      here.every((id) =>
        presence.some(
          ({ slotId, session, transport, media }) => slotId === id && session && transport && media,
        ),
      ),
    );
  }

  async #bring(speakers: readonly Speaker[]): Promise<On[]> {
    const { url, debateId } = this.#debate;
    const come: On[] = [];
    for (const speaker of speakers) {
      const door = { url, debateId, as: 'candidate', cookie: speaker.cookie } as const;
      const page = this.#opened.use(
        await Page.open(door, { own: { microphone: new LiveVoice() }, isWatching: false }),
      );
      await this.#ask('identity.confirm', { slotId: speaker.slot.id });
      come.push({ page, speaker });
    }
    this.#on.push(...come);
    return come;
  }

  async #ask<N extends RequestName>(name: N, input: Input<N>): Promise<void> {
    await this.#moderator.ask(name, input);
  }
}
