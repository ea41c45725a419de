import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualTerms } from '../../server/protocol/duties.ts';
import { dueInArea } from '../../server/rules/area-time.ts';
import {
  assertMayBeRated,
  type Contender,
  conferenceEntry,
  type Drafted,
  dutiesFor,
  entryOf,
  hearings,
} from '../../server/rules/lists.ts';
import { obligationRows } from '../../server/rules/obligations.ts';
import { readRatings } from '../../server/rules/ratings.ts';
import { idOf } from './debate-log.ts';

const rated = (votes: readonly number[]) =>
  votes.map((each, index) => ({ candidacyId: idOf(index + 1), name: `Candidate ${index + 1}`, votes: each }));
const entering = (votes: readonly number[], places: number) =>
  conferenceEntry(rated(votes), { office: 'majilis', places }).entrants.map((entrant) => entrant.votes);

describe('O-8 who enters a conference', () => {
  it('a quota of 2 gives four debaters', () => {
    expect(entering([900, 800, 700, 650, 640], 4)).toEqual([900, 800, 700, 650]);
  });

  it('a quota of 3 with 900, 800, 700, 650, 640, 600, 600 lets seven enter: the sixth place is tied', () => {
    const { entrants } = conferenceEntry(rated([900, 800, 700, 650, 640, 600, 600]), {
      ...{ office: 'majilis', places: 6 },
    });
    expect(entrants).toHaveLength(7);
    expect(entrants.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 6]);
    expect(entrants.filter(({ isTied }) => isTied).map(({ votes }) => votes)).toEqual([600, 600]);
  });

  it('fewer than the places: all enter, also with no votes at all', () => {
    expect(entering([10, 0], 4)).toEqual([10, 0]);
    expect(entering([], 4)).toEqual([]);
  });

  it('a tie above the cut lets nobody more in', () => {
    expect(entering([900, 900, 800, 700, 600], 4)).toEqual([900, 900, 800, 700]);
  });

  const votes = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 });
  const places = fc.integer({ min: 1, max: 8 });

  it('any order of the ratings gives the same list', () => {
    const shuffled = votes.chain((list) => {
      const all = rated(list);
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    fc.assert(
      fc.property(shuffled, places, ([list, again], count) => {
        const cut = { office: 'majilis', places: count };
        expect(conferenceEntry(again, cut)).toEqual(conferenceEntry(list, cut));
      }),
    );
  });

  it('nobody stays out who has as many votes as somebody who entered, and no place stays empty', () => {
    fc.assert(
      fc.property(votes, places, (list, count) => {
        const { entrants, others } = conferenceEntry(rated(list), { office: 'majilis', places: count });
        expect(entrants.length).toBeGreaterThanOrEqual(Math.min(count, list.length));
        const least = Math.min(...entrants.map((entrant) => entrant.votes as number));
        for (const other of others) expect(other.votes).toBeLessThan(least);
      }),
    );
  });
});

const contender = (n: number, offices: string[], changes: Partial<Contender> = {}): Contender => ({
  ...{ candidacyId: idOf(n), name: `Candidate ${n}`, offices, areaKind: 'oblast' },
  ...{ isStanding: true, stoodOn: ['unit-debate'], ...changes },
});

function drafted(changes: Partial<Drafted>): Drafted {
  return {
    stage: { kind: 'local-conference', closesAtMs: 1_000, zone: 'Asia/Almaty' },
    contenders: [],
    seats: [{ office: 'majilis', seats: 1 }],
    ratings: [],
    rows: obligationRows,
    terms: { ...usualTerms, validFromMs: 0 },
    ...changes,
  };
}

