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
  it('whoever comes first at once, whoever comes later with the others', async () => {
    const passed = await comeTo(new KeyFrameGate(), [0, 100, 300, 800, 950, 1_100]);
    expect(passed).toEqual([0, 100, 1_000, 1_000, 1_000, 1_100]);
  });

  it('after a rest at once again', async () => {
    expect(await comeTo(new KeyFrameGate(), [0, 5_000])).toEqual([0, 5_000]);
  });

  it('T18 however many come: one moment a second, and nobody waits longer than that', async () => {
    const comings = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(comings, async (unsorted) => {
        const cameAtMs = unsorted.toSorted((a, b) => a - b);
        const passedAtMs = await comeTo(new KeyFrameGate(), cameAtMs);
        cameAtMs.forEach((atMs, index) => {
          const waitedMs = (passedAtMs[index] as number) - atMs;
          expect(waitedMs).toBeGreaterThanOrEqual(0);
          expect(waitedMs).toBeLessThanOrEqual(limits.keyFrameRequestDelayMs - limits.keyFrameGateMs);
        });
        for (let [index, openedAtMs] = [0, Number.NEGATIVE_INFINITY]; index < passedAtMs.length; index += 1) {
          const atMs = passedAtMs[index] as number;
          if (atMs - openedAtMs < limits.keyFrameGateMs) continue;
          expect(atMs - openedAtMs).toBeGreaterThanOrEqual(limits.keyFrameRequestDelayMs);
          openedAtMs = atMs;
        }
      }),
    );
  });
});

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

/** When each of those who came at these instants, in order, was let through. */
async function comeTo(gate: KeyFrameGate, cameAtMs: readonly number[]): Promise<number[]> {
  const startedAtMs = performance.now();
  const passing: Promise<number>[] = [];
  for (const atMs of cameAtMs) {
    await vi.advanceTimersByTimeAsync(startedAtMs + atMs - performance.now());
    passing.push(gate.pass().then(() => performance.now() - startedAtMs));
  }
  await vi.runAllTimersAsync();
  return Promise.all(passing);
}
