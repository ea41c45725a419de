import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asked } from './asked.ts';
import { fileOf, linesOf, partsOf } from './bundle-maker.ts';
import { Signer } from './signer.ts';
import { simulated } from './simulated-debates.ts';

const signers = [new Signer()];

describe('7.2 the verifier and the hub, each by its own way of counting', () => {
  it('give every slot of any debate the same minutes, reasons and verdict', async () => {
    await fc.assert(
      fc.asyncProperty(simulated, async (log) => {
        const result = await asked(fileOf(linesOf(partsOf(log, signers))));
        expect(result.problem).toBeNull();
        expect(result.verdicts.every(({ isEqual }) => isEqual)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
