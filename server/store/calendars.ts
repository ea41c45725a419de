import type { DebateCard } from '../protocol/http.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Names } from '../protocol/words.ts';
import { cardQuery, debateCards } from './debate-cards.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** A debate as a calendar shows it. `isOwed`: whoever reads it moderates it, or stands in it and may still do so. */
export type ScheduledDebate = { card: DebateCard; sequence: number; changedAtMs: number; isOwed: boolean };

export type CalendarStore = {
  /** Of an area and of all that lies in it. An unknown one is refused with `not-found`. */
  ofArea(areaId: string): Promise<{ names: Names; debates: ScheduledDebate[] }>;
  /** The debates that the owner of this feed stands in or moderates; an unknown feed is refused with `not-found`. */
  ofFeed(feedId: string): Promise<ScheduledDebate[]>;
  /** The feed of an account; made when it is first asked for. */
  feedOf(accountId: string, nowMs: number): Promise<string>;
  /** Another feed instead, so that nobody finds anything at the old address. */
  renewFeed(accountId: string, nowMs: number): Promise<string>;
};

export function calendarStore(database: Database): CalendarStore {
  return {
    ofArea: (areaId) => ofArea(database, areaId),
    ofFeed: (feedId) => ofFeed(database, feedId),
    feedOf: (accountId, nowMs) => feedOf(database, accountId, nowMs),
    renewFeed: (accountId, nowMs) =>
      inTransaction(database, async (within) => {
        await within.deleteFrom('calendarFeed').where('accountId', '=', accountId).execute();
        return feedOf(within, accountId, nowMs);
      }),
  };
}

async function ofArea(database: Database, areaId: string) {
  const { names } = await database
    .selectFrom('area')
    .select('names')
    .where('id', '=', areaId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', areaId));
  const areas = await database
    .withRecursive('inside', (query) =>
      query
        .selectFrom('area')
        .select('area.id')
        .where('area.id', '=', areaId)
        .union(query.selectFrom('area').innerJoin('inside', 'inside.id', 'area.parentId').select('area.id')),
    )
    .selectFrom('inside')
    .select('inside.id')
    .execute();
  const inside = areas.map(({ id }) => id);
  const cards = await debateCards(database, cardQuery(database).where('debate.areaId', 'in', inside));
  return { names, debates: await revised(database, cards, new Set()) };
}

async function ofFeed(database: Database, feedId: string): Promise<ScheduledDebate[]> {
  const { accountId } = await database
    .selectFrom('calendarFeed')
    .select('accountId')
    .where('id', '=', feedId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'feed'));
  const [moderated, stood] = await Promise.all([
    database.selectFrom('moderation').select('debateId').where('accountId', '=', accountId).execute(),
    database
      .selectFrom('slot')
      .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
      .select(['slot.debateId', 'candidacy.status'])
      .where('candidacy.accountId', '=', accountId)
      .execute(),
  ]);
  const all = [...moderated, ...stood].map(({ debateId }) => debateId);
  if (all.length === 0) return [];
  // D-3: whoever is not a candidate any more is reminded of nothing.
  const standing = stood.filter(({ status }) => !['withdrawn', 'removed', 'rejected'].includes(status));
  const owed = new Set([...moderated, ...standing].map(({ debateId }) => debateId));
  const cards = await debateCards(database, cardQuery(database).where('debate.id', 'in', all));
  return revised(database, cards, owed);
}

async function revised(
  database: Database,
  cards: readonly DebateCard[],
  owed: ReadonlySet<string>,
): Promise<ScheduledDebate[]> {
  if (cards.length === 0) return [];
  const revisions = await database
    .selectFrom('calendarRevision')
    .selectAll()
    .where(
      'debateId',
      'in',
      cards.map(({ id }) => id),
    )
    .execute();
  const byDebate = new Map(revisions.map((revision) => [revision.debateId, revision]));
  return cards.map((card) => {
    const { sequence = 0, changedAtMs = card.plannedStartMs } = byDebate.get(card.id) ?? {};
    return { card, sequence, changedAtMs, isOwed: owed.has(card.id) };
  });
}

async function feedOf(database: Database, accountId: string, nowMs: number): Promise<string> {
  await database
    .insertInto('calendarFeed')
    .values({ accountId, createdAtMs: nowMs })
    .onConflict((conflict) => conflict.column('accountId').doNothing())
    .execute();
  const { id } = await database
    .selectFrom('calendarFeed')
    .select('id')
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return id;
}
