import type { ObligationReason, ObligationRule, ObligationStatus } from '../protocol/campaign.ts';
import type { Duty } from '../protocol/http.ts';
import type { Settlement } from '../rules/settling.ts';
import { dutiesOf } from './duties.ts';
import { type DutyGroup, groupsToSettle } from './duty-groups.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { putWaiverNotice } from './waivers.ts';

type NewObligation = {
  stageId: string;
  rule: ObligationRule;
  ordinal: number;
  dueAtMs: number;
  /** The candidacy's own where nothing else is said. */
  areaId?: string;
  listId?: string;
};

export type ObligationStore = {
  /** Idempotent: an obligation that exists stays as it is. */
  createFor(candidacyId: string, obligations: readonly NewObligation[]): Promise<void>;
  /**
   * What verdicts, excuses or the calendar may have something to say about: duties of those who stand that are open,
   * excused or breached, or were fulfilled by a verdict that does not hold any more.
   */
  toSettle(campaignId: string): Promise<DutyGroup[]>;
  /** False, and nothing changed, when it does not stand any more as it was read. */
  settle(duty: { id: string; status: ObligationStatus }, to: Settlement & { atMs: number }): Promise<boolean>;
  /** By slot, what the candidacies of a debate's lineup owe. */
  forDebate(debateId: string): Promise<Map<string, Duty[]>>;
  /** By debate, how many obligations were breached by missing it. */
  breaches(campaignId: string): Promise<Map<string, number>>;
};

export function obligationStore(database: Database): ObligationStore {
  return {
    createFor: (candidacyId, obligations) => createFor(database, candidacyId, obligations),
    toSettle: (campaignId) => groupsToSettle(database, campaignId),
    settle: (duty, to) => inTransaction(database, (within) => settle(within, duty, to)),
    forDebate: (debateId) => forDebate(database, debateId),
    breaches: (campaignId) => breaches(database, campaignId),
  };
}

const waiting: ObligationReason = { code: 'waiting', outcome: null, debateId: null };

async function createFor(
  database: Database,
  candidacyId: string,
  obligations: readonly NewObligation[],
): Promise<void> {
  if (obligations.length === 0) return;
  const { areaId } = await database
    .selectFrom('candidacy')
    .select('areaId')
    .where('id', '=', candidacyId)
    .executeTakeFirstOrThrow();
  const made = { candidacyId, areaId, status: 'open' as const, reason: JSON.stringify(waiting) };
  await database
    .insertInto('obligation')
    .values(obligations.map((each) => ({ ...made, ...each })))
    .onConflict((conflict) => conflict.columns(['candidacyId', 'stageId', 'rule', 'ordinal']).doNothing())
    .execute();
}

async function settle(
  database: Database,
  { id, status: from }: { id: string; status: ObligationStatus },
  { status, reason, fulfilledBySlot, atMs }: Settlement & { atMs: number },
): Promise<boolean> {
  const said = { status, reason: JSON.stringify(reason) };
  const settledAtMs = status === 'open' ? null : atMs;
  const settled = await database
    .updateTable('obligation')
    .set({ ...said, fulfilledBySlot, ...(status === from ? {} : { settledAtMs }) })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst();
  if (settled.numUpdatedRows !== 1n) return false;
  await write(database, { obligationId: id, atMs, ...said });
  if (status === 'waived') await putWaiverNotice(database, id, atMs);
  return true;
}

/** The row of the duty is ours until the end of the transaction: nobody else counts on in between. */
async function write(
  database: Database,
  settlement: { obligationId: string; atMs: number; status: ObligationStatus; reason: string },
): Promise<void> {
  const { before } = await database
    .selectFrom('dutySettlement')
    .select(({ fn }) => fn.countAll<number>().as('before'))
    .where('obligationId', '=', settlement.obligationId)
    .executeTakeFirstOrThrow();
  await database
    .insertInto('dutySettlement')
    .values({ ...settlement, sequence: before + 1 })
    .execute();
}

async function forDebate(database: Database, debateId: string): Promise<Map<string, Duty[]>> {
  const slots = await database
    .selectFrom('slot')
    .select(['id', 'candidacyId'])
    .where('debateId', '=', debateId)
    .execute();
  const duties = await dutiesOf(
    database,
    slots.map(({ candidacyId }) => candidacyId),
  );
  return new Map(slots.map(({ id, candidacyId }) => [id, duties.get(candidacyId) ?? []]));
}

async function breaches(database: Database, campaignId: string): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .select('obligation.reason')
    .where('candidacy.campaignId', '=', campaignId)
    .where('obligation.status', '=', 'breached')
    .execute();
  const counts = new Map<string, number>();
  for (const { reason } of rows) {
    if (reason.debateId !== null) counts.set(reason.debateId, (counts.get(reason.debateId) ?? 0) + 1);
  }
  return counts;
}
