/** How duties stand, from final verdicts, excuses and the calendar (domain spec 7.2, 7.3, D-5). */
import type { DebateStatus, ObligationReason, ObligationStatus, Outcome } from '../protocol/campaign.ts';
import type { ExcuseStatus } from '../protocol/duties.ts';

export type DutyDebate = {
  debateId: string;
  slotId: string;
  status: DebateStatus;
  plannedStartMs: number;
  /** Of the final verdict: one that may still change counts for nobody and against nobody. */
  outcome: Outcome | null;
  excuse: { status: ExcuseStatus; isOurSide: boolean } | null;
};

export type Settlement = {
  status: ObligationStatus;
  reason: ObligationReason;
  fulfilledBySlot: string | null;
};

/** The duties of one candidacy at one stage: as many debates are owed as there are of them. */
export type OwedTogether = {
  duties: readonly { dueAtMs: number; isWaived: boolean }[];
  debates: readonly DutyDebate[];
};

/** In the order in which a tie of two debates at one instant is read: the last one says most for the candidate. */
const meanings = ['missed', 'awaited', 'undecided', 'reopened', 'excused'] as const;
type Meaning = (typeof meanings)[number] | 'counts' | 'not-offered';
type Read = { debate: DutyDebate; meaning: Meaning };

/**
 * One settlement for each duty; the order in which its debates are given does not change that. A debate that was
 * attended fulfils one duty. For each of the others the latest of the remaining debates speaks: one that was void,
 * unknown, partial or excused gives a new chance, and an absence from that chance is an absence. A duty is breached
 * only when its date has passed, nothing is pending, and a final verdict says ABSENT; where no debate was held the hub
 * never gave a slot, which is no candidate's fault.
 */
export function settleTogether({ duties, debates }: OwedTogether, nowMs: number): Settlement[] {
  const read = debates.map((debate) => ({ debate, meaning: meaningOf(debate) })).sort(byTime);
  const counting = read.filter(({ meaning }) => meaning === 'counts');
  const rest = read.filter(({ meaning }) => meaning !== 'counts' && meaning !== 'not-offered');
  const isPending = rest.some(({ meaning }) => meaning === 'awaited' || meaning === 'undecided');
  const unmet = Math.max(0, duties.length - counting.length);
  const speaking = unmet === 0 ? [] : rest.slice(-unmet);
  return duties.map((duty, index) => {
    const fulfilling = counting[index]?.debate;
    if (fulfilling) {
      const settled = stands('fulfilled', 'fulfilled-by-debate', fulfilling);
      return { ...settled, fulfilledBySlot: fulfilling.slotId };
    }
    if (duty.isWaived) return stands('waived', 'waived-by-committee');
    return settleUnmet(speaking[index - counting.length], { isDue: nowMs >= duty.dueAtMs, isPending });
  });
}

function meaningOf({ outcome, excuse, status }: DutyDebate): Meaning {
  if (outcome === 'attended' || outcome === 'late') return 'counts';
  if (excuse?.status === 'granted' || excuse?.status === 'granted-provisionally') return 'excused';
  if (excuse?.status === 'filed' || excuse?.status === 'documented') return 'undecided';
  if (outcome === 'absent') return 'missed';
  if (outcome !== null) return 'reopened';
  return isOffered(status) ? 'awaited' : 'not-offered';
}

/** A draft was never offered, a cancelled or failed debate is offered no more; all others may still be attended. */
function isOffered(status: DebateStatus): boolean {
  return status !== 'draft' && status !== 'cancelled' && status !== 'failed';
}

function byTime(one: Read, other: Read): number {
  const rank = ({ meaning }: Read) => meanings.findIndex((each) => each === meaning);
  return (
    one.debate.plannedStartMs - other.debate.plannedStartMs ||
    rank(one) - rank(other) ||
    (one.debate.slotId < other.debate.slotId ? -1 : 1)
  );
}

type Calendar = { isDue: boolean; isPending: boolean };

function settleUnmet(read: Read | undefined, { isDue, isPending }: Calendar): Settlement {
  if (!read) return stands('open', isDue && !isPending ? 'no-debate-before-due' : 'waiting');
  const { debate, meaning } = read;
  if (meaning === 'missed') {
    return stands(isDue && !isPending ? 'breached' : 'open', 'missed-debate', debate);
  }
  if (meaning === 'excused') return settleExcused(debate, isDue && !isPending);
  if (meaning === 'undecided') return stands('open', 'excuse-pending', debate);
  return meaning === 'reopened' ? stands('open', 'reopened', debate) : stands('open', 'waiting');
}

/** 7.3: the duty stays. Where the fault was on our side and the window closed without another slot, it is waived. */
function settleExcused(debate: DutyDebate, isOver: boolean): Settlement {
  if (isOver && debate.excuse?.isOurSide) return stands('waived', 'waived-our-fault', debate);
  const isProvisional = debate.excuse?.status === 'granted-provisionally';
  return stands('excused', isProvisional ? 'excused-provisionally' : 'excused', debate);
}

function stands(status: ObligationStatus, code: ObligationReason['code'], by?: DutyDebate): Settlement {
  const reason = { code, outcome: by?.outcome ?? null, debateId: by?.debateId ?? null };
  return { status, reason, fulfilledBySlot: null };
}
