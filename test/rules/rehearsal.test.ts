import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format, Phase } from '../../server/protocol/campaign.ts';
import { formatLengthMs, phaseAt, plannedTurns } from '../../server/rules/formats.ts';
import { type RehearsedTurn, rehearse } from '../../server/rules/rehearsal.ts';
import { minuteMs } from './debate-log.ts';

const secondMs = 1_000;
const names = { kk: 'Пікірсайыс', ru: 'Дебаты', en: 'Debate' };
const formatOf = (...phases: Phase[]): Format => ({ names, phases });

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((value) => value * secondMs);
const turnMs = seconds(1, 180);
const questions = fc.integer({ min: 1, max: 4 });
const planned: fc.Arbitrary<Phase> = fc.oneof(
  fc.record({ kind: fc.constantFrom('opening', 'closing'), turnMs }),
  fc.record({ kind: fc.constantFrom('moderator-questions', 'public-questions'), questions, turnMs }),
  fc.record({
    kind: fc.constant('each-asks-each'),
    ...{ questionMs: turnMs, answerMs: turnMs, totalMs: seconds(1, 2_400) },
  }),
);
const rebuttal: fc.Arbitrary<Phase> = fc.record({
  ...{ kind: fc.constant('rebuttal'), turnMs, budgetMs: seconds(1, 400) },
});
const open: fc.Arbitrary<Phase> = fc.record(
  { kind: fc.constant('open'), turnMs, totalMs: seconds(1, 1_200), budgetMs: seconds(1, 400) },
  { requiredKeys: ['kind', 'turnMs', 'totalMs'] },
);
const formats = (phase: fc.Arbitrary<Phase>) =>
  fc.array(phase, { minLength: 1, maxLength: 4 }).map((phases) => formatOf(...phases));
const anyFormat = formats(fc.oneof(planned, rebuttal, open));
const speakers = fc.integer({ min: 2, max: 12 });

const lateness = fc
  .record({
    format: anyFormat,
    speakers,
    place: fc.nat(),
    share: fc.double({ min: 0, max: 1.1, noNaN: true }),
  })
  .map(({ format, speakers, place, share }) => {
    const inTime = rehearse(format, speakers);
    const late = { speaker: place % speakers, arrivesAtMs: Math.round(inTime.totalMs * share) };
    return { format, speakers, late, inTime, held: rehearse(format, speakers, late) };
  });

const lengthOf = (turns: readonly RehearsedTurn[]) =>
  turns.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
const spokenBy = ({ phases }: ReturnType<typeof rehearse>, speaker: number) =>
  lengthOf(phases.flatMap(({ turns }) => turns).filter((turn) => turn.speaker === speaker));

describe('everybody in time', () => {
  it('a debate of planned turns is exactly its turns, one after the other', () => {
    fc.assert(
      fc.property(formats(planned), speakers, (format, count) => {
        const { phases, totalMs } = rehearse(format, count);
        const turns = phases.flatMap((phase) => phase.turns);
        expect(lengthOf(turns)).toBe(totalMs);
        expect(turns.map(({ fromMs }) => fromMs)).toEqual([0, ...turns.slice(0, -1).map(({ toMs }) => toMs)]);
        const given = phases.map((phase) => phase.turns.map((turn) => turn.speaker));
        expect(given).toEqual(
          format.phases.map((phase) => plannedTurns(phase, count).map((turn) => turn.speaker)),
        );
      }),
    );
  });

  it('parts follow each other without a gap, and no turn leaves its part or overlaps another', () => {
    fc.assert(
      fc.property(anyFormat, speakers, (format, count) => {
        const { phases, totalMs } = rehearse(format, count);
        let atMs = 0;
        for (const { fromMs, toMs, turns } of phases) {
          expect(fromMs).toBe(atMs);
          for (const turn of turns) {
            expect(turn.fromMs).toBe(atMs);
            expect(turn.toMs).toBeGreaterThan(turn.fromMs);
            atMs = turn.toMs;
          }
          expect(toMs).toBeGreaterThanOrEqual(atMs);
          atMs = toMs;
        }
        expect(totalMs).toBe(atMs);
        expect(totalMs).toBe(formatLengthMs(format, count));
      }),
    );
  });

  it('everybody is sure of the same, can have the same, and speaks as long', () => {
    fc.assert(
      fc.property(anyFormat, speakers, (format, count) => {
        const rehearsal = rehearse(format, count);
        const [first] = rehearsal.perSpeaker;
        for (const [speaker, share] of rehearsal.perSpeaker.entries()) {
          expect(share).toEqual(first);
          expect(spokenBy(rehearsal, speaker)).toBe(spokenBy(rehearsal, 0));
        }
      }),
    );
  });

  it('what one speaks is never less than is sure, nor more than can be had', () => {
    fc.assert(
      fc.property(anyFormat, speakers, (format, count) => {
        const rehearsal = rehearse(format, count);
        for (const [speaker, { guaranteedMs, mostMs }] of rehearsal.perSpeaker.entries()) {
          expect(guaranteedMs).toBeLessThanOrEqual(spokenBy(rehearsal, speaker));
          expect(mostMs).toBeGreaterThanOrEqual(spokenBy(rehearsal, speaker));
        }
      }),
    );
  });
});

