import fc from 'fast-check';
import { asked } from '../../verify/asked.ts';
import { fileOf, linesOf, partsOf } from '../../verify/bundle-maker.ts';
import { Signer } from '../../verify/signer.ts';
import { simulated } from '../../verify/simulated-debates.ts';
import type { Figure } from '../figure.ts';

const goal = 10_000;
/** Debates of one seed, so that a round can be had again by itself. */
const perSeed = 500;
const firstSeed = Number(process.env.SEED ?? 20_201_003);

/** Each debate goes the whole way: the hub's own verdicts into a signed bundle, and that through the verifier. */
export async function run(): Promise<Figure[]> {
  const signers = [new Signer()];
  const outcomes = new Map<string, number>();
  let [debates, equal] = [0, 0];
  for (let seed = firstSeed; debates < goal; seed += 1) {
    for (const log of fc.sample(simulated, { seed, numRuns: perSeed })) {
      const result = await asked(fileOf(linesOf(partsOf(log, signers, 1_000))));
      debates += 1;
      if (result.isSound) equal += 1;
      else console.log(`  seed ${seed}: ${result.problem?.code} ${result.problem?.detail}`);
      for (const { computed } of result.verdicts)
        outcomes.set(computed.outcome, (outcomes.get(computed.outcome) ?? 0) + 1);
    }
    console.log(`  seed ${seed}: ${equal} of ${debates} debates equal`);
  }
  return [figure({ debates, equal, outcomes })];
}

type Count = { debates: number; equal: number; outcomes: ReadonlyMap<string, number> };

function figure({ debates, equal, outcomes }: Count): Figure {
  const each = [...outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${count} ${outcome}`);
  return {
    what: `simulated debates whose minutes, reasons and verdicts verify/ and the hub give alike, of ${debates}`,
    value: equal,
    goal,
    unit: 'debates',
    ok: equal === debates && debates >= goal,
    limitedBy: `seeds from ${firstSeed} on, ${perSeed} debates each; verdicts: ${each.join(', ')}`,
  };
}
