import type { VerdictFile } from '../protocol/judgements.ts';
import {
  correctionsOf,
  finalFromMs,
  type Judged,
  objectUntilMs,
  type Person,
  windowMs,
} from '../rules/judged.ts';
import { actsOpenTo } from '../rules/judgements.ts';
import { type AttachmentsOf, attachmentsOfObjections } from './attachments.ts';
import { type JudgedRows, judgedRows, personOf, shownVerdict, type VerdictRow } from './judged-rows.ts';
import type { Database } from './tables.ts';

export type Reader = { accountId: string; nowMs: number };

/** One verdict as the rules look at it. */
export function judgedOf(row: VerdictRow, rows: JudgedRows): Judged {
  const isHere = ({ verdictId }: { verdictId: string }) => verdictId === row.id;
  const objection = rows.objections.find(isHere);
  return {
    outcome: row.outcome,
    status: row.status,
    origin: row.origin,
    publishedAtMs: row.computedAtMs,
    endedAtMs: row.endedAtMs,
    moderatorIds: accountsIn(rows.moderators, row.debateId),
    standingIds: accountsIn(rows.standing, row.debateId),
    candidateId: row.candidateId,
    confirmedBy: rows.confirmations.filter(isHere).map(({ accountId }) => accountId),
    partialRulings: rows.partialRulings.filter(isHere),
    objection:
      objection === undefined
        ? null
        : {
            madeAtMs: objection.atMs,
            isOpen: objection.cause === null,
            rulings: rows.objectionRulings.filter(isHere),
          },
    earlierOfficials: earlierOfficials(row, rows),
  };
}

function accountsIn(rows: readonly { debateId: string; accountId: string }[], debateId: string): string[] {
  return rows.filter((row) => row.debateId === debateId).map(({ accountId }) => accountId);
}

function earlierOfficials({ id, slotId }: VerdictRow, rows: JudgedRows): string[] {
  const others = new Set(
    rows.ofSlots.filter((one) => one.slotId === slotId && one.verdictId !== id).map((one) => one.verdictId),
  );
  return [...rows.confirmations, ...rows.partialRulings, ...rows.objectionRulings]
    .filter(({ verdictId }) => others.has(verdictId))
    .map(({ accountId }) => accountId);
}

/** These verdicts as the reader may see them: an official all of them, anybody else their own. */
export async function filesOf(
  database: Database,
  verdictIds: readonly string[],
  reader: Reader,
): Promise<VerdictFile[]> {
  const rows = await judgedRows(database, verdictIds);
  const people = await peopleOf(database, rows, reader);
  const attachments = await attachmentsOfObjections(
    database,
    rows.objections.map(({ id }) => id),
  );
  return rows.verdicts.flatMap((row) => {
    const person = people.get(row.campaignId);
    if (person === undefined) return [];
    const isTheirs = row.candidateId === reader.accountId;
    if (!isTheirs && !person.isCommittee && !person.isModerator) return [];
    return [fileOf({ row, rows, attachments, person, nowMs: reader.nowMs })];
  });
}

async function peopleOf(
  database: Database,
  { verdicts }: JudgedRows,
  { accountId }: Reader,
): Promise<Map<string, Person>> {
  const campaignIds = [...new Set(verdicts.map(({ campaignId }) => campaignId))];
  const people = await Promise.all(campaignIds.map((id) => personOf(database, accountId, id)));
  return new Map(campaignIds.map((id, index) => [id, people[index] as Person]));
}

type Shown = { row: VerdictRow; rows: JudgedRows; attachments: AttachmentsOf; person: Person; nowMs: number };

function fileOf(shown: Shown): VerdictFile {
  const { row, rows, person, nowMs } = shown;
  const judged = judgedOf(row, rows);
  return {
    verdict: shownVerdict(row),
    origin: row.origin,
    isSilent: row.isSilent,
    supersedes: row.supersedes,
    debate: { id: row.debateId, title: row.title, zone: row.zone, endedAtMs: row.endedAtMs },
    ruleSet: row.ruleSet,
    finalFromMs: finalFromMs(judged),
    objectUntilMs: objectUntilMs(judged),
    confirmations: rows.confirmations
      .filter(({ verdictId }) => verdictId === row.id)
      .map(({ name, capacity, atMs }) => ({ name, capacity, atMs })),
    partialRulings: saidOf(rows.partialRulings, row.id),
    objection: objectionOf(shown),
    may: actsOpenTo(judged, person, nowMs),
    corrections: [...correctionsOf(row.outcome)],
  };
}

function objectionOf({ row, rows, attachments }: Shown): VerdictFile['objection'] {
  const objection = rows.objections.find(({ verdictId }) => verdictId === row.id);
  if (objection === undefined) return null;
  const { id, statement, atMs, cause, endedAtMs } = objection;
  return {
    id,
    statement,
    attachments: attachments.get(id) ?? [],
    madeAtMs: atMs,
    decideUntilMs: atMs + windowMs,
    rulings: saidOf(rows.objectionRulings, row.id),
    end: cause === null || endedAtMs === null ? null : { cause, atMs: endedAtMs },
  };
}

type Said<Ruling> = { verdictId: string; name: string; ruling: Ruling; reason: string; atMs: number };

function saidOf<Ruling>(said: readonly Said<Ruling>[], verdictId: string) {
  return said
    .filter((one) => one.verdictId === verdictId)
    .map(({ name, ruling, reason, atMs }) => ({ name, ruling, reason, atMs }));
}

/** The verdicts that wait for this person, the earliest term first. */
export async function waitingFor(database: Database, reader: Reader): Promise<string[]> {
  const undecided = await undecidedIds(database, reader.accountId);
  const rows = await judgedRows(database, undecided);
  const people = await peopleOf(database, rows, reader);
  return rows.verdicts
    .map((row) => ({ row, judged: judgedOf(row, rows) }))
    .filter(({ row, judged }) => {
      const person = people.get(row.campaignId);
      return person !== undefined && actsOpenTo(judged, person, reader.nowMs).some((act) => act !== 'object');
    })
    .sort((a, b) => finalFromMs(a.judged) - finalFromMs(b.judged))
    .map(({ row }) => row.id);
}

/** In the campaigns in which this person is an official. */
async function undecidedIds(database: Database, accountId: string): Promise<string[]> {
  const open = database
    .selectFrom('objection')
    .leftJoin('objectionEnd', 'objectionEnd.objectionId', 'objection.id')
    .select('objection.verdictId')
    .where('objectionEnd.objectionId', 'is', null);
  const campaigns = database
    .selectFrom('roleGrant')
    .select('campaignId')
    .where('accountId', '=', accountId)
    .where('role', 'in', ['committee', 'moderator']);
  const found = await database
    .selectFrom('verdict')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .select('verdict.id')
    .where('debate.campaignId', 'in', campaigns)
    .where('verdict.status', '!=', 'superseded')
    .where(({ or, eb }) => or([eb('verdict.status', '!=', 'final'), eb('verdict.id', 'in', open)]))
    .orderBy('verdict.computedAtMs')
    .limit(mostWaiting)
    .execute();
  return found.map(({ id }) => id);
}

/** A day of the campaign's busiest has about seven hundred. */
const mostWaiting = 2_000;
