import { expect, it } from 'vitest';
import { hyperLogLogErrorPercent, reachOf, uniqueErrorPercent } from '../../server/rules/reach.ts';
import { at, minuteMs } from './debate-log.ts';

const minute = (minutes: number, viewers: number) => ({
  minuteMs: at(minutes),
  viewers,
  watchMs: viewers * minuteMs,
  peak: viewers,
});

it('REACH the average minute’s audience is watch time by length, the peak the most at once', () => {
  const minutes = [minute(0, 2), minute(1, 6), minute(2, 4)];
  expect(reachOf(minutes, { startedAtMs: at(0), endedAtMs: at(3) })).toEqual({
    watchMs: 12 * minuteMs,
    averageMinuteAudience: 4,
    peakConcurrency: 6,
  });
});

it('REACH minutes before the start and after the end are not the debate’s', () => {
  const minutes = [minute(-1, 50), minute(0, 2), minute(1, 2), minute(2, 50)];
  expect(reachOf(minutes, { startedAtMs: at(0), endedAtMs: at(2) })).toMatchObject({
    watchMs: 4 * minuteMs,
    peakConcurrency: 2,
  });
});

it('REACH the average is never above the peak, though the first minute began before the debate', () => {
  const { averageMinuteAudience } = reachOf([minute(0, 3)], { startedAtMs: at(0, 30), endedAtMs: at(1) });
  expect(averageMinuteAudience).toBe(3);
});

it('REACH nobody watching is zero and certain; a debate without length has no average', () => {
  const nobody = { watchMs: 0, averageMinuteAudience: 0, peakConcurrency: 0 };
  expect(reachOf([], { startedAtMs: at(0), endedAtMs: at(60) })).toEqual(nobody);
  expect(reachOf([minute(0, 3)], { startedAtMs: at(0), endedAtMs: at(0) })).toMatchObject({
    averageMinuteAudience: 0,
  });
  expect(uniqueErrorPercent(0)).toBe(0);
  expect(uniqueErrorPercent(1000)).toBe(hyperLogLogErrorPercent);
});
