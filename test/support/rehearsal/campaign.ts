import { readFileSync } from 'node:fs';
import type { Format, Phase } from '../../../server/protocol/campaign.ts';
import { Seed } from '../../../server/store/seed-shape.ts';

const shipped = Seed.parse(
  JSON.parse(readFileSync(new URL('../../../server/embedded/campaigns/first.json', import.meta.url), 'utf8')),
);

/** The shipped format of 2020 with every length divided by `speed`. */
export function formatOf2020(speed: number): Format {
  const found = shipped.formats.find(({ key }) => key === 'as-in-2020');
  if (!found) throw new Error('the format of 2020 is not shipped');
  const { key: _, phases, ...format } = found;
  const warningsMs = [30_000, 10_000].map((ms) => faster(ms, speed));
  return { ...format, warningsMs, interjectionMs: faster(30_000, speed), phases: phases.map(quick(speed)) };
}

const faster = (ms: number, speed: number): number => Math.max(1_000, Math.round(ms / speed));

/** Every length of a part; the counts stay. */
function quick(speed: number) {
  return (phase: Phase): Phase => {
    const lengths = Object.entries(phase).map(([name, value]) => [
      name,
      name.endsWith('Ms') ? faster(value as number, speed) : value,
    ]);
    return Object.fromEntries(lengths) as Phase;
  };
}

/** A campaign whose first debate has so many candidates and this format. */
export function withLineup(seed: Seed, speakers: number, format: Format): Seed {
  const [debate] = seed.debates;
  if (!debate) throw new Error('the seed has no debate');
  const keys = Array.from({ length: speakers }, (_, index) => `speaker-${index + 1}`);
  const people = keys.map((key, index) => ({
    key,
    name: `Candidate ${index + 1} (fictional)`,
    email: `${key}@example.invalid`,
    roles: ['candidate' as const],
  }));
  const others = seed.people.filter(({ roles }) => !roles.includes('candidate'));
  return Seed.parse({
    ...seed,
    formats: [{ ...format, key: debate.format }],
    people: [...others, ...people],
    candidacies: keys.map((person) => ({
      person,
      area: debate.area,
      status: 'registered',
      offices: ['local-maslikhat'],
    })),
    debates: [{ ...debate, candidates: keys }],
  });
}
