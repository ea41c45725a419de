import { describe, expect, it } from 'vitest';
import { NotSound, type ProblemCode } from '../../verify/core/problem.ts';
import { timeStampOf } from '../../verify/core/time-stamp.ts';

const hash = 'ab'.repeat(32);
const imprint = `300d06096086480165030402010500${'0420'}${hash}`;
const instant = `180f${Buffer.from('20260819120509Z').toString('hex')}`;
const wrong = (code: ProblemCode, detail: string) => new NotSound({ code, line: 1, sequence: null, detail });

function stampOf(der: string, checkpointSequence = 7): number {
  const response = Buffer.from(`3082${der}`, 'hex').toString('base64');
  return timeStampOf({ checkpointSequence, response }, new Map([[7, hash]]), wrong);
}

describe('a time-stamp, without its certificate', () => {
  it('is about the hash of its checkpoint, at the instant that it says', () => {
    expect(stampOf(`${imprint}0201ff${instant}`)).toBe(Date.UTC(2026, 7, 19, 12, 5, 9));
    expect(stampOf(`${imprint.replace('300d', '300b').replace('0500', '')}${instant}`)).toBeGreaterThan(0);
  });

  it.each([
    ['is not in this bundle', `${imprint}${instant}`, 8],
    ['it is not about checkpoint 7', `${imprint.replaceAll('ab', 'ba')}${instant}`, 7],
    ['it is not about checkpoint 7', `${hash}${instant}`, 7],
    ['says no time', imprint, 7],
    ['says no time', `${instant}${imprint}`, 7],
  ])('and otherwise nothing: %s', (detail, der, sequence) => {
    expect(() => stampOf(der, sequence)).toThrow(detail);
  });
});
