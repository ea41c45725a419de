import type { z } from 'zod';
import type { NewDebate } from '../protocol/http.ts';
import { Refusal } from '../protocol/refusals.ts';
import { formatLengthMs } from '../rules/formats.ts';
import { grantedModerators } from './appointments.ts';
import { formatStore } from './formats.ts';
import { entersAlone } from './lists.ts';
import { ruleSetStore } from './rule-sets.ts';
import type { Database } from './tables.ts';

/** A debate to be published: what the organiser asked for, and how the lot fell. */
export type DrawnDebate = z.infer<typeof NewDebate> & {
  campaignId: string;
  /** The candidacies in the order drawn: the same ones as in `candidacyIds`. */
  order: readonly string[];
  drawSeed: string;
  createdBy: string;
  nowMs: number;
};

/** Publishes it with its format and the rules in force at its planned start stamped, or refuses it whole. Runs in the caller's transaction. */
export async function publishDebate(database: Database, drawn: DrawnDebate): Promise<string> {
  await refuseStrangers(database, drawn);
  const format = await formatStore(database).read(drawn.campaignId, drawn.formatId);
  const { id: debateId } = await database
    .insertInto('debate')
    .values({
      campaignId: drawn.campaignId,
      stageId: drawn.stageId,
      areaId: drawn.areaId,
      title: JSON.stringify(drawn.title),
      format: JSON.stringify(format),
      ruleSetId: await ruleSetStore(database).inForce(drawn.campaignId, drawn.plannedStartMs),
      status: 'published',
      plannedStartMs: drawn.plannedStartMs,
      plannedMs: formatLengthMs(format, drawn.order.length),
      drawSeed: drawn.drawSeed,
      startedAtMs: null,
      endedAtMs: null,
      createdBy: drawn.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await seat(database, debateId, drawn);
  return debateId;
}

async function seat(database: Database, debateId: string, drawn: DrawnDebate): Promise<void> {
  await database
    .insertInto('slot')
    .values(drawn.order.map((candidacyId, index) => ({ debateId, candidacyId, position: index + 1 })))
    .execute();
  await database
    .insertInto('moderation')
    .values(drawn.moderatorIds.map((accountId) => ({ debateId, accountId })))
    .execute();
}

// The ids come from a page: each must be of this campaign, each once, and each fit for its place.
async function refuseStrangers(database: Database, drawn: DrawnDebate): Promise<void> {
  const { campaignId, areaId, stageId, candidacyIds, moderatorIds } = drawn;
  const candidacies = await database
    .selectFrom('candidacy')
    .select('id')
    .where('campaignId', '=', campaignId)
    .where('status', 'in', ['registered', 'advanced', 'reinstated'])
    .where('id', 'in', candidacyIds)
    .execute();
  const moderators = await grantedModerators(database, campaignId, moderatorIds);
  if (candidacies.length !== candidacyIds.length) throw new Refusal('bad-input', 'candidacyIds');
  const [alone] = candidacyIds.length === 1 ? candidacyIds : [];
  if (alone !== undefined && !(await entersAlone(database, { stageId, areaId, candidacyId: alone })))
    throw new Refusal('bad-input', 'one candidacy alone');
  if (moderators.length !== moderatorIds.length) throw new Refusal('bad-input', 'moderatorIds');
  await mustBeOf(database, campaignId, { area: areaId, campaignStage: stageId });
}

async function mustBeOf(
  database: Database,
  campaignId: string,
  ids: Record<'area' | 'campaignStage', string>,
): Promise<void> {
  for (const table of ['area', 'campaignStage'] as const) {
    const row = await database
      .selectFrom(table)
      .select('id')
      .where('campaignId', '=', campaignId)
      .where('id', '=', ids[table])
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('not-found', table);
  }
}
