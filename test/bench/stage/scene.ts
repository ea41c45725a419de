import type { Format } from '../../../server/protocol/campaign.ts';
import type { Input, RequestName } from '../../../server/protocol/requests.ts';
import type { Turn } from '../../../server/protocol/stage.ts';
import { Line } from '../../support/line.ts';
import { epochNowMs } from '../../support/rtc/source.ts';
import type { HubPlace } from './hub-process.ts';

const longMs = 3_600_000;

/** One long part whose turns are given as asked. */
export function openFormat(turnMs: number): Format {
  const names = { kk: 'Өлшем', ru: 'Замер', en: 'Bench' };
  return { names, phases: [{ kind: 'open', turnMs, totalMs: longMs }] };
}

/** Who leads the debate of a bench: asks, and does not take a no. */
export class Leader {
  readonly line: Line;

  static async join(place: HubPlace): Promise<Leader> {
    return new Leader(await Line.join(place, 'moderator', place.moderators[0] as string));
  }

  private constructor(line: Line) {
    this.line = line;
  }

  async ask<N extends RequestName>(name: N, input: Input<N>): Promise<void> {
    const reply = await this.line.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.detail}`);
  }

  /** Resolves, once the hub has said yes, to the turn that began. */
  async give(slotId: string): Promise<Turn> {
    this.line.forget();
    await this.ask('floor.give', { slotId });
    const { stage } = await this.line.hear(
      'stage',
      (notice) => notice.stage.status === 'live' && notice.stage.turn?.slotId === slotId,
    );
    const turn = stage.status === 'live' ? stage.turn : null;
    if (turn === null) throw new Error('the floor was given to nobody');
    return turn;
  }

  /** How far the server's clock is ahead of ours: where both are one machine's, a rounding. */
  async clockAheadMs(): Promise<number> {
    let [best, aheadMs] = [Number.POSITIVE_INFINITY, 0];
    for (let tries = 0; tries < 10; tries += 1) {
      const askedAtMs = epochNowMs();
      const reply = await this.line.ask('debate.enter', {});
      const roundTripMs = epochNowMs() - askedAtMs;
      if (!reply.ok || roundTripMs >= best) continue;
      best = roundTripMs;
      aheadMs = reply.data.view.nowMs - (askedAtMs + roundTripMs / 2);
    }
    return aheadMs;
  }

  [Symbol.dispose](): void {
    this.line.leave();
  }
}
