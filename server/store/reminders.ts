import type { Names } from '../protocol/words.ts';
import type { Reminder } from '../rules/reminders.ts';
import { standingStatuses } from './candidacies.ts';
import { noticeStore } from './notices.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** A place in a debate that is about to come, and which reminders were said of it. */
type UpcomingSlot = {
  slotId: string;
  accountId: string;
  debateId: string;
  title: Names;
  zone: string;
  plannedStartMs: number;
  said: number[];
};

export type ReminderStore = {
  /** Places of those who stand, in debates that begin within this time. */
  upcoming(campaignId: string, within: { nowMs: number; withinMs: number }): Promise<UpcomingSlot[]>;
  /** Puts the reminder to the person, once: false where somebody has done it already. */
  send(slot: UpcomingSlot, reminder: Reminder, atMs: number): Promise<boolean>;
};

export function reminderStore(database: Database): ReminderStore {
  return {
    upcoming: (campaignId, within) => upcoming(database, campaignId, within),
    send: (slot, reminder, atMs) =>
      inTransaction(database, (transaction) => send(transaction, { slot, reminder, atMs })),
  };
}

async function upcoming(
  database: Database,
  campaignId: string,
  { nowMs, withinMs }: { nowMs: number; withinMs: number },
): Promise<UpcomingSlot[]> {
  const slots = await database
    .selectFrom('slot')
    .innerJoin('debate', 'debate.id', 'slot.debateId')
    .innerJoin('area', 'area.id', 'debate.areaId')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .select([
      'slot.id as slotId',
      'candidacy.accountId',
      'debate.id as debateId',
      'debate.title',
      'area.zone',
      'debate.plannedStartMs',
    ])
    .where('debate.campaignId', '=', campaignId)
    .where('debate.status', 'in', ['published', 'lobby'])
    .where('debate.plannedStartMs', '>', nowMs)
    .where('debate.plannedStartMs', '<=', nowMs + withinMs)
    .where('candidacy.status', 'in', standingStatuses)
    .orderBy('debate.plannedStartMs')
    .orderBy('slot.id')
    .execute();
  const said = await saidOf(
    database,
    slots.map(({ slotId }) => slotId),
  );
  return slots.map((slot) => ({ ...slot, said: said.get(keyOf(slot)) ?? [] }));
}

const keyOf = ({ slotId, plannedStartMs }: { slotId: string; plannedStartMs: number }) =>
  `${slotId} ${plannedStartMs}`;

async function saidOf(database: Database, slotIds: string[]): Promise<Map<string, number[]>> {
  if (slotIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('reminder')
    .select(['slotId', 'plannedStartMs', 'beforeMs'])
    .where('slotId', 'in', slotIds)
    .execute();
  const bySlot = Map.groupBy(rows, keyOf);
  return new Map([...bySlot].map(([key, said]) => [key, said.map(({ beforeMs }) => beforeMs)]));
}

type Sending = { slot: UpcomingSlot; reminder: Reminder; atMs: number };

async function send(database: Database, { slot, reminder, atMs }: Sending): Promise<boolean> {
  const { slotId, plannedStartMs, accountId, debateId, title, zone } = slot;
  const { beforeMs, overtaken } = reminder;
  const row = { slotId, plannedStartMs, atMs };
  const stored = await database
    .insertInto('reminder')
    .values({ ...row, beforeMs, isSent: true })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (stored.numInsertedOrUpdatedRows !== 1n) return false;
  if (overtaken.length > 0) {
    await database
      .insertInto('reminder')
      .values(overtaken.map((each) => ({ ...row, beforeMs: each, isSent: false })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const hours = Math.max(1, Math.round((plannedStartMs - atMs) / 3_600_000));
  return noticeStore(database).put({
    accountId,
    kind: 'debate-reminder',
    params: { debateId, title, zone, startsAtMs: plannedStartMs, hours },
    key: `reminder:${slotId}:${plannedStartMs}:${beforeMs}`,
    atMs,
  });
}
