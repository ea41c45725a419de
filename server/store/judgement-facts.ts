import type { Reason } from '../protocol/campaign.ts';
import { unreachable } from '../protocol/refusals.ts';
import { finalFromMs } from '../rules/judged.ts';
import type { JudgementFact } from '../rules/judgements.ts';
import { actStore } from './acts.ts';
import { attachmentStore } from './attachments.ts';
import type { JudgedRows, VerdictRow } from './judged-rows.ts';
import type { JudgementRequest } from './judgements.ts';
import { finality, tell } from './outcome-notices.ts';
import type { Database } from './tables.ts';
import { judgedOf } from './verdict-files.ts';
import { supersede } from './verdicts.ts';

/** What was done, to which verdict, by whom; by nobody where time has passed. */
export type Deed = {
  row: VerdictRow;
  rows: JudgedRows;
  debateId: string;
  accountId: string | null;
  nowMs: number;
  request: JudgementRequest | null;
};

/** Stores what a decision came to, each fact in the audit too, and tells the candidate. */
export async function storeFacts(
  database: Database,
  deed: Deed,
  facts: readonly JudgementFact[],
): Promise<void> {
  const acts = actStore(database);
  for (const fact of facts) {
    await storeFact(database, deed, fact);
    const { kind, ...detail } = fact;
    const { accountId, nowMs: atMs } = deed;
    const act = { atMs, accountId, action: `verdict.${kind}`, subject: deed.row.id };
    await acts.record({ ...act, detail: { ...detail, debateId: deed.debateId, slotId: deed.row.slotId } });
  }
  await closeDebate(database, deed, facts);
}

async function storeFact(database: Database, deed: Deed, fact: JudgementFact): Promise<void> {
  switch (fact.kind) {
    case 'confirmed':
      return storeConfirmation(database, deed, fact);
    case 'partial-ruled':
      await database
        .insertInto('partialRuling')
        .values({ ...saidBy(deed), ruling: fact.ruling })
        .execute();
      return;
    case 'objected':
      return storeObjection(database, deed);
    case 'objection-ruled':
      await database
        .insertInto('objectionRuling')
        .values({ ...saidBy(deed), ruling: fact.ruling })
        .execute();
      return;
    case 'objection-ended':
      return endObjection(database, deed, fact);
    case 'replaced':
      return replace(database, deed, fact);
    case 'finalised':
      await setStatus(database, deed.row.id, 'final');
      return tell(database, deed, finality(deed.row.id, deed.row.outcome));
    default:
      return unreachable(fact);
  }
}

type Of<K extends JudgementFact['kind']> = Extract<JudgementFact, { kind: K }>;

async function storeConfirmation(database: Database, deed: Deed, fact: Of<'confirmed'>): Promise<void> {
  const { row, rows, nowMs } = deed;
  const accountId = doer(deed);
  const { capacity, isComplete } = fact;
  await database
    .insertInto('confirmation')
    .values({ verdictId: row.id, accountId, capacity, atMs: nowMs })
    .execute();
  if (!isComplete) return;
  await setStatus(database, row.id, 'confirmed');
  const objectUntilAtMs = finalFromMs(judgedOf(row, rows));
  const key = `verdict-confirmed:${row.id}`;
  await tell(database, deed, {
    kind: 'verdict-confirmed',
    key,
    more: { outcome: row.outcome, objectUntilAtMs },
  });
}

async function storeObjection(database: Database, deed: Deed): Promise<void> {
  const { request, row, nowMs } = deed;
  if (request?.kind !== 'object') throw new Error('nobody objected');
  const accountId = doer(deed);
  const attachments = attachmentStore(database);
  await attachments.assertOwn(request.attachmentIds, accountId);
  const { id: objectionId } = await database
    .insertInto('objection')
    .values({ verdictId: row.id, accountId, statement: request.statement, atMs: nowMs })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [index, attachmentId] of [...new Set(request.attachmentIds)].entries()) {
    await database
      .insertInto('objectionAttachment')
      .values({ objectionId, attachmentId, position: index + 1 })
      .execute();
  }
}

