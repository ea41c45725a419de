import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDrawnLate, reminderDue } from '../../server/rules/reminders.ts';

const hourMs = 3_600_000;
const remindersMs = [72, 24, 2].map((hours) => hours * hourMs);
const plannedStartMs = 1_000 * hourMs;
const hoursBefore = (hours: number) => plannedStartMs - hours * hourMs;
const due = (hours: number, said: readonly number[] = []) =>
  reminderDue({ plannedStartMs, remindersMs, said }, hoursBefore(hours));

/** The job at each of these instants, with what it has said kept as the store keeps it. */
function sentAt(instants: readonly number[]): number[] {
  const said: number[] = [];
  return instants.flatMap((nowMs) => {
    const reminder = reminderDue({ plannedStartMs, remindersMs, said }, nowMs);
    if (reminder === null) return [];
    said.push(reminder.beforeMs, ...reminder.overtaken);
    return [reminder.beforeMs];
  });
}

describe('D-2 the draw', () => {
  it('is late from 72 hours before the debate on', () => {
    const terms = { drawBeforeMs: 72 * hourMs };
    expect(isDrawnLate(terms, plannedStartMs, hoursBefore(72))).toBe(false);
    expect(isDrawnLate(terms, plannedStartMs, hoursBefore(72) + 1)).toBe(true);
  });
});

describe('D-3 reminders', () => {
  it('are sent 72, 24 and 2 hours before the start, each at its instant and not a moment earlier', () => {
    expect(due(73)).toBeNull();
    expect(reminderDue({ plannedStartMs, remindersMs, said: [] }, hoursBefore(72) - 1)).toBeNull();
    expect(due(72)).toEqual({ beforeMs: 72 * hourMs, overtaken: [] });
    expect(due(24, [72 * hourMs])).toEqual({ beforeMs: 24 * hourMs, overtaken: [] });
    expect(due(2, [72 * hourMs, 24 * hourMs])).toEqual({ beforeMs: 2 * hourMs, overtaken: [] });
  });

  it('of several that are late only the nearest is sent, and none after the start', () => {
    expect(due(1)).toEqual({ beforeMs: 2 * hourMs, overtaken: [72 * hourMs, 24 * hourMs] });
    expect(due(0)).toBeNull();
    expect(due(-5)).toBeNull();
  });

  it('each is sent at most once, and never an earlier one after a later one, under any jumps of the clock', () => {
    const instants = fc.array(fc.integer({ min: hoursBefore(100), max: hoursBefore(-10) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(instants, (course) => {
        const sent = sentAt(course);
        expect(sent).toEqual([...new Set(sent)].sort((one, other) => other - one));
      }),
    );
  });

  it('a job that runs every 30 s sends all three, wherever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29_999 }), (offMs) => {
        const from = hoursBefore(73) + offMs;
        const ticks = Array.from({ length: (74 * hourMs) / 30_000 }, (_, tick) => from + tick * 30_000);
        expect(sentAt(ticks)).toEqual(remindersMs);
      }),
      { numRuns: 5 },
    );
  });
});
