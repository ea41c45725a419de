import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asked } from './asked.ts';
import { Signer } from './signer.ts';
import { diceOf, simulated } from './simulated-debates.ts';
import { bundleOf, isAmongEntries, isThere, tampered, wayNames } from './tampering.ts';

const signers = [new Signer(), new Signer()];
const bundles = fc
  .sample(simulated, { seed: 7, numRuns: 5 })
  .map((log) => bundleOf(log.slice(0, 90), signers, 15));

describe('a bundle that somebody has changed', () => {
  it.each(wayNames)('is found, and the first bad entry is named: %s', async (way) => {
    const any = fc.tuple(fc.constantFrom(...bundles), fc.integer());
    await fc.assert(
      fc.asyncProperty(any, async ([bundle, seed]) => {
        const dice = diceOf(seed);
        const pick = (under: number) => Math.floor(dice() * under);
        const changed = tampered(bundle, way, pick);
        fc.pre(!changed.bytes.equals(bundle.bytes));
        const { isSound, problem } = await asked(changed.bytes, { receipts: changed.receipts ?? [] });
        expect(isSound).toBe(false);
        if (isAmongEntries(bundle, changed))
          expect({ ...changed, problem, isThere: isThere(bundle, changed, problem as never) }).toMatchObject({
            isThere: true,
          });
      }),
      { numRuns: 150 },
    );
  });

  it('and one that nobody has changed is sound', async () => {
    for (const { bytes } of bundles)
      expect(await asked(bytes)).toMatchObject({ problem: null, isSound: true });
  });
});
