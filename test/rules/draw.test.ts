import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawOrder } from '../../server/rules/draw.ts';
import { sha256 } from './debate-log.ts';

const ids = fc.uniqueArray(fc.uuid(), { maxLength: 12 });

it('the draw keeps everybody exactly once, and the order they were handed in changes nothing', () => {
  const shuffled = ids.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, fc.string(), ([list, again], seed) => {
      const drawn = drawOrder(list, seed, sha256);
      expect([...drawn].sort()).toEqual([...list].sort());
      expect(drawOrder(again, seed, sha256)).toEqual(drawn);
    }),
  );
});

it('anybody can repeat it: by the SHA-256 of seed, line break and id', () => {
  const seed = 'announced in public';
  const [a, b] = ['a', 'b'];
  const isFirst = sha256(`${seed}\na`) < sha256(`${seed}\nb`);
  expect(drawOrder([a, b], seed, sha256)).toEqual(isFirst ? [a, b] : [b, a]);
});

it('each place is as likely as another: no seed prefers a candidate', () => {
  const lineup = ['a', 'b', 'c', 'd'];
  const firsts = new Map<string, number>();
  for (let round = 0; round < 4000; round += 1) {
    const [winner = ''] = drawOrder(lineup, `round ${round}`, sha256);
    firsts.set(winner, (firsts.get(winner) ?? 0) + 1);
  }
  for (const id of lineup) expect(firsts.get(id)).toSatisfy((count: number) => count > 880 && count < 1120);
});

it('equal lots fall back on the id', () => {
  expect(drawOrder(['b', 'a', 'c'], 'seed', () => 'equal')).toEqual(['a', 'b', 'c']);
});
