import type { DebateStatus, Format, RuleSet, Slot } from '../protocol/campaign.ts';
import type { DebateCard, DebateDetail } from '../protocol/http.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Names } from '../protocol/words.ts';
import { statusesBefore } from '../rules/debate-status.ts';
import { audienceSettledMs } from '../rules/reach.ts';
import { appointModerator } from './appointments.ts';
import { cardQuery, debateCards } from './debate-cards.ts';
import { homeRecord } from './home-records.ts';
import { type DrawnDebate, publishDebate } from './new-debates.ts';
import { reachStore } from './reach.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { verdictStore } from './verdicts.ts';

type DebateKey = { debateId: string; campaignId: string };
type StageInstants = { startedAtMs?: number; endedAtMs?: number };
/** Everything that carrying a live debate needs to know of it. */
export type HomeRecord = {
  debateId: string;
  campaignId: string;
  title: Names;
  status: DebateStatus;
  format: Format;
  ruleSet: RuleSet;
  ruleSetId: string;
  /** In the order drawn. */
  lineup: Slot[];
  plannedStartMs: number;
  plannedMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  moderators: { accountId: string; name: string }[];
  moderatorIds: string[];
  slotOfAccount: Record<string, string>;
};

/** An unknown id is refused with `not-found`. `viewersNow` is 0 here: live figures are not the database's. */
export type DebateStore = {
  list(campaignId: string): Promise<DebateCard[]>;
  card(debateId: string): Promise<DebateCard>;
  detail(debateId: string): Promise<DebateDetail>;
  homeRecord(debateId: string): Promise<HomeRecord>;
  /** Publishes a debate with its lineup and moderators; resolves to its id. */
  create(drawn: DrawnDebate): Promise<string>;
  /**
   * Gives it one more moderator of its campaign, up to `limit-reached`; anybody else is refused with `bad-input`, and
   * everybody once it is over. False, and nothing changed, when they moderate it already.
   */
  appoint(debateId: string, accountId: string): Promise<boolean>;
  /** Moves a debate on; false, and nothing changed, when no way leads there from where it is. */
  setStatus(debateId: string, to: DebateStatus, instants?: StageInstants): Promise<boolean>;
  withStatus(statuses: readonly DebateStatus[]): Promise<string[]>;
  forModerator(accountId: string): Promise<DebateCard[]>;
  /** Ended debates in which at least one slot has no verdict yet. */
  endedWithoutVerdicts(): Promise<DebateKey[]>;
  /** Ended debates whose reach is not final yet. */
  endedWithoutReach(): Promise<DebateKey[]>;
};

export function debateStore(database: Database): DebateStore {
  return {
    list: (campaignId) =>
      debateCards(database, cardQuery(database).where('debate.campaignId', '=', campaignId)),
    card: (debateId) => card(database, debateId),
    detail: (debateId) => detail(database, debateId),
    homeRecord: (debateId) => homeRecord(database, debateId),
    create: (drawn) => inTransaction(database, (within) => publishDebate(within, drawn)),
    appoint: (debateId, accountId) =>
      inTransaction(database, (within) => appointModerator(within, debateId, accountId)),
    setStatus: (debateId, to, instants = {}) => setStatus(database, debateId, { to, instants }),
    withStatus: (statuses) => withStatus(database, statuses),
    forModerator: (accountId) => forModerator(database, accountId),
    endedWithoutVerdicts: () => endedWithoutVerdicts(database),
    endedWithoutReach: () => endedWithoutReach(database),
  };
}

async function card(database: Database, debateId: string): Promise<DebateCard> {
  const [found] = await debateCards(database, cardQuery(database).where('debate.id', '=', debateId));
  if (found === undefined) throw new Refusal('not-found', debateId);
  return found;
}

async function detail(database: Database, debateId: string): Promise<DebateDetail> {
  const [itsCard, { format, ruleSet, lineup }, verdicts, reach] = await Promise.all([
    card(database, debateId),
    homeRecord(database, debateId),
    verdictStore(database).forDebate(debateId),
    reachStore(database).forDebate(debateId),
  ]);
  return { ...itsCard, format, ruleSet, lineup, verdicts, reach };
}

async function setStatus(
  database: Database,
  debateId: string,
  move: { to: DebateStatus; instants: StageInstants },
): Promise<boolean> {
  const moved = await database
    .updateTable('debate')
    .set({ status: move.to, ...move.instants })
    .where('id', '=', debateId)
    .where('status', 'in', statusesBefore(move.to))
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

async function withStatus(database: Database, statuses: readonly DebateStatus[]): Promise<string[]> {
  const found = await keys(database).where('status', 'in', statuses).execute();
  return found.map(({ debateId }) => debateId);
}

function forModerator(database: Database, accountId: string): Promise<DebateCard[]> {
  const theirs = database.selectFrom('moderation').select('debateId').where('accountId', '=', accountId);
  return debateCards(database, cardQuery(database).where('debate.id', 'in', theirs));
}

function keys(database: Database) {
  return database.selectFrom('debate').select(['id as debateId', 'campaignId']).orderBy('plannedStartMs');
}

function endedWithoutVerdicts(database: Database): Promise<DebateKey[]> {
  const unjudged = database
    .selectFrom('slot')
    .leftJoin('verdict', 'verdict.slotId', 'slot.id')
    .select('slot.debateId')
    .where('verdict.id', 'is', null);
  return keys(database).where('status', '=', 'ended').where('id', 'in', unjudged).execute();
}

function endedWithoutReach(database: Database): Promise<DebateKey[]> {
  const final = database
    .selectFrom('reach')
    .innerJoin('debate as held', 'held.id', 'reach.debateId')
    .select('reach.debateId')
    .where('reach.closedAtMs', '>=', ({ eb }) => eb('held.endedAtMs', '+', audienceSettledMs));
  return keys(database).where('status', 'in', ['ended', 'final']).where('id', 'not in', final).execute();
}
