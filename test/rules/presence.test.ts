import { describe, expect, it } from 'vitest';
import { presenceOf } from '../../server/rules/presence.ts';
import { at, logOf, minuteMs } from './debate-log.ts';
import {
  ana,
  anaIn,
  changed,
  end,
  factsOf,
  laptop,
  minutesOf,
  phone,
  sees,
  snapshot,
  start,
  type Timed,
} from './witnessed-log.ts';

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
    expect(turns).toMatchObject([{ phaseKind: 'opening', fromMs: at(1), toMs: at(4) }]);
  });

  it('an outage inside a turn is not part of it, and a turn cut off by the end of the log is', () => {
    const resumed: Timed = [at(3), { kind: 'debate.resumed', payload: { shiftMs: minuteMs } }];
    const { turns } = anaIn(factsOf([start, phase, turn(1), resumed, end(4)]));
    expect(minutesOf(turns)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(new Set(turns.map(({ turn: number }) => number)).size).toBe(1);
  });
});

describe('pauses', () => {
  it('when the whole debate stood still, also where it ended so', () => {
    const paused = (minutes: number): Timed => [
      at(minutes),
      { kind: 'debate.paused', payload: { reason: 'a fire alarm' } },
    ];
    const back: Timed = [at(15), { kind: 'debate.continued', payload: { shiftMs: 5 * minuteMs } }];
    expect(minutesOf(factsOf([start, paused(10), back, paused(25), end(30)]).pauses)).toEqual([
      [10, 15],
      [25, 30],
    ]);
    expect(minutesOf(factsOf([start, paused(10), snapshot(20, false)]).pauses)).toEqual([[10, 20]]);
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

  it('EVID-6 who was seen once, just before a failure of ours, had come by then', () => {
    const once = [...sees(true, at(9)), ...sees(false, at(9)), ...sees(true, at(10))];
    expect(anaIn(factsOf([start, ...once, end(30)])).arrivedAtMs).toBe(at(9));
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
