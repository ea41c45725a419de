import type { ObligationReason, ObligationRule } from '../protocol/campaign.ts';
import type { Duty } from '../protocol/http.ts';
import type { Settlement } from '../rules/obligations.ts';
import { debatesOf, dutiesOf, type OwedDebate } from './duties.ts';
import type { Database } from './tables.ts';

export type NewObligation = { stageId: string; rule: ObligationRule; ordinal: number; dueAtMs: number };

/** An open obligation with everything that can decide it: the debates of its stage in which its candidacy sits. */
export type OpenObligation = NewObligation & {
  id: string;
  candidacyId: string;
  reason: ObligationReason;
  debates: OwedDebate[];
};

export type ObligationStore = {
  /** Idempotent: an obligation that exists stays as it is. */
  createFor(candidacyId: string, obligations: readonly NewObligation[]): Promise<void>;
  openOnes(campaignId: string): Promise<OpenObligation[]>;
  /** False, and nothing changed, when it is not open any more. */
  settle(obligationId: string, settlement: Settlement): Promise<boolean>;
  /** By slot, what the candidacies of a debate's lineup owe. */
  forDebate(debateId: string): Promise<Map<string, Duty[]>>;
  /** By debate, how many obligations were breached by missing it. */
  breaches(campaignId: string): Promise<Map<string, number>>;
};

export function obligationStore(database: Database): ObligationStore {
  return {
    createFor: (candidacyId, obligations) => createFor(database, candidacyId, obligations),
    openOnes: (campaignId) => openOnes(database, campaignId),
    settle: (obligationId, settlement) => settle(database, obligationId, settlement),
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

async function openOnes(database: Database, campaignId: string): Promise<OpenObligation[]> {
  const rows = await database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .select([
      'obligation.id',
      'obligation.candidacyId',
      'obligation.stageId',
      'obligation.rule',
      'obligation.ordinal',
      'obligation.dueAtMs',
      'obligation.reason',
    ])
    .where('candidacy.campaignId', '=', campaignId)
    .where('obligation.status', '=', 'open')
    .orderBy('obligation.dueAtMs')
    .orderBy('obligation.ordinal')
    .execute();
  const owed = await debatesOf(database, [...new Set(rows.map(({ candidacyId }) => candidacyId))]);
  const key = ({ candidacyId, stageId }: { candidacyId: string; stageId: string }) =>
    `${candidacyId} ${stageId}`;
  const byKey = Map.groupBy(owed, key);
  return rows.map((row) => ({ ...row, debates: byKey.get(key(row)) ?? [] }));
}

async function settle(database: Database, obligationId: string, settlement: Settlement): Promise<boolean> {
  const settled = await database
    .updateTable('obligation')
    .set({ ...settlement, reason: JSON.stringify(settlement.reason) })
    .where('id', '=', obligationId)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return settled.numUpdatedRows === 1n;
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
