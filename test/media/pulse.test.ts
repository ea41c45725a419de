import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cpuTicks } from '../../server/media/cpu-time.ts';
import { watchPulse } from '../../server/media/pulse.ts';

const never = new Promise<void>(() => {});
const onSilence = vi.fn();
let leaving: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  leaving = new AbortController();
  onSilence.mockImplementation(() => leaving.abort());
});
afterEach(() => {
  leaving.abort();
  vi.useRealTimers();
});

const watch = (ask: () => Promise<void>, isAtWork: () => boolean) =>
  void watchPulse({ ask, isAtWork, onSilence, signal: leaving.signal });

it('who neither answers nor works is told of within three seconds', async () => {
  watch(
    () => never,
    () => false,
  );
  await vi.advanceTimersByTimeAsync(2_200);
  expect(onSilence).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(onSilence).toHaveBeenCalledOnce();
});

it('who is starved, and works a little now and then, has six seconds to answer', async () => {
  let looked = 0;
  watch(
    () => never,
    () => ++looked % 7 === 0,
  );
  await vi.advanceTimersByTimeAsync(6_000);
  expect(onSilence).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(onSilence).toHaveBeenCalledOnce();
});

it('who answers late is asked again and never told of', async () => {
  const ask = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 1_700)));
  watch(ask, () => false);
  await vi.advanceTimersByTimeAsync(24_500);
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(10);
  expect(onSilence).not.toHaveBeenCalled();
});

it.runIf(process.platform === 'linux')('a process that works is seen to, and one that is gone is not', () => {
  const before = cpuTicks(process.pid);
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < 50_000) Math.random();
  expect(cpuTicks(process.pid)).toBeGreaterThan(before ?? Number.POSITIVE_INFINITY);
  expect(cpuTicks(2 ** 22 + 1)).toBeUndefined();
});
