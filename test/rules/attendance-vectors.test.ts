import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { type PresenceFacts, presenceOf, type SlotFacts } from '../../server/rules/presence.ts';
import { at, idOf, logOf, minuteMs, opened, ruleSet } from './debate-log.ts';
import { faultless, openingTurn, outcomeOf, presentTo, reasonOf, span, verdictOf } from './verdict-cases.ts';

describe('ATT the test vectors of domain spec 7.2', () => {
  it('ATT (a) five minutes of our outage are not countable, a gap of 90 s is bridged: 52 of 55 minutes, attended', () => {
    const ana = faultless({
      present: [span(at(3), at(20)), span(at(21, 30), at(55))],
      arrivedAtMs: at(3),
    });
    const verdict = verdictOf(ana, { outages: [span(at(55), at(60))] });
    expect(verdict).toMatchObject({
      outcome: 'attended',
      presentMs: 52 * minuteMs,
      countableMs: 55 * minuteMs,
    });
  });

  it('ATT (b) 45 of 60 minutes is 75 per cent exactly: attended', () => {
    const verdict = verdictOf(presentTo(45));
    expect(verdict.outcome).toBe('attended');
    expect(reasonOf(verdict, 'share-met')).toMatchObject({ measured: 45 * minuteMs, needed: 45 * minuteMs });
  });

  it('ATT (c) 44:59 of 60:00 is too little: partial', () => {
    const verdict = verdictOf(presentTo(44, 59));
    expect(verdict.outcome).toBe('partial');
    expect(reasonOf(verdict, 'share-missed')).toMatchObject({ needed: 45 * minuteMs });
  });

  it('ATT (d) there for the whole hour without an opening turn: partial', () => {
    expect(outcomeOf(faultless({ turns: [] }))).toBe('partial');
    const brief = { ...openingTurn, toMs: openingTurn.fromMs + 29_999 };
    const verdict = verdictOf(
      faultless({ turns: [brief, { ...brief, phaseKind: 'closing', toMs: at(20) }] }),
    );
    expect(verdict.outcome).toBe('partial');
    expect(reasonOf(verdict, 'opening-turn-missed')).toMatchObject({ measured: 29_999, needed: 30_000 });
  });

  it('ATT (e) joined at +10:00 is on time, at +10:01 late', () => {
    const joined = (arrivedAtMs: number) => faultless({ arrivedAtMs, present: [span(arrivedAtMs, at(60))] });
    expect(outcomeOf(joined(at(10)))).toBe('attended');
    const late = verdictOf(joined(at(10, 1)));
    expect(late.outcome).toBe('late');
    expect(reasonOf(late, 'arrived-late')).toMatchObject({ measured: 601_000, needed: 600_000 });
  });

  it('ATT (f) a gap of 120 s is bridged, one of 121 s is not', () => {
    const gapped = (seconds: number) =>
      verdictOf(faultless({ present: [span(at(0), at(20)), span(at(20, seconds), at(60))] })).presentMs;
    expect(gapped(120)).toBe(60 * minuteMs);
    expect(gapped(121)).toBe(60 * minuteMs - 121_000);
  });

  it('ATT (g) 20 of 60 planned minutes, then stream and power were lost: void for all, and no fault of anybody', () => {
    const log = logOf([
      [at(-60), opened(2)],
      [at(0), { kind: 'debate.started', payload: {} }],
      ...Array.from({ length: 20 }, (_, minute) => [at(minute), nobodyThere] as const),
      [at(20), { kind: 'debate.ended', payload: { cause: 'failed' } }],
    ]);
    const verdicts = Object.values(verdictsOf(factsOf(log), ruleSet));
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual(['void', 'void']);
    expect(verdicts[0]?.reasons).toEqual([
      { code: 'outage-too-long', measured: 40 * minuteMs, needed: 30 * minuteMs },
    ]);
  });

  it('ATT (h) a hall debate: checked in at the desk, no media at all, turns by the moderator’s record: attended', () => {
    const lineup = [idOf(1), idOf(2)];
    const log = logOf([
      [at(-60), opened(2)],
      ...lineup.map(
        (slotId) => [at(-5), { kind: 'identity.confirmed', payload: { slotId, by: 'desk' } }] as const,
      ),
      [at(0), { kind: 'debate.started', payload: {} }],
      [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
      ...lineup.flatMap((slotId, index) => turnIn(slotId, 0, 1 + index * 4)),
      [at(50), { kind: 'phase.started', payload: { phase: 2, endsAtMs: null } }],
      ...lineup.flatMap((slotId, index) => turnIn(slotId, 2, 51 + index * 4)),
      [at(60), { kind: 'debate.ended', payload: { cause: 'moderator' } }],
      ...lineup.map((slotId) => [at(61), attested(slotId)] as const),
    ]);
    const verdicts = Object.values(verdictsOf(factsOf(log, 60 * minuteMs), ruleSet));
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual(['attended', 'attended']);
    expect(verdicts[0]).toMatchObject({ presentMs: 60 * minuteMs, arrivedAtMs: at(-5) });
  });

  it('ATT (i) ten minutes of a pause are not countable, whoever was there in them: 38 of 50 minutes, attended', () => {
    const pauses = [span(at(20), at(30))];
    const ana = faultless({ present: [span(at(0), at(20)), span(at(30), at(48))] });
    expect(verdictOf(ana, { pauses })).toMatchObject({
      outcome: 'attended',
      presentMs: 38 * minuteMs,
      countableMs: 50 * minuteMs,
    });
    const brief = faultless({ present: [span(at(0), at(35))] });
    expect(outcomeOf(brief)).toBe('partial');
    expect(verdictOf(brief, { pauses })).toMatchObject({ outcome: 'partial', presentMs: 25 * minuteMs });
  });

  it('ATT (i) a pause makes nobody late and nobody’s gap longer', () => {
    const late = faultless({ arrivedAtMs: at(14), present: [span(at(14), at(60))] });
    expect(outcomeOf(late)).toBe('late');
    expect(outcomeOf(late, { pauses: [span(at(2), at(8))] })).toBe('attended');
    const gapped = faultless({ present: [span(at(0), at(1, 30)), span(at(13, 30), at(60))] });
    expect(verdictOf(gapped, { pauses: [span(at(2), at(12))] }).presentMs).toBe(50 * minuteMs);
  });

  it('ATT (j) an opening turn that was interrupted is one turn of all its stretches; two turns are not one', () => {
    const stretch = (fromMs: number, seconds: number, turn = 7) => ({
      ...{ turn, phaseKind: 'opening' as const },
      ...span(fromMs, fromMs + seconds * 1000),
    });
    const spoken = (...turns: SlotFacts['turns']) => verdictOf(faultless({ turns }));
    const interrupted = spoken(stretch(at(11), 20), stretch(at(12), 10));
    expect(reasonOf(interrupted, 'opening-turn-met')).toMatchObject({ measured: 30_000, needed: 30_000 });
    const tooShort = spoken(stretch(at(11), 20), stretch(at(12), 9));
    expect(reasonOf(tooShort, 'opening-turn-missed')).toMatchObject({ measured: 29_000 });
    const apart = spoken(stretch(at(11), 20), stretch(at(12), 10, 9));
    expect(reasonOf(apart, 'opening-turn-missed')).toMatchObject({ measured: 20_000 });
  });
});

const nobodyThere: EvidenceFact = { kind: 'witness.snapshot', payload: { readings: [] } };

const attested = (slotId: string): EvidenceFact => ({
  kind: 'presence.attested',
  payload: { slotId, fromMs: at(-5), toMs: at(60) },
});

function turnIn(slotId: string, phase: number, minute: number): (readonly [number, EvidenceFact])[] {
  const used = { slotId, phase, cause: 'moderator' as const, usedMs: minuteMs };
  return [
    [at(minute), { kind: 'turn.started', payload: { slotId, phase, endsAtMs: at(minute + 3) } }],
    [at(minute + 1), { kind: 'turn.ended', payload: used }],
  ];
}

/** In a hall nothing is sampled, and its rule says that this is no outage. */
function factsOf(log: ReturnType<typeof logOf>, silenceMs = ruleSet.silenceMs): PresenceFacts {
  const entries = log.map((entry) =>
    entry.kind === 'debate.opened'
      ? { ...entry, payload: { ...entry.payload, ruleSet: { ...ruleSet, silenceMs } } }
      : entry,
  );
  return presenceOf(entries)?.facts ?? expect.fail('no debate');
}
