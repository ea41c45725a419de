import { expect } from 'vitest';
import type { RuleSet } from '../../server/protocol/campaign.ts';
import { type EvidenceFact, type Witness, witnesses } from '../../server/protocol/evidence.ts';
import type { Interval } from '../../server/rules/intervals.ts';
import { type PresenceFacts, presenceOf } from '../../server/rules/presence.ts';
import { at, idOf, logOf, minuteMs, opened, tenMs } from './debate-log.ts';

export const [ana, ben] = [idOf(1), idOf(2)];
export const [laptop, phone] = [idOf(51), idOf(52)];

export type Timed = readonly [number, EvidenceFact];

export const start: Timed = [at(0), { kind: 'debate.started', payload: {} }];
export const end = (minutes: number): Timed => [
  at(minutes),
  { kind: 'debate.ended', payload: { cause: 'moderator' } },
];

/** All three witnesses of a device turn at once; a loss may be noticed later than it happened. */
export function sees(
  isPresent: boolean,
  sinceMs: number,
  who: { slotId?: string; device?: string; noticedMs?: number } = {},
): Timed[] {
  const { slotId = ana, device = laptop, noticedMs = sinceMs } = who;
  return witnesses.map((witness) => [noticedMs, changed({ slotId, device, witness, isPresent, sinceMs })]);
}

export function changed(payload: {
  slotId: string;
  device: string;
  witness: Witness;
  isPresent: boolean;
  sinceMs: number;
}): EvidenceFact {
  return { kind: 'witness.changed', payload };
}

/** A snapshot every minute that says of Ana's laptop what it is told. */
export function snapshots(fromMinute: number, toMinute: number, isPresent = true): Timed[] {
  return Array.from({ length: toMinute - fromMinute + 1 }, (_, index) =>
    snapshot(fromMinute + index, isPresent),
  );
}

export function snapshot(minutes: number, isPresent: boolean): Timed {
  const seen = { session: isPresent, transport: isPresent, media: isPresent };
  const readings = isPresent ? [{ slotId: ana, device: laptop, ...seen }] : [];
  return [at(minutes), { kind: 'witness.snapshot', payload: { readings } }];
}

export function outage(
  slotId: string | null,
  fromMs: number,
  toMs: number,
  cause: 'server-down' | 'server-stalled' = 'server-stalled',
): Timed {
  return [toMs, { kind: 'outage', payload: { slotId, fromMs, toMs, cause } }];
}

export function factsOf(
  timed: readonly Timed[],
  rule: Partial<RuleSet> = { silenceMs: 600 * minuteMs },
): PresenceFacts {
  const sorted = [...timed].sort(([a], [b]) => a - b);
  const found = presenceOf(logOf([[at(-60), opened(2, rule)], ...sorted]));
  if (!found) throw new Error('no debate');
  return found.facts;
}

export const anaIn = (facts: PresenceFacts) => facts.slots[ana] ?? expect.fail('no such slot');

/** Intervals as minutes since ten o'clock. */
export const minutesOf = (list: readonly Interval[]) =>
  list.map(({ fromMs, toMs }) => [(fromMs - tenMs) / minuteMs, (toMs - tenMs) / minuteMs]);
