import { Refusal } from '../protocol/refusals.ts';
import type { HomeRecord } from './debates.ts';
import type { Database } from './tables.ts';

export async function homeRecord(database: Database, debateId: string): Promise<HomeRecord> {
  const [debate, places, moderators] = await Promise.all([
    debateOf(database, debateId),
    placesOf(database, debateId),
    moderatorsOf(database, debateId),
  ]);
  if (debate === undefined) throw new Refusal('not-found', debateId);
  return {
    ...debate,
    lineup: places.map(({ accountId: _, ...slot }) => slot),
    moderators,
    moderatorIds: moderators.map(({ accountId }) => accountId),
    slotOfAccount: Object.fromEntries(places.map(({ accountId, id }) => [accountId, id])),
  };
}

function debateOf(database: Database, debateId: string) {
  return database
    .selectFrom('debate')
    .innerJoin('ruleSet', 'ruleSet.id', 'debate.ruleSetId')
    .select([
      'debate.id as debateId',
      'debate.campaignId',
      'debate.title',
      'debate.status',
      'debate.format',
      'ruleSet.rules as ruleSet',
      'debate.ruleSetId',
      'debate.plannedStartMs',
      'debate.plannedMs',
      'debate.startedAtMs',
      'debate.endedAtMs',
    ])
    .where('debate.id', '=', debateId)
    .executeTakeFirst();
}

function moderatorsOf(database: Database, debateId: string) {
  return database
    .selectFrom('moderation')
    .innerJoin('authUser', 'authUser.id', 'moderation.accountId')
    .select(['moderation.accountId', 'authUser.name'])
    .where('moderation.debateId', '=', debateId)
    .orderBy('authUser.name')
    .execute();
}

function placesOf(database: Database, debateId: string) {
  return database
    .selectFrom('slot')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .select(['slot.id', 'slot.candidacyId', 'slot.position', 'candidacy.name', 'candidacy.accountId'])
    .where('slot.debateId', '=', debateId)
    .orderBy('slot.position')
    .execute();
}
