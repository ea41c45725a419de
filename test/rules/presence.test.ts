import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../server/protocol/campaign.ts';
import { type EvidenceFact, type Witness, witnesses } from '../../server/protocol/evidence.ts';
import type { Interval } from '../../server/rules/intervals.ts';
import { type PresenceFacts, presenceOf } from '../../server/rules/presence.ts';
import { at, idOf, logOf, minuteMs, opened, tenMs } from './debate-log.ts';

const [ana, ben] = [idOf(1), idOf(2)];
const [laptop, phone] = [idOf(51), idOf(52)];

type Timed = readonly [number, EvidenceFact];

const start: Timed = [at(0), { kind: 'debate.started', payload: {} }];
const end = (minutes: number): Timed => [
  at(minutes),
  { kind: 'debate.ended', payload: { cause: 'moderator' } },
];

/** All three witnesses of a device turn at once; a loss may be noticed later than it happened. */
function sees(
  isPresent: boolean,
  sinceMs: number,
  who: { slotId?: string; device?: string; noticedMs?: number } = {},
): Timed[] {
  const { slotId = ana, device = laptop, noticedMs = sinceMs } = who;
  return witnesses.map((witness) => [noticedMs, changed({ slotId, device, witness, isPresent, sinceMs })]);
}

function changed(payload: {
  slotId: string;
  device: string;
  witness: Witness;
  isPresent: boolean;
  sinceMs: number;
}): EvidenceFact {
  return { kind: 'witness.changed', payload };
}

/** A snapshot every minute that says of Ana's laptop what it is told. */
function snapshots(fromMinute: number, toMinute: number, isPresent = true): Timed[] {
  return Array.from({ length: toMinute - fromMinute + 1 }, (_, index) =>
    snapshot(fromMinute + index, isPresent),
  );
}

function snapshot(minutes: number, isPresent: boolean): Timed {
  const seen = { session: isPresent, transport: isPresent, media: isPresent };
  const readings = isPresent ? [{ slotId: ana, device: laptop, ...seen }] : [];
  return [at(minutes), { kind: 'witness.snapshot', payload: { readings } }];
}

function outage(
  slotId: string | null,
  fromMs: number,
  toMs: number,
  cause: 'server-down' | 'server-stalled' = 'server-stalled',
): Timed {
  return [toMs, { kind: 'outage', payload: { slotId, fromMs, toMs, cause } }];
}

function factsOf(
  timed: readonly Timed[],
  rule: Partial<RuleSet> = { silenceMs: 600 * minuteMs },
): PresenceFacts {
  const sorted = [...timed].sort(([a], [b]) => a - b);
  const found = presenceOf(logOf([[at(-60), opened(2, rule)], ...sorted]));
  if (!found) throw new Error('no debate');
  return found.facts;
}

const anaIn = (facts: PresenceFacts) => facts.slots[ana] ?? expect.fail('no such slot');

/** Intervals as minutes since ten o'clock. */
const minutesOf = (list: readonly Interval[]) =>
  list.map(({ fromMs, toMs }) => [(fromMs - tenMs) / minuteMs, (toMs - tenMs) / minuteMs]);

