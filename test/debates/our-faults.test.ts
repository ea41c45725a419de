import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OurFaults } from '../../server/debates/our-faults.ts';

const slotId = randomUUID();
const outage = (of: string | null, fromMs: number, toMs: number) => ({
  kind: 'outage',
  payload: { slotId: of, fromMs, toMs, cause: 'media-worker-died' },
});

describe('failures of ours, until they are in the evidence', () => {
  it('however long our media are down, it is an outage of everybody, and the way back is free afterwards', () => {
    const faults = new OurFaults();
    faults.mediaLost([slotId], 1_000);
    expect(faults.settle(() => false, 60_000)).toEqual([]);
    faults.mediaRebuilt(61_000);
    const lost = faults.mediaOutage();
    expect(lost).toEqual([outage(null, 1_000, 61_000)]);
    faults.recorded(lost);
    expect(faults.mediaOutage()).toEqual([]);
    expect(faults.settle(() => false, 65_000)).toEqual([]);
    const back = faults.settle(() => true, 66_000);
    expect(back).toEqual([outage(slotId, 61_000, 66_000)]);
    faults.recorded(back);
    expect(faults.settle(() => true, 67_000)).toEqual([]);
  });

  it('who does not come back within the allowance is absent on their own from then on', () => {
    const faults = new OurFaults();
    faults.awaitReturn([slotId], 1_000, 'media-worker-died');
    expect(faults.settle(() => false, 20_999)).toEqual([]);
    expect(faults.settle(() => false, 50_000)).toEqual([outage(slotId, 1_000, 21_000)]);
  });

  it('an outage that could not be committed is said again, and not charged to the candidate', () => {
    const faults = new OurFaults();
    faults.awaitReturn([slotId], 1_000, 'media-worker-died');
    expect(faults.settle(() => true, 3_000)).toEqual([outage(slotId, 1_000, 3_000)]);
    expect(faults.settle(() => true, 5_000)).toEqual([outage(slotId, 1_000, 5_000)]);
  });

  it('a loss of our media that could not be committed when they were back is said again, as long as it was', () => {
    const faults = new OurFaults();
    faults.mediaLost([slotId], 1_000);
    faults.mediaRebuilt(3_000);
    expect(faults.mediaOutage()).toEqual([outage(null, 1_000, 3_000)]);
    expect(faults.mediaOutage()).toEqual([outage(null, 1_000, 3_000)]);
    expect(faults.isSound(4_000)).toBe(true);
    expect(faults.atEnd(60_000)).toContainEqual(outage(null, 1_000, 3_000));
  });

  it('what is still open at the end of the debate is written down with it', () => {
    const faults = new OurFaults();
    faults.mediaLost([slotId], 1_000);
    expect(faults.atEnd(3_000)).toEqual([outage(null, 1_000, 3_000)]);
  });
});