describe('what a list makes its people owe', () => {
  const both = ['majilis', 'regional-maslikhat'];

  it('O-9 the registered list names everybody who stands, for one debate of the unit', () => {
    const draft = drafted({
      stage: { kind: 'unit-debate', closesAtMs: 1_000, zone: 'Asia/Almaty' },
      seats: [],
      contenders: [contender(1, both), contender(2, ['local-maslikhat'], { isStanding: false })],
    });
    const { entrants } = entryOf(draft);
    expect(entrants.map(({ candidacyId }) => candidacyId)).toEqual([idOf(1)]);
    expect(dutiesFor(entrants, draft)).toEqual([
      { candidacyId: idOf(1), rule: 'O-1', debates: 1, dueAtMs: 1_000 },
    ]);
  });

  it('O-7 who enters for two offices owes one debate', () => {
    const draft = drafted({
      contenders: [contender(1, both)],
      seats: both.map((office) => ({ office, seats: 1 })),
      ratings: [{ candidacyId: idOf(1), votes: 5 }],
    });
    const { entrants } = entryOf(draft);
    expect(entrants).toHaveLength(2);
    expect(dutiesFor(entrants, draft).map(({ rule }) => rule)).toEqual(['O-3-district']);
  });

  it('O-2 who seeks two offices and enters for one owes by that one', () => {
    const draft = drafted({
      contenders: [contender(1, both), contender(2, both), contender(3, both)],
      seats: [{ office: 'regional-maslikhat', seats: 1 }],
      ratings: [1, 2, 3].map((n) => ({ candidacyId: idOf(n), votes: n })),
    });
    const { entrants } = entryOf(draft);
    expect(dutiesFor(entrants, draft).map(({ candidacyId, rule }) => [candidacyId, rule])).toEqual([
      [idOf(2), 'O-2'],
      [idOf(3), 'O-2'],
    ]);
  });

  it('O-8 a vacancy is filled by the next, and one alone has a hearing', () => {
    const people = [1, 2, 3].map((n) => contender(n, ['majilis'], { isStanding: n !== 2 }));
    const ratings = [1, 2, 3].map((n) => ({ candidacyId: idOf(n), votes: 10 - n }));
    const entry = entryOf(drafted({ contenders: people, ratings }));
    expect(entry.entrants.map(({ candidacyId }) => candidacyId)).toEqual([idOf(1), idOf(3)]);
    expect(hearings(entry)).toEqual([]);
    const alone = entryOf(drafted({ contenders: people.slice(0, 2), ratings: ratings.slice(0, 2) }));
    expect(hearings(alone)).toEqual(['majilis']);
    expect(dutiesFor(alone.entrants, drafted({ contenders: people }))).toHaveLength(1);
  });

  it('O-6 the regional list may name only who was on the list of the local conference', () => {
    const stage = { kind: 'regional-conference', closesAtMs: 1_000, zone: 'Asia/Almaty' };
    const ratings = [{ candidacyId: idOf(1), votes: 5 }];
    const passed = contender(1, ['majilis'], { stoodOn: ['unit-debate', 'local-conference'] });
    expect(() => assertMayBeRated(drafted({ stage, contenders: [passed], ratings }))).not.toThrow();
    const stranger = drafted({ stage, contenders: [contender(1, ['majilis'])], ratings });
    expect(() => assertMayBeRated(stranger)).toThrow(
      expect.objectContaining({ code: 'not-on-earlier-list' }),
    );
    const elsewhere = drafted({ stage, contenders: [], ratings });
    expect(() => assertMayBeRated(elsewhere)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});

describe('D-1 a stage closes by the clocks of its area', () => {
  it('midnight of the capital is midnight of the area, in 2020 an hour apart', () => {
    const midnightMs = Date.UTC(2020, 8, 30, 18);
    const zones = { capital: 'Asia/Almaty', area: 'Asia/Aqtobe' };
    expect(dueInArea(midnightMs, zones)).toBe(midnightMs + 3_600_000);
    expect(dueInArea(midnightMs, { ...zones, area: 'Asia/Almaty' })).toBe(midnightMs);
    expect(dueInArea(Date.UTC(2030, 0, 1), zones)).toBe(Date.UTC(2030, 0, 1));
  });

  it('keeps the milliseconds of the instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2019, 0), max: Date.UTC(2031, 0) }), (atMs) => {
        const offMs = dueInArea(atMs, { capital: 'Asia/Almaty', area: 'Asia/Oral' }) - atMs;
        expect([0, 3_600_000]).toContain(Math.abs(offMs));
      }),
    );
  });
});

describe('imported ratings', () => {
  const [one, two] = [idOf(1), idOf(2)];

  it('CSV reads as JSON does, with either line end and a byte order mark', () => {
    const rows = [
      { candidacyId: one, votes: 12 },
      { candidacyId: two, votes: 0 },
    ];
    expect(readRatings(`\uFEFFcandidacyId,votes\r\n${one},12\r\n${two},0\r\n`)).toEqual(rows);
    expect(readRatings(rows)).toEqual(rows);
  });

  it('EDGE-6 a thousand at most', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ candidacyId: idOf(n + 1), votes: n }));
    expect(readRatings(rows(1000))).toHaveLength(1000);
    expect(() => readRatings(rows(1001))).toThrow(expect.objectContaining({ code: 'limit-reached' }));
  });

  it.each([
    ['a foreign head line', `id;votes\n${one};1`],
    ['no head line', `${one},1\n${two},2`],
    ['columns the other way round', `votes,candidacyId\n${one},1`],
    ['an id that is none', 'candidacyId,votes\n=1+1,1'],
    ['votes below nothing', `candidacyId,votes\n${one},-1`],
    ['half a vote', `candidacyId,votes\n${one},1.5`],
    ['a column more', `candidacyId,votes\n${one},1,2`],
    ['an empty line in the middle', `candidacyId,votes\n\n${one},1`],
    ['one candidacy twice', `candidacyId,votes\n${one},1\n${one},2`],
  ])('EDGE-1 %s is refused', (_, text) => {
    expect(() => readRatings(text)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});
