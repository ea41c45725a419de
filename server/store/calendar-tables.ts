import type { Generated } from 'kysely';

export type CalendarTables = {
  /** The id is the secret part of an account's feed address; a new row is a new address. */
  calendarFeed: { id: Generated<string>; accountId: string; createdAtMs: number };
  /** Kept by the database itself whenever a debate changes. */
  calendarRevision: { debateId: string; sequence: number; changedAtMs: number };
};
