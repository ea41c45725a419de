import { mostModerators } from '../protocol/http.ts';
import { Refusal } from '../protocol/refusals.ts';
import { isOver } from '../rules/questions.ts';
import type { Database } from './tables.ts';

/** One more moderator for a debate that is there already. Runs in the caller's transaction. */
export async function appointModerator(
  database: Database,
  debateId: string,
  accountId: string,
): Promise<boolean> {
  // One at a time in a debate: what is counted below still holds when the moderator is stored.
  const { campaignId, status } = await database
    .selectFrom('debate')
    .select(['campaignId', 'status'])
    .where('id', '=', debateId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not-found', debateId));
  if (isOver(status)) throw new Refusal('debate-over');
  const granted = await grantedModerators(database, campaignId, [accountId]);
  if (granted.length === 0) throw new Refusal('bad-input', 'accountId');
  const appointed = await database
    .selectFrom('moderation')
    .select('accountId')
    .where('debateId', '=', debateId)
    .execute();
  if (appointed.some((each) => each.accountId === accountId)) return false;
  if (appointed.length >= mostModerators) throw new Refusal('limit-reached', 'moderators');
  await database.insertInto('moderation').values({ debateId, accountId }).execute();
  return true;
}

/** Those of them whom the campaign has made moderators. */
export function grantedModerators(database: Database, campaignId: string, accountIds: readonly string[]) {
  return database
    .selectFrom('roleGrant')
    .select('accountId')
    .where('campaignId', '=', campaignId)
    .where('role', '=', 'moderator')
    .where('accountId', 'in', accountIds)
    .execute();
}
