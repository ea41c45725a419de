import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../server/protocol/campaign.ts';
import { verdictsOf } from '../../server/rules/attendance.ts';
import { subtract, union } from '../../server/rules/intervals.ts';
import type { PresenceFacts, SlotFacts } from '../../server/rules/presence.ts';
import { at, minuteMs, ruleSet, tenMs } from './debate-log.ts';
import {
  debateWith,
  faultless,
  neverCame,
  openingTurn,
  outcomeOf,
  presentTo,
  span,
  verdictOf,
} from './verdict-cases.ts';

describe('absence is kept apart from our fault and from what nobody knows', () => {
  it('never present in a debate that was watched: absent', () => {
    expect(verdictOf(neverCame)).toMatchObject({ outcome: 'void', reasons: [{ code: 'too-few-speakers' }] });
    const opposed = { slots: { ana: neverCame, ben: faultless(), dana: faultless() } };
    expect(verdictOf(neverCame, opposed)).toMatchObject({
      outcome: 'absent',
      reasons: [{ code: 'never-present', measured: 0, needed: 45 * minuteMs }],
    });
  });

  it('never present where nobody looked: unknown', () => {
    const unseen = { ...neverCame, hasEvidence: false };
    const opposed = { slots: { ana: unseen, ben: faultless(), dana: faultless() } };
    expect(verdictOf(unseen, opposed)).toMatchObject({
      outcome: 'unknown',
      reasons: [{ code: 'evidence-missing' }],
    });
  });

  it('never seen by a witness, but an opening turn is on the record: unknown, for the evidence contradicts itself', () => {
    const heard = { ...neverCame, turns: [openingTurn] };
    const opposed = (ana: SlotFacts) =>
      verdictOf(ana, { slots: { ana, ben: faultless(), dana: faultless() } });
    expect(opposed(heard)).toMatchObject({
      outcome: 'unknown',
      reasons: [{ code: 'evidence-contradictory', measured: minuteMs, needed: 30_000 }],
    });
    const brief = { ...openingTurn, toMs: openingTurn.fromMs + 29_999 };
    expect(opposed({ ...neverCame, turns: [brief] }).outcome).toBe('absent');
  });

  it('never seen and never spoke: absent, also where the rule asks for no opening turn', () => {
    const facts = { slots: { ana: neverCame, ben: faultless(), dana: faultless() } };
    const verdicts = verdictsOf(debateWith(neverCame, facts), { ...ruleSet, openingTurnMinMs: 0 });
    expect(verdicts.ana?.outcome).toBe('absent');
  });

  it('present, but nobody confirmed who it was: unknown', () => {
    const verdict = verdictOf(faultless({ isIdentityConfirmed: false }));
    expect(verdict.outcome).toBe('unknown');
    expect(verdict.reasons[0]?.code).toBe('identity-unconfirmed');
  });

  it('a debate that never began is void, one whose end is not known is unknown', () => {
    expect(verdictOf(neverCame, { startedAtMs: null, endedAtMs: null })).toMatchObject({
      outcome: 'void',
      reasons: [{ code: 'debate-not-held' }],
    });
    expect(outcomeOf(faultless(), { endedAtMs: null })).toBe('unknown');
  });

  it('an outage of half the plan is borne, a millisecond more makes the debate void', () => {
    const lost = (ms: number) => ({ outages: [span(at(30), at(30) + ms)] });
    expect(outcomeOf(faultless(), lost(30 * minuteMs - 1))).toBe('attended');
    expect(outcomeOf(faultless(), { ...lost(30 * minuteMs), endedAtMs: at(70) })).toBe('attended');
    expect(outcomeOf(faultless(), { ...lost(30 * minuteMs + 1), endedAtMs: at(70) })).toBe('void');
  });

  it('who was kept out by us alone for more than that is void too, unless the duty was met all the same', () => {
    const kept = { outages: [span(at(0), at(31))], arrivedAtMs: at(31), present: [span(at(31), at(60))] };
    expect(outcomeOf(faultless(kept))).toBe('attended');
    expect(outcomeOf(faultless({ ...kept, turns: [] }))).toBe('void');
    expect(outcomeOf(faultless({ ...neverCame, outages: kept.outages }), { slots: threeWith(kept) })).toBe(
      'void',
    );
  });

  it('who was kept out by us for the whole of a short debate is void', () => {
    const kept = faultless({ outages: [span(at(0), at(20))], present: [] });
    expect(verdictOf(kept, { endedAtMs: at(20) })).toMatchObject({ outcome: 'void', countableMs: 0 });
  });

  it('nobody is late by an outage of ours', () => {
    const arrivedAtMs = at(14);
    const ana = faultless({ arrivedAtMs, present: [span(arrivedAtMs, at(60))] });
    expect(outcomeOf(ana)).toBe('late');
    expect(outcomeOf(ana, { outages: [span(at(0), at(5))] })).toBe('attended');
    expect(outcomeOf({ ...ana, outages: [span(at(0), at(5))] })).toBe('attended');
  });

  it('an outage inside a gap does not make the gap longer', () => {
    const ana = faultless({ present: [span(at(0), at(20)), span(at(23), at(60))] });
    expect(verdictOf(ana, { outages: [span(at(20, 30), at(22))] }).presentMs).toBe(58.5 * minuteMs);
    expect(verdictOf(ana).presentMs).toBe(57 * minuteMs);
  });

  it('a gap right after the start is bridged for whoever was there at the start', () => {
    const present = [span(at(1), at(60))];
    expect(verdictOf(faultless({ present, arrivedAtMs: at(-5) })).presentMs).toBe(60 * minuteMs);
    expect(verdictOf(faultless({ present, arrivedAtMs: at(1) })).presentMs).toBe(59 * minuteMs);
  });

  function threeWith(kept: Partial<SlotFacts>): Record<string, SlotFacts> {
    return {
      ana: { ...neverCame, ...kept, arrivedAtMs: null, present: [] },
      ben: faultless(),
      dana: faultless(),
    };
  }
});

