/** Who owes which debates, and how a duty stands (domain spec 7.1, rules O-1 to O-9; breach: 7.2 and D-5). */
import type {
  DebateStatus,
  ObligationReason,
  ObligationRule,
  ObligationStatus,
  Outcome,
} from '../protocol/campaign.ts';

export type Office = 'majilis' | 'regional-maslikhat' | 'local-maslikhat';
export type AreaKind = 'oblast' | 'national-city';

/** `local-conference`: of the district or city. In a city of national significance it is the only one. */
export type StageKind = 'unit-debate' | 'local-conference' | 'regional-conference';

/** `null` stands for every office, every kind of area. */
export type ObligationRow = {
  rule: ObligationRule;
  office: Office | null;
  areaKind: AreaKind | null;
  stageKind: StageKind;
  debates: number;
};

/** No row for a local maslikhat at a conference is O-5. Where two rows meet at one stage, the first names it (O-7). */
export const obligationRows: readonly ObligationRow[] = [
  { rule: 'O-1', office: null, areaKind: null, stageKind: 'unit-debate', debates: 1 },
  { rule: 'O-3-district', office: 'majilis', areaKind: 'oblast', stageKind: 'local-conference', debates: 1 },
  { rule: 'O-3-region', office: 'majilis', areaKind: 'oblast', stageKind: 'regional-conference', debates: 1 },
  { rule: 'O-4', office: 'majilis', areaKind: 'national-city', stageKind: 'local-conference', debates: 1 },
  { rule: 'O-2', office: 'regional-maslikhat', areaKind: null, stageKind: 'local-conference', debates: 1 },
];

/** `entered`: the stages whose published list names the candidacy; no duty comes into being earlier (O-6, O-9). */
export type Route = { offices: readonly Office[]; areaKind: AreaKind; entered: readonly StageKind[] };

export type DebateOwed = { rule: ObligationRule; stageKind: StageKind; debates: number };

/** One conference debate serves every office sought there (O-7), so each stage appears once at most. */
export function debatesOwed(route: Route, rows: readonly ObligationRow[] = obligationRows): DebateOwed[] {
  const owed = new Map<StageKind, DebateOwed>();
  for (const row of rows.filter((one) => binds(one, route))) {
    const { rule, stageKind, debates } = row;
    if (!owed.has(stageKind)) owed.set(stageKind, { rule, stageKind, debates });
  }
  return [...owed.values()];
}

function binds(row: ObligationRow, { offices, areaKind, entered }: Route): boolean {
  const isSought = row.office === null ? offices.length > 0 : offices.includes(row.office);
  return isSought && (row.areaKind ?? areaKind) === areaKind && entered.includes(row.stageKind);
}

export type DutyDebate = { debateId: string; status: DebateStatus; outcome: Outcome | null; slotId: string };

export type Settlement = {
  status: ObligationStatus;
  reason: ObligationReason;
  fulfilledBySlot: string | null;
};

/**
 * How a duty stands; the order of its debates does not change that. It is breached only when its date has passed,
 * every debate offered for it has a verdict, and every verdict is ABSENT: a debate that was void, unknown, partial
 * or excused reopens the duty, and where no debate was held the hub never gave a slot, which is no candidate's fault.
 */
export function settle(
  input: { dueAtMs: number; debates: readonly DutyDebate[] },
  nowMs: number,
): Settlement {
  const { debates } = input;
  const isDue = nowMs >= input.dueAtMs;
  const fulfilled = withOutcome(debates, 'attended') ?? withOutcome(debates, 'late');
  if (fulfilled) {
    return { ...stands('fulfilled', 'fulfilled-by-debate', fulfilled), fulfilledBySlot: fulfilled.slotId };
  }
  const reopening = debates.find((one) => one.outcome !== null && one.outcome !== 'absent');
  if (reopening) return stands('open', 'reopened', reopening);
  const isPending = debates.some((one) => one.outcome === null && isOffered(one.status));
  const missed = withOutcome(debates, 'absent');
  if (missed) return stands(isDue && !isPending ? 'breached' : 'open', 'missed-debate', missed);
  if (isPending) return stands('open', 'waiting');
  return stands('open', isDue ? 'no-debate-before-due' : 'waiting');
}

function withOutcome(debates: readonly DutyDebate[], outcome: Outcome): DutyDebate | undefined {
  return debates.find((one) => one.outcome === outcome);
}

/** A draft was never offered, a cancelled or failed debate is offered no more; all others may still be attended. */
function isOffered(status: DebateStatus): boolean {
  return status !== 'draft' && status !== 'cancelled' && status !== 'failed';
}

function stands(status: ObligationStatus, code: ObligationReason['code'], by?: DutyDebate): Settlement {
  const reason = { code, outcome: by?.outcome ?? null, debateId: by?.debateId ?? null };
  return { status, reason, fulfilledBySlot: null };
}
