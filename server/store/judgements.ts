import type { ObjectionRuling, PartialRuling, VerdictFile } from '../protocol/judgements.ts';
import { Refusal } from '../protocol/refusals.ts';
import { windowMs } from '../rules/judged.ts';
import { decide, type JudgementCommand, type JudgementFact } from '../rules/judgements.ts';
import { judgedRows, personOf } from './judged-rows.ts';
import { type Deed, storeFacts } from './judgement-facts.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { filesOf, judgedOf, type Reader, waitingFor } from './verdict-files.ts';

/** What somebody does, with the words they gave for it. */
export type JudgementRequest =
  | { kind: 'confirm' }
  | { kind: 'rule-partial'; ruling: PartialRuling; reason: string }
  | { kind: 'object'; statement: string; attachmentIds: readonly string[] }
  | { kind: 'rule-objection'; ruling: ObjectionRuling; reason: string };

type Moment = { accountId: string; nowMs: number };

export type JudgementStore = {
  /** Does it to each of these verdicts, or to none; what was done already is not done again. */
  act(verdictIds: readonly string[], request: JudgementRequest, moment: Moment): Promise<void>;
  /** The open objection to a verdict, or the one that was decided. */
  objectionTo(verdictId: string): Promise<string>;
  /** Verdicts for which a term has run out. */
  due(nowMs: number): Promise<string[]>;
  /** Lets the time pass for one verdict; resolves to what that did. */
  passTime(verdictId: string, nowMs: number): Promise<JudgementFact[]>;
  waiting(reader: Reader): Promise<VerdictFile[]>;
  ofDebate(debateId: string, reader: Reader): Promise<VerdictFile[]>;
  own(reader: Reader): Promise<VerdictFile[]>;
};

export function judgementStore(database: Database): JudgementStore {
  return {
    act: (verdictIds, request, moment) =>
      inTransaction(database, async (within) => {
        // In one order, so that two who act on the same ones never wait for each other.
        for (const verdictId of [...new Set(verdictIds)].sort()) {
          await actOn(within, verdictId, { request, ...moment });
        }
      }),
    objectionTo: (verdictId) => objectionTo(database, verdictId),
    due: (nowMs) => due(database, nowMs),
    passTime: (verdictId, nowMs) =>
      inTransaction(database, (within) =>
        actOn(within, verdictId, { request: null, accountId: null, nowMs }),
      ),
    waiting: async (reader) => filesOf(database, await waitingFor(database, reader), reader),
    ofDebate: async (debateId, reader) => {
      const ids = database.selectFrom('verdict').select('id').where('debateId', '=', debateId);
      return filesOf(database, await idsOf(ids), reader);
    },
    own: async (reader) => {
      const ids = database
        .selectFrom('verdict')
        .innerJoin('slot', 'slot.id', 'verdict.slotId')
        .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
        .select('verdict.id')
        .where('candidacy.accountId', '=', reader.accountId)
        .where('verdict.status', '!=', 'superseded');
      return filesOf(database, await idsOf(ids), reader);
    },
  };
}

async function idsOf(query: { execute(): Promise<{ id: string }[]> }): Promise<string[]> {
  return (await query.execute()).map(({ id }) => id);
}

type Acting = { request: JudgementRequest | null; accountId: string | null; nowMs: number };

async function actOn(database: Database, verdictId: string, acting: Acting): Promise<JudgementFact[]> {
  const debateId = await takeTurn(database, verdictId);
  const rows = await judgedRows(database, [verdictId]);
  const [row] = rows.verdicts;
  if (row === undefined) throw new Refusal('not-found', verdictId);
  const { request, accountId, nowMs } = acting;
  const command = await commandOf(database, { request, accountId, campaignId: row.campaignId });
  const facts = decide(judgedOf(row, rows), command, nowMs);
  const deed: Deed = { row, rows, debateId, accountId, nowMs, request };
  await storeFacts(database, deed, facts);
  return facts;
}

/** One at a time for a debate: two people who confirm in the same moment are seen one after the other. */
async function takeTurn(database: Database, verdictId: string): Promise<string> {
  const ofVerdict = database.selectFrom('verdict').select('debateId').where('id', '=', verdictId);
  const debate = await database
    .selectFrom('debate')
    .select('id')
    .where('id', '=', ofVerdict)
    .forUpdate()
    .executeTakeFirst();
  if (debate === undefined) throw new Refusal('not-found', verdictId);
  return debate.id;
}

async function commandOf(
  database: Database,
  { request, accountId, campaignId }: Pick<Acting, 'request' | 'accountId'> & { campaignId: string },
): Promise<JudgementCommand> {
  if (request === null || accountId === null) return { kind: 'time-passes' };
  const by = await personOf(database, accountId, campaignId);
  return { ...request, by };
}

async function objectionTo(database: Database, verdictId: string): Promise<string> {
  const { id } = await database
    .selectFrom('objection')
    .select('id')
    .where('verdictId', '=', verdictId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', verdictId));
  return id;
}

async function due(database: Database, nowMs: number): Promise<string[]> {
  const overSinceMs = nowMs - windowMs;
  const open = database
    .selectFrom('objection')
    .leftJoin('objectionEnd', 'objectionEnd.objectionId', 'objection.id')
    .select(['objection.verdictId', 'objection.atMs'])
    .where('objectionEnd.objectionId', 'is', null);
  const rows = await database
    .selectFrom('verdict')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .leftJoin(open.as('open'), 'open.verdictId', 'verdict.id')
    .select('verdict.id')
    .where('verdict.status', '!=', 'superseded')
    .where(({ or, and, eb }) =>
      or([
        eb('open.atMs', '<=', overSinceMs),
        and([
          eb('open.atMs', 'is', null),
          eb('verdict.status', '!=', 'final'),
          eb('verdict.computedAtMs', '<=', overSinceMs),
          or([eb('debate.endedAtMs', 'is', null), eb('debate.endedAtMs', '<=', overSinceMs)]),
        ]),
      ]),
    )
    .orderBy('verdict.computedAtMs')
    .limit(mostAtOnce)
    .execute();
  return rows.map(({ id }) => id);
}

/** The next run takes up what is left. */
const mostAtOnce = 1_000;
