import fc from 'fast-check';
import { asked } from '../../verify/asked.ts';
import { Signer } from '../../verify/signer.ts';
import { diceOf, simulated } from '../../verify/simulated-debates.ts';
import {
  type Bundle,
  bundleOf,
  isAmongEntries,
  isThere,
  tampered,
  wayNames,
} from '../../verify/tampering.ts';
import type { Figure } from '../figure.ts';

const goal = 10_000;
const bundleCount = 250;
const perWay = 6;
const seed = Number(process.env.SEED ?? 20_201_003);

type Count = {
  tried: number;
  found: number;
  ofEntries: number;
  exact: number;
  elsewhere: number;
  near: number;
};

/** Every way of changing a bundle, so many times on each of many bundles, at places of which the seed decides. */
export async function run(): Promise<Figure[]> {
  const signers = [new Signer(), new Signer()];
  const logs = fc.sample(simulated, { seed, numRuns: bundleCount });
  const dice = diceOf(seed);
  const pick = (under: number): number => Math.floor(dice() * under);
  const count: Count = { tried: 0, found: 0, ofEntries: 0, exact: 0, elsewhere: 0, near: 0 };
  for (const log of logs) await tamperWith(bundleOf(log, signers, 15), pick, count);
  return figures(count);
}

async function tamperWith(bundle: Bundle, pick: (under: number) => number, count: Count): Promise<void> {
  for (const way of wayNames.flatMap((name) => Array.from({ length: perWay }, () => name))) {
    const changed = tampered(bundle, way, pick);
    if (changed.bytes.equals(bundle.bytes)) continue;
    const { problem } = await asked(changed.bytes, { receipts: changed.receipts ?? [] });
    count.tried += 1;
    if (!problem) {
      console.log(`  seed ${seed}: not found: ${way} at line ${changed.line}, entry ${changed.sequence}`);
      continue;
    }
    count.found += 1;
    const isExact = isThere(bundle, changed, problem);
    count[isAmongEntries(bundle, changed) ? 'ofEntries' : 'elsewhere'] += 1;
    if (isExact) count[isAmongEntries(bundle, changed) ? 'exact' : 'near'] += 1;
    else if (isAmongEntries(bundle, changed))
      console.log(
        `  seed ${seed}: ${way} at line ${changed.line} named as line ${problem.line} (${problem.code})`,
      );
  }
}

function figures({ tried, found, ofEntries, exact, elsewhere, near }: Count): Figure[] {
  const limitedBy = `seed ${seed}, ${bundleCount} bundles; ${wayNames.join(', ')}`;
  return [
    {
      what: `random changes of a bundle that verify/ finds, of ${tried}`,
      value: found,
      goal,
      unit: 'changes',
      ok: found === tried && tried >= goal,
      limitedBy,
    },
    {
      what: `changes among the entries of which the first bad entry is named exactly, of ${ofEntries}`,
      value: exact,
      goal: ofEntries,
      unit: 'changes',
      ok: exact === ofEntries,
      limitedBy: `what is signed; of ${elsewhere} changes to other lines the very line is named for ${near}, and otherwise that the file is not the one given out`,
    },
  ];
}
