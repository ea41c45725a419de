import type { Database } from './tables.ts';

/** Runs the work as one: all of it is stored or nothing. Inside a transaction already, it becomes a part of that one. */
export function inTransaction<T>(database: Database, work: (within: Database) => Promise<T>): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}
