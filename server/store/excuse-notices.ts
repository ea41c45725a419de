import type { ExcuseEvent } from '../rules/excuses.ts';
import { isGranted } from '../rules/excuses.ts';
import type { StoredExcuse } from './excuses.ts';
import { noticeStore } from './notices.ts';
import type { Database } from './tables.ts';

type Change = { before: StoredExcuse; after: StoredExcuse; event: ExcuseEvent };

/** Tells the candidate what became of their excuse, in the transaction in which it became so. */
export async function putExcuseNotice(database: Database, change: Change): Promise<void> {
  const { before, after, event } = change;
  if (event.act.kind === 'make-up-offered') return putOffer(database, after, event);
  if (before.status === after.status) return;
  const { accountId, dueAtMs, zone, id } = after;
  const notices = noticeStore(database);
  const about = { accountId, key: `excuse:${id}:${after.status}`, atMs: event.atMs };
  if (isGranted(after.status)) {
    await notices.put({ ...about, kind: 'excuse-granted', params: { dueAtMs, zone } });
  } else if (after.status === 'refused' || after.status === 'lapsed') {
    const reason = after.card.reason ?? '';
    await notices.put({ ...about, kind: 'excuse-refused', params: { dueAtMs, zone, reason } });
  }
}

async function putOffer(database: Database, excuse: StoredExcuse, { act, atMs }: ExcuseEvent): Promise<void> {
  if (act.kind !== 'make-up-offered') return;
  const { debateId } = act;
  const debate = await database
    .selectFrom('debate')
    .innerJoin('area', 'area.id', 'debate.areaId')
    .select(['debate.title', 'debate.plannedStartMs', 'area.zone'])
    .where('debate.id', '=', debateId)
    .executeTakeFirstOrThrow();
  const { title, plannedStartMs: startsAtMs, zone } = debate;
  await noticeStore(database).put({
    accountId: excuse.accountId,
    kind: 'make-up-offered',
    params: { debateId, title, zone, startsAtMs },
    key: `make-up:${excuse.id}:${debateId}`,
    atMs,
  });
}
