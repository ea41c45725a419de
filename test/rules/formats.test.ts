import { expect, it } from 'vitest';
import { formatLengthMs, phaseTurnMs } from '../../server/rules/formats.ts';
import { format, minuteMs } from './debate-log.ts';

it('a format’s length is every turn of every speaker and the whole open part', () => {
  expect(formatLengthMs(format, 4)).toBe((4 * 3 + 10 + 4 * 1) * minuteMs);
  expect(formatLengthMs(format, 0)).toBe(10 * minuteMs);
});

it('each phase has its own length of a turn; a phase the format does not have is a fault of ours', () => {
  expect([0, 1, 2].map((phase) => phaseTurnMs(format, phase))).toEqual([3 * minuteMs, minuteMs, minuteMs]);
  expect(() => phaseTurnMs(format, 3)).toThrow(RangeError);
});