describe('the time of open parts', () => {
  const openPart = (budgetMs?: number): Phase => ({
    ...{ kind: 'open', turnMs: minuteMs, totalMs: 20 * minuteMs },
    ...(budgetMs === undefined ? {} : { budgetMs }),
  });

  it('is nobody’s for sure without a budget, and all of it anybody’s', () => {
    expect(rehearse(formatOf(openPart()), 5).perSpeaker[0]).toEqual({
      ...{ guaranteedMs: 0, mostMs: 20 * minuteMs, turns: 4 },
    });
  });

  it('with a budget, what all the others together cannot use is sure', () => {
    const sureMs = (count: number) =>
      rehearse(formatOf(openPart(4 * minuteMs)), count).perSpeaker[0]?.guaranteedMs;
    expect([4, 5, 6, 12].map(sureMs)).toEqual([4 * minuteMs, 4 * minuteMs, 0, 0]);
    expect(rehearse(formatOf(openPart(4.5 * minuteMs)), 5).perSpeaker[0]?.guaranteedMs).toBe(2 * minuteMs);
  });

  it('is over when everybody has used their budget', () => {
    expect(rehearse(formatOf(openPart(4 * minuteMs)), 3).totalMs).toBe(12 * minuteMs);
  });

  it('is shared so that nobody is ever more than a turn ahead', () => {
    fc.assert(
      fc.property(open, speakers, (phase, count) => {
        const spoken = Array.from({ length: count }, () => 0);
        for (const turn of rehearse(formatOf(phase), count).phases[0]?.turns ?? []) {
          spoken[turn.speaker] = (spoken[turn.speaker] ?? 0) + turn.toMs - turn.fromMs;
          const most = 'turnMs' in phase ? phase.turnMs : 0;
          expect(Math.max(...spoken) - Math.min(...spoken)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

describe('somebody comes late', () => {
  it('and never gains by it: not in time, not in what is sure, not in what can be had', () => {
    fc.assert(
      fc.property(lateness, ({ late, inTime, held }) => {
        const [before, after] = [inTime.perSpeaker[late.speaker], held.perSpeaker[late.speaker]];
        expect(spokenBy(held, late.speaker)).toBeLessThanOrEqual(spokenBy(inTime, late.speaker));
        expect(after?.guaranteedMs).toBeLessThanOrEqual(before?.guaranteedMs ?? 0);
        expect(after?.mostMs).toBeLessThanOrEqual(before?.mostMs ?? 0);
        expect(held.late?.guaranteedMs).toBe(after?.guaranteedMs);
      }),
    );
  });

  it('and does not speak before arriving, nor makes the debate longer', () => {
    fc.assert(
      fc.property(lateness, ({ late, inTime, held }) => {
        const own = held.phases
          .flatMap(({ turns }) => turns)
          .filter(({ speaker }) => speaker === late.speaker);
        for (const { fromMs } of own) expect(fromMs).toBeGreaterThanOrEqual(late.arrivesAtMs);
        expect(held.late?.totalChangeMs).toBe(held.totalMs - inTime.totalMs);
        expect(held.totalMs).toBeLessThanOrEqual(inTime.totalMs);
      }),
    );
  });

  it('every planned turn is given once or told as lost, and lost only with somebody it needs away', () => {
    fc.assert(
      fc.property(lateness, ({ format, speakers: count, late, held }) => {
        for (const [phase, part] of format.phases.entries()) {
          const given = (held.phases[phase]?.turns ?? []).flatMap(({ planned }) => planned ?? []);
          const lost = (held.late?.lost ?? []).filter((place) => place.phase === phase);
          const all = plannedTurns(part, count);
          const indexes = [...given, ...lost.map(({ turn }) => turn.planned ?? -1)].sort((a, b) => a - b);
          expect(indexes).toEqual(all.map((_, index) => index));
          for (const { turn } of lost) {
            const { speaker, toSpeaker } = all[turn.planned ?? 0] ?? {};
            expect([speaker, toSpeaker]).toContain(late.speaker);
          }
        }
      }),
    );
  });

  it('and is there before anything needs them: nothing changes', () => {
    fc.assert(
      fc.property(lateness, fc.double({ min: 0, max: 1, noNaN: true }), (scene, share) => {
        const { format, speakers: count, inTime, late } = scene;
        const neededAtMs = inTime.phases.map(({ fromMs, turns }, phase) => {
          const all = plannedTurns(phaseAt(format, phase), count);
          const needing = all.findIndex((turn) => [turn.speaker, turn.toSpeaker].includes(late.speaker));
          return turns[needing]?.fromMs ?? fromMs;
        });
        const arrivesAtMs = Math.floor(Math.min(...neededAtMs) * share);
        const held = rehearse(format, count, { ...late, arrivesAtMs });
        expect(held.phases).toEqual(inTime.phases);
        expect(held.late).toMatchObject({ later: [], lost: [], totalChangeMs: 0 });
      }),
    );
  });

  it('in the opening: the turn comes at the end of the part; after it: the turn is lost', () => {
    const format = formatOf({ kind: 'opening', turnMs: minuteMs }, { kind: 'closing', turnMs: minuteMs });
    const during = rehearse(format, 4, { speaker: 0, arrivesAtMs: 150 * secondMs });
    expect(during.late).toMatchObject({ lost: [], totalChangeMs: 0, guaranteedMs: 2 * minuteMs });
    expect(during.late?.later).toMatchObject([{ phase: 0, turn: { speaker: 0 }, givenAtMs: 3 * minuteMs }]);
    const after = rehearse(format, 4, { speaker: 0, arrivesAtMs: 200 * secondMs });
    expect(after.late).toMatchObject({
      later: [{ phase: 1 }],
      totalChangeMs: -minuteMs,
      guaranteedMs: minuteMs,
    });
    expect(after.late?.lost).toMatchObject([{ phase: 0, turn: { speaker: 0, fromMs: 0 } }]);
  });

  it('no answer is given before its question', () => {
    const part: Phase = {
      ...{ kind: 'each-asks-each', questionMs: 30 * secondMs, answerMs: minuteMs, totalMs: 60 * minuteMs },
    };
    fc.assert(
      fc.property(speakers, fc.nat(), seconds(0, 4_000), (count, place, arrivesAtMs) => {
        const { phases } = rehearse(formatOf(part), count, { speaker: place % count, arrivesAtMs });
        const order = phases[0]?.turns.map(({ planned }) => planned ?? 0) ?? [];
        for (const answer of order.filter((planned) => planned % 2 === 1)) {
          expect(order.slice(0, order.indexOf(answer))).toContain(answer - 1);
        }
      }),
    );
  });
});
