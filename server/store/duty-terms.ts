import { type DutyTerms, type ObligationRow, usualTerms } from '../protocol/duties.ts';
import { obligationRows } from '../rules/obligations.ts';
import type { Database } from './tables.ts';

type DutyRules = { rows: readonly ObligationRow[]; terms: DutyTerms };

/** What a campaign says of duties, dated: a later word leaves what was made under an earlier one as it is. */
export type DutyTermsStore = {
  lay(campaignId: string, rules: DutyRules): Promise<void>;
  /** What holds at this instant; the usual where the campaign has said nothing. */
  inForce(campaignId: string, atMs: number): Promise<DutyRules>;
  ofVersion(campaignId: string, version: number): Promise<DutyTerms>;
};

export function dutyTermsStore(database: Database): DutyTermsStore {
  return {
    lay: (campaignId, rules) => lay(database, campaignId, rules),
    inForce: async (campaignId, atMs) => ({
      rows: await rowsAt(database, campaignId, atMs),
      terms: await termsAt(database, campaignId, atMs),
    }),
    ofVersion: async (campaignId, version) => {
      const found = await termsQuery(database, campaignId).where('version', '=', version).executeTakeFirst();
      return found?.terms ?? { ...usualTerms, validFromMs: 0 };
    },
  };
}

async function lay(database: Database, campaignId: string, { rows, terms }: DutyRules): Promise<void> {
  const { version, validFromMs } = terms;
  await database
    .insertInto('dutyTerms')
    .values({ campaignId, version, validFromMs, terms: JSON.stringify(terms) })
    .execute();
  if (rows.length === 0) return;
  await database
    .insertInto('obligationRow')
    .values(rows.map((row, index) => ({ ...row, campaignId, validFromMs, position: index + 1 })))
    .execute();
}

function termsQuery(database: Database, campaignId: string) {
  return database.selectFrom('dutyTerms').select('terms').where('campaignId', '=', campaignId);
}

async function termsAt(database: Database, campaignId: string, atMs: number): Promise<DutyTerms> {
  const found = await termsQuery(database, campaignId)
    .where('validFromMs', '<=', atMs)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.terms ?? { ...usualTerms, validFromMs: 0 };
}

async function rowsAt(
  database: Database,
  campaignId: string,
  atMs: number,
): Promise<readonly ObligationRow[]> {
  const newest = database
    .selectFrom('obligationRow')
    .select(({ fn }) => fn.max('validFromMs').as('validFromMs'))
    .where('campaignId', '=', campaignId)
    .where('validFromMs', '<=', atMs);
  const rows = await database
    .selectFrom('obligationRow')
    .select(['rule', 'office', 'areaKind', 'stageKind', 'afterStageKind', 'debates'])
    .where('campaignId', '=', campaignId)
    .where('validFromMs', '=', newest)
    .orderBy('position')
    .execute();
  return rows.length > 0 ? rows : obligationRows;
}
