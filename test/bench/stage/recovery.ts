import type { MediaSource } from '../../../server/protocol/media.ts';
import { LiveCamera } from '../../support/rtc/live-camera.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { epochNowMs } from '../../support/rtc/source.ts';
import { until } from '../../support/supervised.ts';
import { atMost, type Figure, percentile } from '../figure.ts';
import { Page } from './page.ts';

type Cast = { url: string; debateId: string; cookie: string };
type Line = { producerId: string; sinceMs: number };

/** How long after a kill a viewer had the candidate's picture and voice again. */
export type Back = Record<MediaSource, number>;

const sources = ['camera', 'microphone'] as const;
const backWithinMs = 30_000;

/** A candidate who never stops sending, and a viewer who takes down since when each of their lines has brought anything. */
export class Broadcast {
  readonly candidate: Page;
  readonly #viewer: Page;
  readonly #lines: ReadonlyMap<MediaSource, Line>;

  static async open(opened: AsyncDisposableStack, { url, debateId, cookie }: Cast): Promise<Broadcast> {
    const own = { microphone: new LiveVoice(), camera: new LiveCamera() };
    const door = { url, debateId, as: 'candidate', cookie } as const;
    const candidate = opened.use(await Page.open(door, { own, isWatching: false }));
    const lines = new Map<MediaSource, Line>();
    const onMedia = ({ source, producerId }: { source: MediaSource; producerId: string }) => {
      if (lines.get(source)?.producerId !== producerId)
        lines.set(source, { producerId, sinceMs: epochNowMs() });
    };
    const viewer = opened.use(await Page.open({ url, debateId, as: 'viewer' }, { onMedia }));
    return new Broadcast(candidate, viewer, lines);
  }

  private constructor(candidate: Page, viewer: Page, lines: ReadonlyMap<MediaSource, Line>) {
    this.candidate = candidate;
    this.#viewer = viewer;
    this.#lines = lines;
  }

  /** Resolves when the viewer has both. */
  isOn(): Promise<unknown> {
    return this.#until(() => this.#lines.size === sources.length);
  }

  /** After a failure of ours everything is produced anew: what comes then comes from producers unknown before. */
  async backAfter(kill: () => number | Promise<number>): Promise<Back> {
    const before = new Map(this.#lines);
    const killedAtMs = await kill();
    await this.#until(() =>
      sources.every((source) => this.#lines.get(source)?.producerId !== before.get(source)?.producerId),
    );
    const after = (source: MediaSource) => (this.#lines.get(source)?.sinceMs ?? 0) - killedAtMs;
    return { camera: after('camera'), microphone: after('microphone') };
  }

  async #until(isSo: () => boolean): Promise<void> {
    try {
      await until('the candidate is seen and heard', async () => isSo(), backWithinMs);
    } catch (cause) {
      const troubles = `candidate: ${this.candidate.trouble}, viewer: ${this.#viewer.trouble}`;
      throw new Error(`the candidate is not back within ${backWithinMs} ms (${troubles})`, { cause });
    }
  }
}

/** The later of picture and voice. */
export function backFigure(backs: readonly Back[], { of, limits }: { of: string; limits: string }): Figure {
  const times = backs.map(({ camera, microphone }) => Math.max(camera, microphone));
  const half = (source: MediaSource) =>
    percentile(
      backs.map((back) => back[source]),
      0.5,
    ).toFixed(0);
  return atMost(5_000, {
    what: `candidate's picture and voice back at a viewer after SIGKILL of ${of}, p95 of ${backs.length}`,
    value: percentile(times, 0.95),
    unit: 'ms',
    limitedBy: `${limits}; half have the picture within ${half('camera')} ms and the voice within ${half('microphone')} ms`,
  });
}

export function described({ camera, microphone }: Back): string {
  return `picture after ${camera.toFixed(0)} ms, voice after ${microphone.toFixed(0)} ms`;
}
