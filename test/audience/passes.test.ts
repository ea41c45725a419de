import { describe, expect, it } from 'vitest';
import { openPasses } from '../../server/audience/passes.ts';

const passes = openPasses('a secret of the hub, long enough to be one');

describe('viewer passes', () => {
  it('AUD-1 a pass of ours is read as its id, each time the same, and no two are alike', () => {
    const [one, two] = [passes.issue(), passes.issue()];
    expect(passes.read(one)).toBe(passes.read(one));
    expect(passes.read(one)).not.toBe(passes.read(two));
    expect(one.length).toBeLessThanOrEqual(200);
  });

  it('AUD-1 a pass signed with another secret is refused', () => {
    const forged = openPasses('another secret, as long as the one of the hub').issue();
    expect(() => passes.read(forged)).toThrow(expect.objectContaining({ code: 'pass-invalid' }));
  });

  it('AUD-1 a pass with any one character changed is refused', () => {
    const pass = passes.issue();
    for (let index = 0; index < pass.length; index += 1) {
      const changed = pass.slice(0, index) + (pass[index] === 'A' ? 'B' : 'A') + pass.slice(index + 1);
      expect(() => passes.read(changed), changed).toThrow(expect.objectContaining({ code: 'pass-invalid' }));
    }
  });

  it.each([
    '',
    '1',
    '1..',
    `1.${'A'.repeat(22)}.`,
    `2${passes.issue().slice(1)}`,
    `${passes.issue()}=`,
    `${passes.issue()}\n`,
  ])('AUD-1 what is not a pass at all is refused: %j', (text) => {
    expect(() => passes.read(text)).toThrow(expect.objectContaining({ code: 'pass-invalid' }));
  });
});