describe('the witnesses', () => {
  it('a slot is present while as many witnesses as the rule needs see one of its devices', () => {
    const timed: Timed[] = [
      start,
      [at(5), changed({ slotId: ana, device: laptop, witness: 'session', isPresent: true, sinceMs: at(5) })],
      [
        at(10),
        changed({ slotId: ana, device: laptop, witness: 'transport', isPresent: true, sinceMs: at(10) }),
      ],
      [at(15), changed({ slotId: ana, device: laptop, witness: 'media', isPresent: true, sinceMs: at(15) })],
      [
        at(20),
        changed({ slotId: ana, device: laptop, witness: 'session', isPresent: false, sinceMs: at(20) }),
      ],
      [
        at(25),
        changed({ slotId: ana, device: laptop, witness: 'transport', isPresent: false, sinceMs: at(25) }),
      ],
      end(30),
    ];
    const presentBy = (witnessesNeeded: number) =>
      minutesOf(anaIn(factsOf(timed, { witnessesNeeded, silenceMs: 600 * minuteMs })).present);
    expect(presentBy(1)).toEqual([[5, 30]]);
    expect(presentBy(2)).toEqual([[10, 25]]);
    expect(presentBy(3)).toEqual([[15, 20]]);
  });

  it('witnesses of different devices do not add up, but devices do', () => {
    const apart: Timed[] = [
      start,
      [at(5), changed({ slotId: ana, device: laptop, witness: 'session', isPresent: true, sinceMs: at(5) })],
      [at(5), changed({ slotId: ana, device: phone, witness: 'media', isPresent: true, sinceMs: at(5) })],
      end(30),
    ];
    expect(anaIn(factsOf(apart)).present).toEqual([]);
    const inTurn = [
      start,
      ...sees(true, at(0)),
      ...sees(true, at(8), { device: phone }),
      ...sees(false, at(10)),
      end(30),
    ];
    expect(minutesOf(anaIn(factsOf(inTurn)).present)).toEqual([[0, 30]]);
  });

  it('a loss counts from the last proof, not from when it was noticed', () => {
    const timed = [start, ...sees(true, at(0)), ...sees(false, at(10), { noticedMs: at(12) }), end(30)];
    expect(minutesOf(anaIn(factsOf(timed)).present)).toEqual([[0, 10]]);
  });

  it('a snapshot ends the presence of a device it does not name, and begins one that no transition told of', () => {
    expect(
      minutesOf(anaIn(factsOf([start, ...sees(true, at(0)), snapshot(10, false), end(30)])).present),
    ).toEqual([[0, 10]]);
    expect(minutesOf(anaIn(factsOf([start, snapshot(10, true), end(30)])).present)).toEqual([[10, 30]]);
  });

  it('who left is not present any more', () => {
    const left: Timed = [
      at(10),
      { kind: 'member.left', payload: { slotId: ana, device: laptop, cause: 'own-leave' } },
    ];
    expect(minutesOf(anaIn(factsOf([start, ...sees(true, at(0)), left, end(30)])).present)).toEqual([
      [0, 10],
    ]);
  });

  it('presence attested at a desk counts where no media witness can be', () => {
    const desk: Timed = [
      at(31),
      { kind: 'presence.attested', payload: { slotId: ana, fromMs: at(-5), toMs: at(20) } },
    ];
    const facts = factsOf([start, end(30), desk]);
    expect(minutesOf(anaIn(facts).present)).toEqual([[0, 20]]);
    expect(anaIn(facts).arrivedAtMs).toBe(at(-5));
    const after: Timed = [
      at(50),
      { kind: 'presence.attested', payload: { slotId: ana, fromMs: at(35), toMs: at(40) } },
    ];
    expect(anaIn(factsOf([start, end(30), after])).arrivedAtMs).toBeNull();
  });
});

const changedAt = (sinceMs: number) =>
  changed({ slotId: ben, device: phone, witness: 'session', isPresent: true, sinceMs });

describe('arrival', () => {
  it('who was in the lobby at the start arrived before it, though minutes count inside the debate only', () => {
    const slot = anaIn(factsOf([...sees(true, at(-7)), start, end(30)]));
    expect(slot.arrivedAtMs).toBe(at(-7));
    expect(minutesOf(slot.present)).toEqual([[0, 30]]);
  });

  it('who left the lobby before the start arrives when coming back', () => {
    const away = [...sees(true, at(-20)), ...sees(false, at(-10)), start, ...sees(true, at(5)), end(30)];
    expect(anaIn(factsOf(away)).arrivedAtMs).toBe(at(5));
    const gone = [...sees(true, at(-20)), ...sees(false, at(-1)), start, end(30)];
    expect(anaIn(factsOf(gone)).arrivedAtMs).toBeNull();
  });

  it('a line that was lost for a moment around the start makes nobody late', () => {
    const timed = [...sees(true, at(-20)), ...sees(false, at(0, -50)), start, ...sees(true, at(1)), end(30)];
    expect(anaIn(factsOf(timed)).arrivedAtMs).toBe(at(-20));
  });
});

