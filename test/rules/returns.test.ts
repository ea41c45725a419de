import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import {
  isOnTheWay,
  outageOfReturn,
  returnAllowanceMs,
  unwrittenReturns,
} from '../../server/rules/returns.ts';
import { at, logOf, opened } from './debate-log.ts';
import { ana, ben, changed, laptop, outage, phone, start, type Timed } from './witnessed-log.ts';

const joined = (slotId: string, device: string, atMs: number): Timed[] => [
  [atMs, { kind: 'member.joined', payload: { slotId, device } }],
  ...(['session', 'media'] as const).map(
    (witness): Timed => [atMs, changed({ slotId, device, witness, isPresent: true, sinceMs: atMs })],
  ),
];
const left = (
  slotId: string,
  device: string,
  atMs: number,
  cause: Extract<EvidenceFact, { kind: 'member.left' }>['payload']['cause'] = 'server-closed',
): Timed => [atMs, { kind: 'member.left', payload: { slotId, device, cause } }];

const returnsIn = (timed: readonly Timed[]) => unwrittenReturns(logOf([[at(-60), opened(2)], ...timed]), 2);

/** Ana and Ben are there when the server dies after ten minutes; another one takes the debate up half a minute later. */
const [downMs, upMs] = [at(10), at(10, 30)];
const taken: Timed[] = [
  ...joined(ana, laptop, at(-5)),
  ...joined(ben, phone, at(-5)),
  start,
  outage(null, downMs, upMs, 'server-down'),
  left(ana, laptop, upMs),
  left(ben, phone, upMs),
];

describe('domain spec 7.2, minus outages: a server that dies while people are still coming back to it', () => {
  it('knows who came, and that whoever did not come yet is still awaited', () => {
    const backMs = upMs + 3_000;
    const returns = returnsIn([...taken, ...joined(ana, phone, backMs)]);
    const waited = { fromMs: upMs, cause: 'server-down' };
    expect(returns).toEqual([
      { slotId: ana, ...waited, backMs },
      { slotId: ben, ...waited, backMs: null },
    ]);
    const diedMs = upMs + 5_000;
    expect(returns.flatMap((one) => outageOfReturn(one, diedMs)).map(({ payload }) => payload)).toEqual([
      { slotId: ana, ...waited, toMs: backMs },
      { slotId: ben, ...waited, toMs: diedMs },
    ]);
    expect(returns.map((one) => isOnTheWay(one, diedMs))).toEqual([false, true]);
  });

  it('gives nobody more than the time that everybody has to come back', () => {
    const [one] = returnsIn(taken);
    const lateMs = upMs + returnAllowanceMs + 1;
    expect(one && outageOfReturn(one, lateMs)).toMatchObject([
      { payload: { toMs: upMs + returnAllowanceMs } },
    ]);
    expect(one && isOnTheWay(one, lateMs)).toBe(false);
  });

  it('says nothing twice: what is written down is over', () => {
    const written = [ana, ben].map((slotId) => outage(slotId, upMs, upMs + 3_000, 'server-down'));
    const back = [...joined(ana, phone, upMs + 3_000), ...joined(ben, laptop, upMs + 3_000)];
    expect(returnsIn([...taken, ...back, ...written])).toEqual([]);
  });

  it('goes on waiting over any number of failures for whoever has not come', () => {
    const againMs = upMs + 5_000;
    const cutShort = [ana, ben].map((slotId) => outage(slotId, upMs, againMs, 'server-down'));
    const again = [...cutShort, outage(null, againMs, againMs + 4_000, 'server-down')];
    expect(returnsIn([...taken, ...again])).toEqual(
      [ana, ben].map((slotId) => ({ slotId, fromMs: againMs + 4_000, cause: 'server-down', backMs: null })),
    );
  });

  it('waits for nobody who has left, was sent out, or was not there', () => {
    const back = joined(ana, phone, upMs + 1_000);
    const wentAway = left(ana, phone, upMs + 2_000, 'own-leave');
    expect(returnsIn([...taken, ...back, wentAway]).map(({ slotId }) => slotId)).toEqual([ben]);
    expect(returnsIn([start, outage(null, downMs, upMs, 'server-down')])).toEqual([]);
  });

  it('waits for nobody after a stall, in which no line was lost', () => {
    const there = [...joined(ana, laptop, at(-5)), start];
    expect(returnsIn([...there, outage(null, downMs, upMs, 'server-stalled')])).toEqual([]);
  });
});
