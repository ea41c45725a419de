import type { Seed } from '../../../server/store/seed-shape.ts';

/** What a candidate of this campaign does in their first debate. */
export type Part = 'there' | 'late' | 'leaves' | 'absent' | 'absent-excused' | 'absent-unconfirmed';

/** What becomes of whoever was absent without an excuse. */
type Fate = 'removed' | 'appeal-fails' | 'appeal-succeeds';

type Office = Seed['candidacies'][number]['offices'][number];
type Unit = 'almaty' | 'mugalzhar';

export type Plan = { key: string; unit: Unit; office: Office; part: Part; fate: Fate | null };

const units: readonly Unit[] = ['almaty', 'mugalzhar'];
const offices: readonly Office[] = ['local-maslikhat', 'regional-maslikhat', 'majilis'];
const ofEach = 10;

/** By place in the list of all sixty. Those rated highest of each office come to the conferences. */
const unusual: Record<number, { part: Part; fate?: Fate }> = {
  4: { part: 'absent', fate: 'removed' },
  8: { part: 'late' },
  16: { part: 'leaves' },
  17: { part: 'absent', fate: 'appeal-fails' },
  27: { part: 'absent-excused' },
  35: { part: 'late' },
  38: { part: 'absent', fate: 'appeal-succeeds' },
  45: { part: 'late' },
  49: { part: 'absent-unconfirmed' },
  57: { part: 'leaves' },
};

/** Sixty candidacies over the three routes: twenty for each office, in a city and in a district of a region. */
export const plans: readonly Plan[] = units.flatMap((unit, unitIndex) =>
  offices.flatMap((office, officeIndex) =>
    Array.from({ length: ofEach }, (_, index): Plan => {
      const place = (unitIndex * offices.length + officeIndex) * ofEach + index;
      const { part = 'there', fate = null } = unusual[place] ?? {};
      return { key: `person-${place}`, unit, office, part, fate };
    }),
  ),
);
