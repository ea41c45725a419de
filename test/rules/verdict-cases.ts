import { expect } from 'vitest';
import type { Reason } from '../../server/protocol/campaign.ts';
import { type SlotVerdict, verdictsOf } from '../../server/rules/attendance.ts';
import type { Interval } from '../../server/rules/intervals.ts';
import type { PresenceFacts, SlotFacts } from '../../server/rules/presence.ts';
import { at, minuteMs, ruleSet } from './debate-log.ts';

export const openingTurn = { turn: 7, phaseKind: 'opening' as const, fromMs: at(11), toMs: at(12) };

/** A candidate who did everything that is asked, from the first minute to the last. */
export function faultless(changes: Partial<SlotFacts> = {}): SlotFacts {
  return {
    present: [{ fromMs: at(0), toMs: at(60) }],
    outages: [],
    turns: [openingTurn],
    isIdentityConfirmed: true,
    arrivedAtMs: at(-5),
    hasEvidence: true,
    ...changes,
  };
}

export const neverCame = faultless({ present: [], turns: [], isIdentityConfirmed: false, arrivedAtMs: null });

/** A debate of an hour, held from ten to eleven, with a faultless opponent beside the slot in question. */
export function debateWith(ana: SlotFacts, changes: Partial<PresenceFacts> = {}): PresenceFacts {
  return {
    startedAtMs: at(0),
    endedAtMs: at(60),
    plannedMs: 60 * minuteMs,
    isFailed: false,
    outages: [],
    pauses: [],
    slots: { ana, ben: faultless() },
    ...changes,
  };
}

export function verdictOf(ana: SlotFacts, changes: Partial<PresenceFacts> = {}): SlotVerdict {
  return verdictsOf(debateWith(ana, changes), ruleSet).ana ?? expect.fail('no verdict');
}

export const outcomeOf = (...debate: Parameters<typeof verdictOf>) => verdictOf(...debate).outcome;

export const reasonOf = (verdict: SlotVerdict, code: Reason['code']) =>
  verdict.reasons.find((reason) => reason.code === code) ?? expect.fail(`no reason ${code}`);

export const span = (fromMs: number, toMs: number): Interval => ({ fromMs, toMs });

/** Present from the start to this minute, except for a gap in the middle. */
export const presentTo = (minutes: number, seconds = 0) =>
  faultless({ present: [span(at(0), at(minutes, seconds))] });
