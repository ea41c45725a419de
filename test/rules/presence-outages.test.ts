import { describe, expect, it } from 'vitest';
import { at } from './debate-log.ts';
import {
  ana,
  anaIn,
  ben,
  changed,
  end,
  factsOf,
  minutesOf,
  outage,
  phone,
  sees,
  snapshot,
  snapshots,
  start,
  type Timed,
} from './witnessed-log.ts';

const changedAt = (sinceMs: number) =>
  changed({ slotId: ben, device: phone, witness: 'session', isPresent: true, sinceMs });

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
