import { type Migration, type MigrationResultSet, Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { openDatabase, openSetupPool } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { accounts } from './migrations/0001-accounts.ts';
import { campaigns } from './migrations/0002-campaigns.ts';
import { debates } from './migrations/0003-debates.ts';
import { evidence } from './migrations/0004-evidence.ts';
import { outcomes } from './migrations/0005-outcomes.ts';
import { reach } from './migrations/0006-reach.ts';
import { questions } from './migrations/0007-questions.ts';
import { formatClocks } from './migrations/0008-format-clocks.ts';
import { questionShares } from './migrations/0009-question-shares.ts';
import { records } from './migrations/0010-records.ts';
import { judgements } from './migrations/0011-judgements.ts';
import { duties } from './migrations/0012-duties.ts';
import { cases } from './migrations/0013-cases.ts';
import { signIn } from './migrations/0014-sign-in.ts';
import { calendars } from './migrations/0015-calendars.ts';
import type { Database, Tables } from './tables.ts';

const migrations: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-campaigns': campaigns,
  '0003-debates': debates,
  '0004-evidence': evidence,
  '0005-outcomes': outcomes,
  '0006-reach': reach,
  '0007-questions': questions,
  '0008-format-clocks': formatClocks,
  '0009-question-shares': questionShares,
  '0010-records': records,
  '0011-judgements': judgements,
  '0012-duties': duties,
  '0013-cases': cases,
  '0015-calendars': calendars,
  '0014-sign-in': signIn,
};

/** Brings the schema forward, all of it or nothing. Several processes may ask at once: one does it, the rest wait. */
export async function migrateToLatest(database: Database): Promise<string[]> {
  return applied(await migrator(database).migrateToLatest());
}

/** The same over a connection of its own, for a process that starts and then works with shorter patience. */
export async function migrateAt(databaseUrl: string, log: Log): Promise<void> {
  const database = openDatabase<Tables>(await openSetupPool(databaseUrl, log));
  try {
    await migrateToLatest(database);
  } finally {
    await database.destroy();
  }
}

/** Takes back the newest step. What was stored in its tables is gone. */
export async function migrateDown(database: Database): Promise<string[]> {
  return applied(await migrator(database).migrateDown());
}

export async function migrateDownToNothing(database: Database): Promise<string[]> {
  return applied(await migrator(database).migrateTo(NO_MIGRATIONS));
}

function migrator(database: Database): Migrator {
  return new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
}

function applied({ error, results = [] }: MigrationResultSet): string[] {
  if (error !== undefined) throw error;
  return results.map(({ migrationName }) => migrationName);
}
