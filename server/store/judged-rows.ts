import type { Selectable } from 'kysely';
import type { Verdict } from '../protocol/http.ts';
import type { Person } from '../rules/judged.ts';
import type { JudgementTables } from './judgements-tables.ts';
import type { Database } from './tables.ts';

type Named<Row> = Row & { name: string };
type Said<Table extends 'confirmation' | 'partialRuling' | 'objectionRuling'> = Named<
  Selectable<JudgementTables[Table]>
>;

/** Verdicts, and all that people did about them or about the other verdicts of their slots. */
export type JudgedRows = {
  verdicts: VerdictRow[];
  confirmations: Said<'confirmation'>[];
  partialRulings: Said<'partialRuling'>[];
  objections: ObjectionRow[];
  objectionRulings: Said<'objectionRuling'>[];
  moderators: { debateId: string; accountId: string }[];
  /** Who stands in the debate, by their slot. */
  standing: { debateId: string; slotId: string; accountId: string }[];
  /** Every verdict of the same slots. */
  ofSlots: { verdictId: string; slotId: string }[];
};

export type VerdictRow = Awaited<ReturnType<typeof verdictsOf>>[number];
type ObjectionRow = Awaited<ReturnType<typeof objectionsOf>>[number];

/** Reads everything about these verdicts in as many queries as there are tables. */
export async function judgedRows(database: Database, verdictIds: readonly string[]): Promise<JudgedRows> {
  const verdicts = verdictIds.length === 0 ? [] : await verdictsOf(database, verdictIds);
  if (verdicts.length === 0) return nothing;
  const slotIds = [...new Set(verdicts.map(({ slotId }) => slotId))];
  const debateIds = [...new Set(verdicts.map(({ debateId }) => debateId))];
  const ofSlots = await verdictsOfSlots(database, slotIds);
  const all = ofSlots.map(({ verdictId }) => verdictId);
  const [confirmations, partialRulings, objectionRulings, objections, moderators, standing] =
    await Promise.all([
      confirmationsOf(database, all),
      partialRulingsOf(database, all),
      objectionRulingsOf(database, all),
      objectionsOf(database, verdictIds),
      moderatorsOf(database, debateIds),
      standingIn(database, debateIds),
    ]);
  return {
    verdicts,
    confirmations,
    partialRulings,
    objections,
    objectionRulings,
    moderators,
    standing,
    ofSlots,
  };
}

/** What somebody is in a campaign, as it is written now. */
export async function personOf(database: Database, accountId: string, campaignId: string): Promise<Person> {
  const grants = await database
    .selectFrom('roleGrant')
    .select('role')
    .where('accountId', '=', accountId)
    .where('campaignId', '=', campaignId)
    .execute();
  const roles = grants.map(({ role }) => role);
  return { accountId, isCommittee: roles.includes('committee'), isModerator: roles.includes('moderator') };
}

const nothing: JudgedRows = {
  verdicts: [],
  confirmations: [],
  partialRulings: [],
  objections: [],
  objectionRulings: [],
  moderators: [],
  standing: [],
  ofSlots: [],
};

function verdictsOf(database: Database, verdictIds: readonly string[]) {
  return database
    .selectFrom('verdict')
    .innerJoin('slot', 'slot.id', 'verdict.slotId')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .innerJoin('area', 'area.id', 'debate.areaId')
    .innerJoin('ruleSet', 'ruleSet.id', 'verdict.ruleSetId')
    .selectAll('verdict')
    .select([
      'candidacy.name',
      'candidacy.accountId as candidateId',
      'debate.campaignId',
      'debate.title',
      'debate.endedAtMs',
      'area.zone',
      'ruleSet.rules as ruleSet',
    ])
    .where('verdict.id', 'in', verdictIds)
    .orderBy('debate.plannedStartMs')
    .orderBy('slot.position')
    .orderBy('verdict.computedAtMs')
    .execute();
}

function verdictsOfSlots(database: Database, slotIds: readonly string[]) {
  return database
    .selectFrom('verdict')
    .select(['id as verdictId', 'slotId'])
    .where('slotId', 'in', slotIds)
    .execute();
}

function confirmationsOf(database: Database, verdictIds: readonly string[]) {
  return database
    .selectFrom('confirmation')
    .innerJoin('authUser', 'authUser.id', 'confirmation.accountId')
    .selectAll('confirmation')
    .select('authUser.name')
    .where('verdictId', 'in', verdictIds)
    .orderBy('atMs')
    .execute();
}

function partialRulingsOf(database: Database, verdictIds: readonly string[]) {
  return database
    .selectFrom('partialRuling')
    .innerJoin('authUser', 'authUser.id', 'partialRuling.accountId')
    .selectAll('partialRuling')
    .select('authUser.name')
    .where('verdictId', 'in', verdictIds)
    .orderBy('atMs')
    .execute();
}

function objectionRulingsOf(database: Database, verdictIds: readonly string[]) {
  return database
    .selectFrom('objectionRuling')
    .innerJoin('authUser', 'authUser.id', 'objectionRuling.accountId')
    .selectAll('objectionRuling')
    .select('authUser.name')
    .where('verdictId', 'in', verdictIds)
    .orderBy('atMs')
    .execute();
}

function objectionsOf(database: Database, verdictIds: readonly string[]) {
  return database
    .selectFrom('objection')
    .leftJoin('objectionEnd', 'objectionEnd.objectionId', 'objection.id')
    .select([
      'objection.id',
      'objection.verdictId',
      'objection.statement',
      'objection.atMs',
      'objectionEnd.cause',
      'objectionEnd.atMs as endedAtMs',
    ])
    .where('objection.verdictId', 'in', verdictIds)
    .execute();
}

function moderatorsOf(database: Database, debateIds: readonly string[]) {
  return database
    .selectFrom('moderation')
    .select(['debateId', 'accountId'])
    .where('debateId', 'in', debateIds)
    .execute();
}

function standingIn(database: Database, debateIds: readonly string[]) {
  return database
    .selectFrom('slot')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .select(['slot.debateId', 'slot.id as slotId', 'candidacy.accountId'])
    .where('slot.debateId', 'in', debateIds)
    .execute();
}

/** The verdict as it is shown everywhere. */
export function shownVerdict(row: VerdictRow): Verdict {
  const { id, debateId, slotId, name, outcome, status, reasons, presentMs, countableMs, arrivedAtMs } = row;
  const { ruleVersion, evidenceSequence, evidenceHash, computedAtMs } = row;
  const measured = { presentMs, countableMs, arrivedAtMs };
  const stands = { ruleVersion, evidenceSequence, evidenceHash, computedAtMs };
  return { id, debateId, slotId, name, outcome, status, reasons, ...measured, ...stands };
}