describe('our outages', () => {
  it('an outage of all is nobody’s presence, and one of a slot is that slot’s own', () => {
    const timed = [
      start,
      ...sees(true, at(0)),
      outage(null, at(10), at(12)),
      outage(ana, at(20), at(21)),
      end(30),
    ];
    const facts = factsOf(timed);
    expect(minutesOf(facts.outages)).toEqual([[10, 12]]);
    expect(minutesOf(anaIn(facts).outages)).toEqual([[20, 21]]);
    expect(minutesOf(anaIn(facts).present)).toEqual([
      [0, 10],
      [12, 20],
      [21, 30],
    ]);
    expect(facts.slots[ben]?.outages).toEqual([]);
  });

  it('what was seen before the server died is not believed after it; what the new one saw is', () => {
    const down = outage(null, at(10), at(12), 'server-down');
    expect(minutesOf(anaIn(factsOf([start, ...sees(true, at(0)), down, end(30)])).present)).toEqual([
      [0, 10],
    ]);
    const back = [start, ...sees(true, at(0)), down, ...sees(true, at(13), { device: phone }), end(30)];
    expect(minutesOf(anaIn(factsOf(back)).present)).toEqual([
      [0, 10],
      [13, 30],
    ]);
  });

  it('a device that was back before the outage was written down is believed after it', () => {
    const down = outage(null, at(10), at(12), 'server-down');
    const back = [start, ...sees(true, at(0)), ...sees(true, at(11), { device: phone }), down, end(30)];
    expect(minutesOf(anaIn(factsOf(back)).present)).toEqual([
      [0, 10],
      [12, 30],
    ]);
  });

  it('an outage of one slot is no end of what was seen of it', () => {
    const timed = [start, ...sees(true, at(0)), outage(ana, at(10), at(12), 'server-down'), end(30)];
    expect(minutesOf(anaIn(factsOf(timed)).present)).toEqual([
      [0, 10],
      [12, 30],
    ]);
  });

  it('a silence of exactly the length the rule allows is none', () => {
    const silent = (seconds: number) =>
      factsOf([start, [at(0, seconds), changedAt(at(0, seconds))], end(2)], { silenceMs: 90_000 });
    expect(silent(90).outages).toEqual([]);
    expect(minutesOf(silent(90.001).outages)).toHaveLength(1);
  });

  it('a silence of ours longer than the rule allows is an outage of all, from the last sample to the next', () => {
    const timed = [start, ...snapshots(1, 10), ...snapshots(14, 30), end(30)];
    const facts = factsOf(timed, { silenceMs: 90_000 });
    expect(minutesOf(facts.outages)).toEqual([[10, 14]]);
    expect(minutesOf(anaIn(facts).present)).toEqual([
      [1, 10],
      [14, 30],
    ]);
  });

  it('a silence that a recorded outage explains adds nothing to it', () => {
    const down = outage(null, at(10, 30), at(13, 30), 'server-down');
    const timed = [start, ...snapshots(1, 10), down, ...snapshots(14, 30), end(30)];
    expect(minutesOf(factsOf(timed, { silenceMs: 90_000 }).outages)).toEqual([[10.5, 13.5]]);
  });

  it('silence before the start and after the end is no outage', () => {
    const timed = [start, ...snapshots(1, 5), end(5), snapshot(60, false)];
    expect(factsOf(timed, { silenceMs: 90_000 }).outages).toEqual([]);
  });

  it('where a debate failed, what was left of its plan is our outage', () => {
    const failed: Timed = [at(20), { kind: 'debate.ended', payload: { cause: 'failed' } }];
    const facts = factsOf([start, ...sees(true, at(0)), failed]);
    expect(facts).toMatchObject({ isFailed: true, endedAtMs: at(20) });
    expect(minutesOf(facts.outages)).toEqual([[20, 60]]);
    expect(minutesOf(anaIn(facts).present)).toEqual([[0, 20]]);
  });
});

describe('turns', () => {
  const turn = (minutes: number): Timed => [
    at(minutes),
    { kind: 'turn.started', payload: { slotId: ana, phase: 0, endsAtMs: at(minutes + 3) } },
  ];
  const phase: Timed = [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }];

  it('a turn is as long as the stage says, however late its end was written down', () => {
    const over: Timed = [
      at(4, 20),
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'clock', usedMs: 3 * minuteMs } },
    ];
    const { turns } = anaIn(factsOf([start, phase, turn(1), over, end(30)]));
    expect(turns).toEqual([{ phaseKind: 'opening', fromMs: at(1), toMs: at(4) }]);
  });

  it('an outage inside a turn is not part of it, and a turn cut off by the end of the log is', () => {
    const resumed: Timed = [at(3), { kind: 'debate.resumed', payload: { shiftMs: minuteMs } }];
    const { turns } = anaIn(factsOf([start, phase, turn(1), resumed, end(4)]));
    expect(turns).toEqual([{ phaseKind: 'opening', fromMs: at(2), toMs: at(4) }]);
  });
});

