import type { z } from 'zod';
import type { SignInMethod, SignInOutcome, SignIn as ToldSignIn } from '../protocol/sign-in.ts';
import type { Database } from './tables.ts';

type SignIn = {
  atMs: number;
  accountId: string | null;
  method: SignInMethod;
  outcome: SignInOutcome;
  sessionId: string | null;
  network: string;
};

type Told = z.infer<typeof ToldSignIn>;

/** Who tried to sign in, how, and what came of it. Append-only, but for the network it came from. */
export type SignInStore = {
  record(signIn: SignIn): Promise<void>;
  /** The newest first. */
  of(accountId: string): Promise<(Told & { sessionId: string | null })[]>;
  /** Those of these accounts, and those of nobody known. The newest first. */
  among(accountIds: readonly string[]): Promise<(Told & { accountId: string | null; name: string | null })[]>;
  /** Forgets the networks of sign-ins before this instant; resolves to how many. */
  forgetNetworks(beforeMs: number): Promise<number>;
};

const listed = { own: 50, ofAll: 200 };

export function signInStore(database: Database): SignInStore {
  return {
    record: ({ network, ...signIn }) => record(database, network, signIn),
    of: (accountId) =>
      newest(database, listed.own)
        .select('signIn.sessionId')
        .where('signIn.accountId', '=', accountId)
        .execute(),
    among: (accountIds) =>
      newest(database, listed.ofAll)
        .leftJoin('authUser', 'authUser.id', 'signIn.accountId')
        .select(['signIn.accountId', 'authUser.name'])
        .where((row) =>
          row.or([row('signIn.accountId', 'is', null), row('signIn.accountId', 'in', [...accountIds, ''])]),
        )
        .execute(),
    forgetNetworks: async (beforeMs) => {
      const old = database.deleteFrom('signInAddress').where('atMs', '<', beforeMs);
      return Number((await old.executeTakeFirst()).numDeletedRows);
    },
  };
}

async function record(database: Database, prefix: string, signIn: Omit<SignIn, 'network'>): Promise<void> {
  await database
    .with('made', (within) => within.insertInto('signIn').values(signIn).returning(['id', 'atMs']))
    .insertInto('signInAddress')
    .columns(['signInId', 'prefix', 'atMs'])
    .expression((within) =>
      within.selectFrom('made').select(({ val }) => ['made.id', val(prefix).as('prefix'), 'made.atMs']),
    )
    .execute();
}

const newest = (database: Database, most: number) =>
  database
    .selectFrom('signIn')
    .leftJoin('signInAddress', 'signInAddress.signInId', 'signIn.id')
    .select([
      'signIn.id',
      'signIn.atMs',
      'signIn.method',
      'signIn.outcome',
      'signInAddress.prefix as network',
    ])
    .orderBy('signIn.atMs', 'desc')
    .limit(most);
