import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyFrameGate } from '../../server/media/key-frame-gate.ts';
import { limits } from '../../server/media/limits.ts';
import { WantedLayer } from '../../server/media/wanted-layer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('when a camera may be asked for a key frame', () => {
  it('whoever comes first at once; in another size with the others when the second is over', async () => {
    const passed = await comeTo([
      [0, 1],
      [100, 2],
      [300, 0],
      [800, 0],
      [1_100, 0],
    ]);
    expect(passed).toEqual([0, 100, limits.keyFrameRequestDelayMs, limits.keyFrameRequestDelayMs, 1_100]);
  });

  it('whoever needs a size that was asked for at once: the media server asks again when the second is over', async () => {
    const passed = await comeTo([
      [0, 1],
      [600, 1],
      [700, 2],
      [1_700, 1],
    ]);
    expect(passed).toEqual([0, 600, limits.keyFrameRequestDelayMs, 1_700]);
  });

  it('after a rest at once again', async () => {
    const passed = await comeTo([
      [0, 1],
      [400, 1],
      [5_000, 2],
    ]);
    expect(passed).toEqual([0, 400, 5_000]);
  });

  it('T18 however many come: the camera is asked in one moment a second, and nobody waits longer than that', async () => {
    const coming = fc.tuple(fc.nat({ max: 6_000 }), fc.nat({ max: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(coming, { minLength: 1, maxLength: 60 }), async (unsorted) => {
        const comings = unsorted.toSorted(([a], [b]) => a - b);
        const passedAtMs = await comeTo(comings);
        passedAtMs.forEach((atMs, index) => {
          const waitedMs = atMs - (comings[index]?.[0] as number);
          expect(waitedMs).toBeGreaterThanOrEqual(0);
          expect(waitedMs).toBeLessThanOrEqual(limits.keyFrameRequestDelayMs);
        });
        expectOneMomentASecond(
          askedAtMs(passedAtMs.map((atMs, index) => [atMs, comings[index]?.[1] as number])),
        );
      }),
    );
  });
});

/** What the media server makes of it: each size at most once a second, what comes in between when that is over. */
function askedAtMs(passed: readonly (readonly [atMs: number, layer: number])[]): number[] {
  const asked: number[] = [];
  for (const layer of [0, 1, 2]) {
    let lastAtMs = Number.NEGATIVE_INFINITY;
    const times = passed.filter(([, of]) => of === layer).map(([atMs]) => atMs);
    for (const atMs of times.sort((a, b) => a - b)) {
      if (atMs < lastAtMs) continue;
      lastAtMs = Math.max(atMs, lastAtMs + limits.keyFrameRequestDelayMs);
      asked.push(lastAtMs);
    }
  }
  return asked.sort((a, b) => a - b);
}

function expectOneMomentASecond(asked: readonly number[]): void {
  let openedAtMs = Number.NEGATIVE_INFINITY;
  for (const atMs of asked) {
    if (atMs - openedAtMs < limits.keyFrameGateMs) continue;
    expect(atMs - openedAtMs).toBeGreaterThanOrEqual(limits.keyFrameRequestDelayMs - limits.keyFrameGateMs);
    openedAtMs = atMs;
  }
}

describe('which of its sizes a camera is told to send', () => {
  it('all to begin with, a larger one at once, a smaller one after a while', () => {
    const { told, wanted } = layersTold();
    wanted.want(0);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(limits.unwantedLayerMs);
    wanted.want(2);
    expect(told).toEqual([0, 2]);
  });

  it('nothing while something large is wanted again in time, and then the last that was', () => {
    const { told, wanted } = layersTold();
    wanted.want(0);
    vi.advanceTimersByTime(limits.unwantedLayerMs - 1);
    wanted.want(2);
    vi.advanceTimersByTime(limits.unwantedLayerMs);
    expect(told).toEqual([]);
    wanted.want(0);
    wanted.want(1);
    vi.advanceTimersByTime(limits.unwantedLayerMs);
    expect(told).toEqual([1]);
  });

  it('nothing of a camera that is closed', () => {
    const { told, wanted } = layersTold();
    wanted.want(0);
    wanted.close();
    vi.runAllTimers();
    expect(told).toEqual([]);
  });
});

function layersTold() {
  const told: number[] = [];
  return { told, wanted: new WantedLayer((topLayer) => told.push(topLayer)) };
}

/** When each of those who came at these instants, in order and for these sizes, was let through. */
async function comeTo(comings: readonly (readonly [atMs: number, layer: number])[]): Promise<number[]> {
  const gate = new KeyFrameGate();
  const startedAtMs = performance.now();
  const passing: Promise<number>[] = [];
  for (const [atMs, layer] of comings) {
    await vi.advanceTimersByTimeAsync(startedAtMs + atMs - performance.now());
    passing.push(Promise.resolve(gate.pass(layer)).then(() => performance.now() - startedAtMs));
  }
  await vi.runAllTimersAsync();
  return Promise.all(passing);
}