async function endObjection(database: Database, deed: Deed, { cause }: Of<'objection-ended'>): Promise<void> {
  const { row, rows, nowMs, request } = deed;
  const objection = rows.objections.find(({ verdictId }) => verdictId === row.id);
  if (objection === undefined) throw new Error(`no objection to ${row.id}`);
  await database
    .insertInto('objectionEnd')
    .values({ objectionId: objection.id, cause, atMs: nowMs })
    .execute();
  if (request?.kind !== 'rule-objection') return;
  const outcome = request.ruling === 'dismissed' ? row.outcome : request.ruling;
  const key = `objection-decided:${objection.id}`;
  await tell(database, deed, { kind: 'objection-decided', key, more: { outcome, reason: request.reason } });
}

/** The new one stands on the same evidence, with what people made of it as its last reason. */
async function replace(database: Database, deed: Deed, fact: Of<'replaced'>): Promise<void> {
  const { row, nowMs } = deed;
  await supersede(database, row.id);
  const because: Reason = { code: fact.because, measured: null, needed: null };
  const { id } = await database
    .insertInto('verdict')
    .values({
      debateId: row.debateId,
      slotId: row.slotId,
      outcome: fact.outcome,
      status: fact.status,
      origin: fact.origin,
      isSilent: row.isSilent,
      supersedes: row.id,
      reasons: JSON.stringify([...row.reasons.filter(({ code }) => code !== fact.because), because]),
      presentMs: row.presentMs,
      countableMs: row.countableMs,
      arrivedAtMs: row.arrivedAtMs,
      ruleSetId: row.ruleSetId,
      ruleVersion: row.ruleVersion,
      evidenceSequence: row.evidenceSequence,
      evidenceHash: row.evidenceHash,
      computedAtMs: nowMs,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (fact.status === 'final') return tell(database, deed, finality(id, fact.outcome));
  const judged = { ...judgedOf(row, deed.rows), publishedAtMs: nowMs };
  const more = { outcome: fact.outcome, objectUntilAtMs: finalFromMs(judged) };
  await tell(database, deed, { kind: 'verdict-confirmed', key: `verdict-confirmed:${id}`, more });
}

async function setStatus(
  database: Database,
  verdictId: string,
  status: 'confirmed' | 'final',
): Promise<void> {
  await database.updateTable('verdict').set({ status }).where('id', '=', verdictId).execute();
}

/** A debate is final when everything in it is. */
async function closeDebate(
  database: Database,
  { debateId }: Deed,
  facts: readonly JudgementFact[],
): Promise<void> {
  const isAnyFinal = facts.some(
    (fact) => fact.kind === 'finalised' || (fact.kind === 'replaced' && fact.status === 'final'),
  );
  if (!isAnyFinal) return;
  const open = await database
    .selectFrom('slot')
    .leftJoin('verdict', (join) =>
      join.onRef('verdict.slotId', '=', 'slot.id').on('verdict.status', '=', 'final'),
    )
    .select('slot.id')
    .where('slot.debateId', '=', debateId)
    .where('verdict.id', 'is', null)
    .executeTakeFirst();
  if (open !== undefined) return;
  await database
    .updateTable('debate')
    .set({ status: 'final' })
    .where('id', '=', debateId)
    .where('status', '=', 'ended')
    .execute();
}

function saidBy(deed: Deed): { verdictId: string; accountId: string; reason: string; atMs: number } {
  const { request, row, nowMs } = deed;
  const reason = request !== null && 'reason' in request ? request.reason : '';
  return { verdictId: row.id, accountId: doer(deed), reason, atMs: nowMs };
}

function doer({ accountId }: Deed): string {
  if (accountId === null) throw new Error('nobody did it');
  return accountId;
}
