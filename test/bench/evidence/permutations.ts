import fc from 'fast-check';
import { conclusionOf, rearranged } from '../../rules/random-evidence.ts';
import { drawSeed } from '../../support/seed.ts';
import type { Figure } from '../figure.ts';

const logs = 10_000;

/** Random debates, each read in a random order with repetitions: facts and verdicts must be the same bytes. */
export async function run(): Promise<Figure[]> {
  const seed = drawSeed('permutations');
  let [tried, entriesRead, there] = [0, 0, 0];
  const found = fc.check(
    fc.property(rearranged, ({ entries, again }) => {
      const conclusion = conclusionOf(entries);
      tried += 1;
      entriesRead += again.length;
      if (conclusion.includes('"present":[{')) there += 1;
      return conclusionOf(again) === conclusion;
    }),
    { numRuns: logs, seed },
  );
  if (found.failed) console.error(fc.defaultReportMessage(found));
  return [
    {
      what: 'permutations and repetitions of the same entries that give the same bytes',
      value: found.failed ? 0 : tried,
      goal: logs,
      unit: 'logs',
      ok: !found.failed && tried >= logs,
      limitedBy: `the number asked for; ${entriesRead} entries were read, and somebody was present in ${there} of the debates`,
    },
  ];
}
