import { describe, expect, it } from 'vitest';
import { devicesSeen } from '../../server/rules/witnesses.ts';
import { at, logOf, opened } from './debate-log.ts';
import { ana, changed, end, laptop, minutesOf, phone, sees, start } from './witnessed-log.ts';

describe('what the witnesses saw of each device', () => {
  it('7.2 is told for every device and witness on its own, until the end for one that is still seen', () => {
    const transportLost = changed({
      ...{ slotId: ana, device: phone },
      ...{ witness: 'transport', isPresent: false, sinceMs: at(20) },
    });
    const timed = [start, ...sees(true, at(0)), ...sees(true, at(10), { device: phone }), end(60)];
    const log = logOf(
      [[at(-60), opened(2)], ...timed, [at(21), transportLost]].sort(
        ([a], [b]) => (a as number) - (b as number),
      ) as never,
    );
    const [first, second] = devicesSeen(log, at(60));
    expect([first?.device, second?.device]).toEqual([laptop, phone]);
    expect(minutesOf(first?.media ?? [])).toEqual([[0, 60]]);
    expect(minutesOf(second?.session ?? [])).toEqual([[10, 60]]);
    expect(minutesOf(second?.transport ?? [])).toEqual([[10, 20]]);
  });
});
