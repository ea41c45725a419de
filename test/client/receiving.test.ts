import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withActs } from '../../client/hub/acts.ts';
import { FlowOf } from '../../client/media/flowOf.ts';
import { flowFor, pixelsOf } from '../../client/media/layers.ts';
import { patiently, type RequestHub } from '../../client/media/request.ts';
import { Shown } from '../../client/media/shown.ts';
import type { Act } from '../../server/protocol/acts.ts';
import { Refusal } from '../../server/protocol/refusals.ts';

describe('which of its sizes a picture is asked for in', () => {
  it.each([
    ['a small tile', [{ heightPx: 110, isLarge: false }], 0],
    ['a small tile of a fine screen', [{ heightPx: 225, isLarge: false }], 0],
    ['a large picture', [{ heightPx: 400, isLarge: true }], 1],
    ['a large picture of a fine screen', [{ heightPx: 800, isLarge: true }], 2],
    ['a large tile that nobody speaks in', [{ heightPx: 800, isLarge: false }], 1],
    ['one that nobody has measured', [], 0],
    [
      'the largest of its places',
      [
        { heightPx: 100, isLarge: false },
        { heightPx: 900, isLarge: true },
      ],
      2,
    ],
  ] as const)('%s', (_, seen, layer) => {
    expect(flowFor([...seen])).toEqual({ isFlowing: true, layer });
  });

  it('none while it is out of sight everywhere', () => {
    expect(flowFor([{ heightPx: 0, isLarge: true }]).isFlowing).toBe(false);
    expect(
      flowFor([
        { heightPx: 0, isLarge: true },
        { heightPx: 90, isLarge: false },
      ]).isFlowing,
    ).toBe(true);
  });

  it('never a smaller one for a larger place', () => {
    const height = fc.integer({ min: 1, max: 3_000 });
    fc.assert(
      fc.property(height, height, fc.boolean(), (a, b, isLarge) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const layerAt = (heightPx: number) => flowFor([{ heightPx, isLarge }]).layer;
        expect(layerAt(less)).toBeLessThanOrEqual(layerAt(more));
      }),
    );
  });

  it('a screen finer than two pixels a point asks for no more than one of two', () => {
    expect(pixelsOf(200, 3)).toBe(pixelsOf(200, 2));
  });

  it('a place that is given up counts no more', () => {
    const shown = new Shown();
    const [stage, lobby] = [Symbol('stage'), Symbol('lobby')];
    shown.tell('camera', stage, { heightPx: 700, isLarge: true });
    shown.tell('camera', lobby, { heightPx: 100, isLarge: false });
    shown.tell('camera', stage, null);
    expect(shown.of('camera')).toEqual([{ heightPx: 100, isLarge: false }]);
  });
});

describe('what is asked of the hub for one picture', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins and grows at once, and asks for the last of many smaller sizes only', async () => {
    const { asked, flow } = flowOfOne();
    flow.want({ isFlowing: true, layer: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['consumer.resume']);
    for (const layer of [2, 0, 1, 2, 1]) flow.want({ isFlowing: true, layer });
    await vi.runAllTimersAsync();
    expect(asked).toEqual(['consumer.resume', 'consumer.layer 1']);
  });

  it('does not ask again for what it has', async () => {
    const { asked, flow } = flowOfOne();
    for (const layer of [1, 1, 0, 1]) {
      flow.want({ isFlowing: true, layer });
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.runAllTimersAsync();
    expect(asked).toEqual(['consumer.layer 1', 'consumer.resume']);
  });

  it('asks for no size of what does not flow', async () => {
    const { asked, flow } = flowOfOne();
    flow.want({ isFlowing: true, layer: 1 });
    await vi.runAllTimersAsync();
    flow.want({ isFlowing: false, layer: 0 });
    await vi.runAllTimersAsync();
    expect(asked.at(-1)).toBe('consumer.pause');
    flow.want({ isFlowing: true, layer: 1 });
    await vi.runAllTimersAsync();
    expect(asked.slice(2)).toEqual(['consumer.pause', 'consumer.resume']);
  });

  it('EDGE-6 waits and asks again when the hub is asked too much at once', async () => {
    let left = 2;
    const hub = (async () => {
      if (left-- > 0) throw new Refusal('too-many-requests');
      return {};
    }) as unknown as RequestHub;
    const answer = patiently(hub)('consumer.resume', { consumerId: 'one' });
    await vi.runAllTimersAsync();
    expect(await answer).toEqual({});
  });
});

it('NOTE-1 acts heard twice or late stand once and in order', () => {
  const act = (sequence: number) => ({ sequence }) as Act;
  const known = [act(1), act(4)];
  expect(withActs(known, [act(2), act(4), act(7)]).map(({ sequence }) => sequence)).toEqual([1, 2, 4, 7]);
  expect(withActs(known, [act(4)])).toBe(known);
});

function flowOfOne() {
  const asked: string[] = [];
  const request = (async (name: string, input: { spatialLayer?: number }) => {
    asked.push(input.spatialLayer === undefined ? name : `${name} ${input.spatialLayer}`);
    return {};
  }) as unknown as RequestHub;
  return { asked, flow: new FlowOf('one', request) };
}
