import { type ExpressionBuilder, sql } from 'kysely';
import type { ObligationReason, ObligationStatus } from '../protocol/campaign.ts';
import type { DutyDebate } from '../rules/settling.ts';
import { standingStatuses } from './candidacies.ts';
import { debatesOf, type OwedDebate } from './duties.ts';
import { excusesOf } from './excuses.ts';
import type { Database, Tables } from './tables.ts';

/** A duty as it stands. */
export type OwedDuty = {
  id: string;
  ordinal: number;
  dueAtMs: number;
  status: ObligationStatus;
  reason: ObligationReason;
  /** How many members of the central committee have said that it be waived. */
  waivers: number;
};

/** What one candidacy owes at one stage, with everything that can decide it. */
export type DutyGroup = {
  candidacyId: string;
  stageId: string;
  duties: OwedDuty[];
  debates: DutyDebate[];
};

export async function groupsToSettle(database: Database, campaignId: string): Promise<DutyGroup[]> {
  const rows = await dutyRows(database, campaignId);
  const candidacyIds = [...new Set(rows.map(({ candidacyId }) => candidacyId))];
  const [owed, excuses] = await Promise.all([
    debatesOf(database, candidacyIds),
    excusesOf(database, candidacyIds),
  ]);
  const excuseOf = new Map(excuses.map((excuse) => [`${excuse.candidacyId} ${excuse.debateId}`, excuse]));
  const debates = Map.groupBy(owed, keyOf);
  const asDutyDebate = (debate: OwedDebate): DutyDebate => {
    const excuse = excuseOf.get(`${debate.candidacyId} ${debate.id}`);
    const { id: debateId, slotId, status, plannedStartMs, outcome, isFinal } = debate;
    return {
      ...{ debateId, slotId, status, plannedStartMs, outcome: isFinal ? outcome : null },
      excuse: excuse === undefined ? null : { status: excuse.status, isOurSide: excuse.isOurSide },
    };
  };
  return [...Map.groupBy(rows, keyOf)].map(([key, [first, ...more]]) => ({
    candidacyId: first?.candidacyId as string,
    stageId: first?.stageId as string,
    duties: [first, ...more].map((row) => row as OwedDuty),
    debates: (debates.get(key) ?? []).map(asDutyDebate),
  }));
}

const keyOf = ({ candidacyId, stageId }: { candidacyId: string; stageId: string }) =>
  `${candidacyId} ${stageId}`;

/** Where one duty of a stage may change, all of that stage are read: they share its debates. */
function dutyRows(database: Database, campaignId: string) {
  return database
    .selectFrom('obligation as duty')
    .innerJoin('candidacy', 'candidacy.id', 'duty.candidacyId')
    .select([
      'duty.id',
      'duty.candidacyId',
      'duty.stageId',
      'duty.ordinal',
      'duty.dueAtMs',
      'duty.status',
      'duty.reason',
      ({ selectFrom }) =>
        selectFrom('dutyWaiver')
          .select(({ fn }) => fn.countAll<number>().as('waivers'))
          .whereRef('dutyWaiver.obligationId', '=', 'duty.id')
          .as('waivers'),
    ])
    .where('candidacy.campaignId', '=', campaignId)
    .where('candidacy.status', 'in', standingStatuses)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('obligation as sibling')
          .select('sibling.id')
          .whereRef('sibling.candidacyId', '=', 'duty.candidacyId')
          .whereRef('sibling.stageId', '=', 'duty.stageId')
          .where(mayChange),
      ),
    )
    .orderBy('duty.dueAtMs')
    .orderBy('duty.candidacyId')
    .orderBy('duty.ordinal')
    .execute();
}

type Sibling = ExpressionBuilder<Tables & { sibling: Tables['obligation'] }, 'sibling'>;

function mayChange({ or, and, eb, not, exists, selectFrom }: Sibling) {
  const stillHolds = exists(
    selectFrom('verdict')
      .select(sql`1`.as('one'))
      .whereRef('verdict.slotId', '=', 'sibling.fulfilledBySlot')
      .where('verdict.status', '=', 'final')
      .where('verdict.outcome', 'in', ['attended', 'late']),
  );
  return or([
    eb('sibling.status', 'in', ['open', 'excused', 'breached']),
    and([eb('sibling.status', '=', 'fulfilled'), not(stillHolds)]),
  ]);
}
