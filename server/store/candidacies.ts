import type { z } from 'zod';
import type { CandidacyStatus } from '../protocol/campaign.ts';
import type { Candidate } from '../protocol/http.ts';
import { dutiesOf } from './duties.ts';
import type { Database } from './tables.ts';

type NewCandidacy = {
  campaignId: string;
  areaId: string;
  accountId: string;
  name: string;
  status: z.infer<typeof CandidacyStatus>;
  /** Codes of the offices stood for. */
  offices: string[];
};

/** Who takes part: nobody is reminded, judged or sent on who was rejected, withdrew or was removed. */
export const standingStatuses: z.infer<typeof CandidacyStatus>[] = ['registered', 'advanced', 'reinstated'];

export type CandidacyStore = {
  register(candidacy: NewCandidacy): Promise<string>;
  /** Whether this account stands in this campaign, however its candidacy has gone. */
  has(accountId: string, campaignId: string): Promise<boolean>;
  /** Whether this account has a place in the debate, and its candidacy stands. */
  standsIn(accountId: string, debateId: string): Promise<boolean>;
  /** Who was ever registered in an area, by name. */
  registeredIn(areaId: string): Promise<{ id: string; name: string }[]>;
  /** What a person stands for, with the debates they owe. */
  ofAccount(accountId: string): Promise<z.infer<typeof Candidate>[]>;
};

export function candidacyStore(database: Database): CandidacyStore {
  return {
    register: async (candidacy) => {
      const { id } = await database
        .insertInto('candidacy')
        .values({ ...candidacy, offices: JSON.stringify(candidacy.offices) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    has: async (accountId, campaignId) =>
      (await database
        .selectFrom('candidacy')
        .select('id')
        .where('accountId', '=', accountId)
        .where('campaignId', '=', campaignId)
        .limit(1)
        .executeTakeFirst()) !== undefined,
    standsIn: async (accountId, debateId) =>
      (await database
        .selectFrom('slot')
        .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
        .select('slot.id')
        .where('slot.debateId', '=', debateId)
        .where('candidacy.accountId', '=', accountId)
        .where('candidacy.status', 'in', standingStatuses)
        .executeTakeFirst()) !== undefined,
    registeredIn: (areaId) =>
      database
        .selectFrom('candidacy')
        .select(['id', 'name'])
        .where('areaId', '=', areaId)
        .where('status', 'not in', ['applied', 'rejected'])
        .orderBy('name')
        .execute(),
    ofAccount: (accountId) => ofAccount(database, accountId),
  };
}

async function ofAccount(database: Database, accountId: string): Promise<z.infer<typeof Candidate>[]> {
  const rows = await database
    .selectFrom('candidacy')
    .innerJoin('area', 'area.id', 'candidacy.areaId')
    .select([
      'candidacy.id as candidacyId',
      'candidacy.name',
      'candidacy.status',
      'area.id as areaId',
      'area.names',
      'area.zone',
    ])
    .where('candidacy.accountId', '=', accountId)
    .execute();
  const duties = await dutiesOf(
    database,
    rows.map(({ candidacyId }) => candidacyId),
  );
  return rows.map(({ candidacyId, name, status, areaId, names, zone }) => ({
    candidacyId,
    name,
    status,
    area: { id: areaId, names, zone },
    duties: duties.get(candidacyId) ?? [],
  }));
}
