import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandOf,
  isComplete,
  isRuling,
  nothingWritten,
  type Written,
} from '../../client/committee/case/acts.ts';
import { drawnWidth, scaleOf } from '../../client/committee/drawn/scale.ts';
import { changesOf, drawnGracesMs } from '../../client/committee/what-if/changes.ts';
import { comparisonOf } from '../../client/committee/what-if/differences.ts';
import { outcomes } from '../../server/protocol/campaign.ts';
import { CasePreparation, CaseRuling, committeeActs, VoteChoice } from '../../server/protocol/cases.ts';
import { mostAlternatives, type WhatIf, WhatIfQuestion } from '../../server/protocol/what-if.ts';

const written: fc.Arbitrary<Written> = fc.record({
  text: fc.string({ maxLength: 2100 }).filter((text) => !/[\p{C}]/u.test(text)),
  choice: fc.option(fc.constantFrom(...VoteChoice.options)),
  memberId: fc.option(fc.constant('a-member')),
  duplicateOf: fc.option(fc.constant(randomUUID())),
});

describe('an act in a case', () => {
  it.each(committeeActs)(
    '%s is sent only when it is whole, and then the hub’s own schema takes it',
    (act) => {
      const schema = isRuling(act) ? CaseRuling : CasePreparation;
      fc.assert(
        fc.property(written, (given) => {
          const command = commandOf(act, given, randomUUID());
          expect(command !== null).toBe(isComplete(act, given));
          if (command !== null) expect(schema.safeParse(command).success).toBe(true);
        }),
      );
    },
  );

  it('nothing is decided or asked without words', () => {
    const silent = committeeActs.filter((act) => isComplete(act, nothingWritten));
    expect(silent).toEqual(['admit', 'decide']);
  });
});

describe('a drawing over time', () => {
  it('keeps everything inside, in order, and names five round instants at most', () => {
    const span = fc.tuple(fc.nat(1e12), fc.integer({ min: 1, max: 86_400_000 }));
    fc.assert(
      fc.property(span, fc.array(fc.nat(1e12)), ([fromMs, lengthMs], instants) => {
        const scale = scaleOf(fromMs, fromMs + lengthMs);
        const places = instants.toSorted((a, b) => a - b).map(scale.at);
        expect(places.every((place) => place >= 0 && place <= drawnWidth)).toBe(true);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(scale.at(fromMs)).toBe(0);
        expect(scale.at(fromMs + lengthMs)).toBe(drawnWidth);
        expect(scale.ticks.length).toBeLessThanOrEqual(6);
        for (const tick of scale.ticks) expect(tick).toBeLessThanOrEqual(fromMs + lengthMs);
      }),
    );
  });
});

describe('what another rule would change', () => {
  const anyOutcome = fc.constantFrom(...outcomes);
  const answer = fc.array(fc.tuple(anyOutcome, anyOutcome), { maxLength: 20 }).map(
    (pairs): WhatIf => ({
      ...{ asOfMs: 0, isWhole: true },
      matters: pairs.map(([inForce]) => ({
        ...{ slotId: randomUUID(), candidacyId: randomUUID(), debateId: randomUUID(), name: 'Somebody' },
        ...{ title: { kk: 'a', ru: 'a', en: 'a' }, standing: inForce, isBreached: false, inForce },
      })),
      alternatives: [pairs.map(([, tried]) => tried)],
    }),
  );

  it('is every verdict that differs, and the counts follow from them', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const { differences, harmingNow, harmingTried } = comparisonOf(given, 0);
        for (const { inForce, tried } of differences) expect(tried).not.toBe(inForce);
        const harms = (outcome: string) => (outcome === 'absent' || outcome === 'partial' ? 1 : 0);
        const change = differences.reduce(
          (sum, { inForce, tried }) => sum + harms(tried) - harms(inForce),
          0,
        );
        expect(harmingTried - harmingNow).toBe(change);
      }),
    );
  });

  it('asks for the wish first and then for each grace that is drawn, the one in force among them', () => {
    fc.assert(
      fc.property(fc.nat(3_600_000), (inForceMs) => {
        const graces = drawnGracesMs(inForceMs);
        expect(graces).toContain(inForceMs);
        expect(graces).toEqual([...new Set(graces)].sort((a, b) => a - b));
        const wish = { bridgeMs: 1, sharePercent: 60, lateAfterMs: 2 };
        const changes = changesOf(wish, graces);
        expect(changes[0]).toEqual(wish);
        expect(changes.length).toBeLessThanOrEqual(mostAlternatives);
        expect(WhatIfQuestion.safeParse({ changes }).success).toBe(true);
      }),
    );
  });
});
