/** The verdict of each slot by the rule in its debate's first entry (domain spec 7.2). */
import type { Account, Plan } from './account.ts';
import { type Debate, debateOf, type Slot, slotIn } from './measured.ts';

export type Reason = { code: string; measured: number | null; needed: number | null };

export type Judged = {
  outcome: string;
  reasons: Reason[];
  presentMs: number;
  countableMs: number;
  arrivedAtMs: number | null;
};

export function judge(account: Account, upTo: number): Map<string, Judged> {
  const { plan } = account;
  if (!plan) return new Map();
  const log = { account, plan, upTo };
  const debate = debateOf(log);
  if (debate === null) return forAll(plan, () => nothing('void', 'debate-not-held'));
  const slots = forAll(plan, (slotId) => slotIn(debate, slotId));
  const came = [...slots.values()].filter(({ times }) => times.arrivedAtMs !== null).length;
  return forAll(plan, (slotId) => verdict(slots.get(slotId) as Slot, { ...debate, came }));
}

/** What is said of a slot where its debate cannot be measured. */
export function nothing(outcome: string, code: string, arrivedAtMs: number | null = null): Judged {
  return { outcome, reasons: [because(code)], presentMs: 0, countableMs: 0, arrivedAtMs };
}

function forAll<T>({ lineup }: Plan, of: (slotId: string) => T): Map<string, T> {
  return new Map(lineup.map(({ id }) => [id, of(id)]));
}

type Judging = Debate & { came: number };

function verdict(slot: Slot, judging: Judging): Judged {
  const { times } = slot;
  const { debate, isHeld } = judging;
  const { arrivedAtMs, presentMs, countableMs } = times;
  if (isHeld && debate.fromMs === debate.toMs) return nothing('void', 'debate-not-held', arrivedAtMs);
  if (!isHeld) return nothing('unknown', 'evidence-missing', arrivedAtMs);
  return { ...decision(slot, judging), presentMs, countableMs, arrivedAtMs };
}

type Decision = { outcome: string; reasons: Reason[] };

/** First what speaks for the candidate; then whether the debate can speak against anybody. */
function decision(slot: Slot, { plan, came }: Judging): Decision {
  const { rule, plannedMs } = plan;
  const { times } = slot;
  const limitMs = Math.floor((rule.voidOutagePercent * plannedMs) / 100);
  const lost = { outcome: 'void', reasons: [because('outage-too-long', times.outageMs, limitMs)] };
  if (times.outageOfAllMs > limitMs || times.countableMs === 0) return lost;
  const hadOpponents = came >= rule.minimumSpeakers;
  const own = ownDecision(slot, plan, hadOpponents);
  const isFulfilled = own.outcome === 'attended' || own.outcome === 'late';
  if (!isFulfilled && times.outageMs > limitMs) return lost;
  if (hadOpponents) return own;
  const alone = because('too-few-speakers', came, rule.minimumSpeakers);
  return isFulfilled ? { ...own, reasons: [...own.reasons, alone] } : { outcome: 'void', reasons: [alone] };
}

function ownDecision(slot: Slot, { rule }: Plan, hadOpponents: boolean): Decision {
  const { times, isIdentified, openingMs, wasLookedAt } = slot;
  // The smallest whole number of milliseconds that is the share.
  const neededMs = Math.floor((rule.sharePercent * times.countableMs + 99) / 100);
  if (times.arrivedAtMs === null && !wasLookedAt)
    return { outcome: 'unknown', reasons: [because('evidence-missing')] };
  if (times.arrivedAtMs === null && openingMs > 0 && openingMs >= rule.openingTurnMinMs) {
    const spoke = because('evidence-contradictory', openingMs, rule.openingTurnMinMs);
    return { outcome: 'unknown', reasons: [spoke] };
  }
  if (times.arrivedAtMs === null)
    return { outcome: 'absent', reasons: [because('never-present', 0, neededMs)] };
  const hasOpened = openingMs >= rule.openingTurnMinMs;
  const hasShare = times.presentMs >= neededMs;
  const isInTime = times.lateMs <= rule.lateAfterMs;
  const opening = because(
    hasOpened ? 'opening-turn-met' : 'opening-turn-missed',
    openingMs,
    rule.openingTurnMinMs,
  );
  if (times.arrivedAtMs === null) return unseen({ wasLookedAt, hasOpened, opening, neededMs });
  const reasons = [
    because(isIdentified ? 'identity-confirmed' : 'identity-unconfirmed'),
    ...(hadOpponents ? [opening] : []),
    because(hasShare ? 'share-met' : 'share-missed', times.presentMs, neededMs),
    because(isInTime ? 'arrived-in-time' : 'arrived-late', times.lateMs, rule.lateAfterMs),
  ];
  if (!isIdentified) return { outcome: 'unknown', reasons };
  if (!hasShare || (hadOpponents && !hasOpened)) return { outcome: 'partial', reasons };
  return { outcome: isInTime ? 'attended' : 'late', reasons };
}

type Unseen = { wasLookedAt: boolean; hasOpened: boolean; opening: Reason; neededMs: number };

/** Nobody is absent whom nobody looked at, nor who spoke all the same. */
function unseen({ wasLookedAt, hasOpened, opening, neededMs }: Unseen): Decision {
  if (!wasLookedAt) return { outcome: 'unknown', reasons: [because('evidence-missing')] };
  if (!hasOpened) return { outcome: 'absent', reasons: [because('never-present', 0, neededMs)] };
  return { outcome: 'unknown', reasons: [{ ...opening, code: 'evidence-contradictory' }] };
}

function because(code: string, measured: number | null = null, needed: number | null = null): Reason {
  return { code, measured, needed };
}
