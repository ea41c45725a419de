import type { Outcome } from '../protocol/campaign.ts';
import type { Names } from '../protocol/words.ts';
import type { Database } from './tables.ts';

/** A verdict that people may still change, or that a breach stands on. */
export type OpenMatter = {
  slotId: string;
  candidacyId: string;
  name: string;
  debateId: string;
  title: Names;
  standing: Outcome;
  isBreached: boolean;
};

/** The newest debates first, up to so many verdicts. */
export async function openMatters(
  database: Database,
  campaignId: string,
  most: number,
): Promise<OpenMatter[]> {
  const rows = await database
    .selectFrom('verdict')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .innerJoin('slot', 'slot.id', 'verdict.slotId')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .leftJoin('obligation', (join) =>
      join
        .onRef('obligation.candidacyId', '=', 'candidacy.id')
        .onRef('obligation.stageId', '=', 'debate.stageId')
        .on('obligation.status', '=', 'breached'),
    )
    .select([
      'verdict.slotId',
      'slot.candidacyId',
      'candidacy.name',
      'verdict.debateId',
      'debate.title',
      'verdict.outcome as standing',
      'obligation.id as obligationId',
    ])
    .distinctOn(['debate.plannedStartMs', 'verdict.debateId', 'slot.position'])
    .where('debate.campaignId', '=', campaignId)
    .where('verdict.status', '!=', 'superseded')
    .where('candidacy.status', 'not in', ['withdrawn', 'removed', 'rejected'])
    .where(({ or, eb }) =>
      or([eb('verdict.status', 'in', ['proposed', 'confirmed']), eb('obligation.id', 'is not', null)]),
    )
    .orderBy('debate.plannedStartMs', 'desc')
    .orderBy('verdict.debateId')
    .orderBy('slot.position')
    .limit(most)
    .execute();
  return rows.map(({ obligationId, ...matter }) => ({ ...matter, isBreached: obligationId !== null }));
}