describe('what is known', () => {
  it('without debate.opened there is nothing to say', () => {
    expect(presenceOf(logOf([start]))).toBeNull();
    expect(presenceOf([])).toBeNull();
  });

  it('a debate that never started has no presence and no arrival', () => {
    const facts = factsOf([...sees(true, at(-7))]);
    expect(facts.startedAtMs).toBeNull();
    expect(anaIn(facts)).toMatchObject({ present: [], arrivedAtMs: null, hasEvidence: false });
  });

  it('nothing seen is evidence only where somebody looked', () => {
    expect(anaIn(factsOf([snapshot(-1, false), start, end(30)])).hasEvidence).toBe(false);
    expect(anaIn(factsOf([start, snapshot(10, false), end(30)])).hasEvidence).toBe(true);
  });

  it('a confirmed identity stays confirmed', () => {
    const confirmed: Timed = [at(-3), { kind: 'identity.confirmed', payload: { slotId: ana, by: 'desk' } }];
    expect(anaIn(factsOf([confirmed, start, end(30)])).isIdentityConfirmed).toBe(true);
  });
});

describe('any order and any repetition of the same entries', () => {
  const slotId = fc.constantFrom(ana, ben);
  const device = fc.constantFrom(laptop, phone);
  const instant = fc.integer({ min: at(-5), max: at(45) });
  const fact: fc.Arbitrary<EvidenceFact> = fc.oneof(
    fc
      .record({
        slotId,
        device,
        witness: fc.constantFrom(...witnesses),
        isPresent: fc.boolean(),
        sinceMs: instant,
      })
      .map((payload): EvidenceFact => changed(payload)),
    fc
      .array(
        fc.record({ slotId, device, session: fc.boolean(), transport: fc.boolean(), media: fc.boolean() }),
        {
          maxLength: 3,
        },
      )
      .map((readings): EvidenceFact => ({ kind: 'witness.snapshot', payload: { readings } })),
    fc
      .record({ slotId: fc.option(slotId), fromMs: instant, toMs: instant })
      .map((payload): EvidenceFact => ({ kind: 'outage', payload: { ...payload, cause: 'server-down' } })),
    fc
      .record({ slotId, fromMs: instant, toMs: instant })
      .map((payload): EvidenceFact => ({ kind: 'presence.attested', payload })),
    fc.record({ slotId, device }).map(
      (payload): EvidenceFact => ({
        kind: 'member.left',
        payload: { ...payload, cause: 'connection-lost' },
      }),
    ),
  );
  const log = fc
    .array(fc.tuple(instant, fact), { maxLength: 40 })
    .map((timed) => [...timed, start, end(40)].sort(([a], [b]) => a - b))
    .map((timed) => logOf([[at(-60), opened(2)], ...timed]));
  const shuffled = log.chain((entries) =>
    fc.tuple(
      fc.constant(entries),
      fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 }),
    ),
  );

  it('gives the same bytes', () => {
    fc.assert(
      fc.property(shuffled, ([entries, again]) => {
        expect(JSON.stringify(presenceOf(again))).toBe(JSON.stringify(presenceOf(entries)));
      }),
    );
  });

  it('shows no presence outside the debate or inside an outage', () => {
    fc.assert(
      fc.property(log, (entries) => {
        const facts = presenceOf(entries)?.facts;
        for (const { present, outages } of Object.values(facts?.slots ?? {})) {
          for (const { fromMs, toMs } of present) {
            expect(fromMs).toBeGreaterThanOrEqual(at(0));
            expect(toMs).toBeLessThanOrEqual(at(40));
            for (const lost of [...outages, ...(facts?.outages ?? [])]) {
              expect(toMs <= lost.fromMs || lost.toMs <= fromMs).toBe(true);
            }
          }
        }
      }),
    );
  });
});