describe('too few speakers', () => {
  it('the debate is void, but who came while all others stayed away has met the duty, opening turn or not', () => {
    const alone = { slots: { ana: faultless({ turns: [] }), ben: neverCame } };
    const verdicts = verdictsOf(debateWith(neverCame, alone), ruleSet);
    expect(verdicts.ana?.outcome).toBe('attended');
    expect(verdicts.ana?.reasons.at(-1)).toEqual({ code: 'too-few-speakers', measured: 1, needed: 2 });
    expect(verdicts.ben?.outcome).toBe('void');
  });

  it('who came alone and late is late; who came alone and did not stay is void, not partial', () => {
    const late = faultless({ arrivedAtMs: at(12), present: [span(at(12), at(60))], turns: [] });
    expect(outcomeOf(late, { slots: { ana: late, ben: neverCame } })).toBe('late');
    const brief = presentTo(20);
    expect(outcomeOf(brief, { slots: { ana: brief, ben: neverCame } })).toBe('void');
  });

  it('where nobody came there was no debate: void for all', () => {
    const verdicts = verdictsOf(
      debateWith(neverCame, { slots: { ana: neverCame, ben: neverCame } }),
      ruleSet,
    );
    expect(Object.values(verdicts).map((verdict) => verdict.outcome)).toEqual(['void', 'void']);
  });
});

describe('whatever the debate', () => {
  const instant = fc.integer({ min: 0, max: 60 * 60 }).map((seconds) => tenMs + seconds * 1000);
  const spans = fc.array(fc.record({ fromMs: instant, toMs: instant }), { maxLength: 6 });
  const slot: fc.Arbitrary<SlotFacts> = fc
    .record({
      present: spans,
      outages: spans,
      turns: fc.subarray([openingTurn]),
      isIdentityConfirmed: fc.boolean(),
      wasInLobby: fc.boolean(),
      hasEvidence: fc.boolean(),
    })
    .map(({ wasInLobby, ...facts }) => withArrival(facts, wasInLobby ? at(-1) : Infinity));
  const debate = fc
    .record({ outages: spans, ana: slot, ben: slot, dana: slot })
    .map(({ outages, ...slots }) => ({ ...debateWith(slots.ana), outages: union(outages), slots }));

  function withArrival(facts: Omit<SlotFacts, 'arrivedAtMs'>, earliestMs: number): SlotFacts {
    const present = union(facts.present);
    const first = present[0]?.fromMs;
    return { ...facts, present, arrivedAtMs: first === undefined ? null : Math.min(first, earliestMs) };
  }

  const outcomeIn = (facts: PresenceFacts): Outcome => verdictsOf(facts, ruleSet).ana?.outcome ?? 'unknown';
  const better: Partial<Record<Outcome, number>> = { absent: 0, partial: 1, late: 2, attended: 3 };

  it('more presence never makes a verdict worse', () => {
    fc.assert(
      fc.property(debate, spans, (facts, more) => {
        const before = facts.slots.ana as SlotFacts;
        const present = [...before.present, ...more];
        const after = withArrival({ ...before, present }, before.arrivedAtMs ?? Infinity);
        const [had, has] = [outcomeIn(facts), outcomeIn({ ...facts, slots: { ...facts.slots, ana: after } })];
        if (had !== 'absent') expect(has).not.toBe('absent');
        const [worth, isWorth] = [better[had], better[has]];
        if (worth !== undefined && isWorth !== undefined) expect(isWorth).toBeGreaterThanOrEqual(worth);
      }),
      { numRuns: 500 },
    );
  });

  it('an outage of ours never makes anybody absent, and never anybody late', () => {
    fc.assert(
      fc.property(debate, spans, fc.boolean(), (facts, lost, isOfAll) => {
        const slots = Object.entries(facts.slots).map(([id, one]): [string, SlotFacts] => {
          const isHit = isOfAll || id === 'ana';
          const outages = !isOfAll && isHit ? [...one.outages, ...lost] : one.outages;
          return [id, { ...one, outages, present: isHit ? subtract(one.present, lost) : one.present }];
        });
        const outages = isOfAll ? [...facts.outages, ...lost] : facts.outages;
        const [had, has] = [
          outcomeIn(facts),
          outcomeIn({ ...facts, outages, slots: Object.fromEntries(slots) }),
        ];
        if (had !== 'absent') expect(has).not.toBe('absent');
        if (had === 'attended') expect(has).not.toBe('late');
      }),
      { numRuns: 500 },
    );
  });

  it('every verdict has a reason, and its minutes fit: present within countable within the debate', () => {
    fc.assert(
      fc.property(debate, (facts) => {
        for (const verdict of Object.values(verdictsOf(facts, ruleSet))) {
          expect(verdict.reasons.length).toBeGreaterThan(0);
          expect(verdict.presentMs).toBeLessThanOrEqual(verdict.countableMs);
          expect(verdict.countableMs).toBeLessThanOrEqual(60 * minuteMs);
        }
      }),
    );
  });
});
