import type { ObligationStatus } from '../protocol/campaign.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { CommitteePlace } from '../rules/excuses.ts';
import { noticeStore } from './notices.ts';
import type { Database } from './tables.ts';

type DutyToWaive = {
  obligationId: string;
  campaignId: string;
  accountId: string;
  status: ObligationStatus;
};

export type WaiverStore = {
  /** `not-found` where there is none. */
  duty(obligationId: string): Promise<DutyToWaive>;
  /** One member's word; the second one of the same member is refused with `already-voted`. */
  say(word: { obligationId: string; accountId: string; atMs: number; reason: string }): Promise<void>;
  /** Where somebody sits on the committee; null: nowhere in particular, which is the centre. */
  placeOf(campaignId: string, accountId: string): Promise<CommitteePlace>;
  /** An area and those above it. */
  areasUpwards(areaId: string): Promise<string[]>;
};

export function waiverStore(database: Database): WaiverStore {
  return {
    duty: (obligationId) => duty(database, obligationId),
    say: async (word) => {
      const said = await database
        .insertInto('dutyWaiver')
        .values(word)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (said.numInsertedOrUpdatedRows !== 1n) throw new Refusal('already-voted');
    },
    placeOf: async (campaignId, accountId) =>
      (await database
        .selectFrom('committeeSeat')
        .select(['level', 'areaId'])
        .where('campaignId', '=', campaignId)
        .where('accountId', '=', accountId)
        .executeTakeFirst()) ?? null,
    areasUpwards: (areaId) => areasUpwards(database, areaId),
  };
}

async function duty(database: Database, obligationId: string): Promise<DutyToWaive> {
  return database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .select([
      'obligation.id as obligationId',
      'candidacy.campaignId',
      'candidacy.accountId',
      'obligation.status',
    ])
    .where('obligation.id', '=', obligationId)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', obligationId));
}

/** Where nobody gave a reason, because the window closed on a fault of ours; a letter has one reason in one text. */
const ourFault = 'Ұйымдастырушылардың кінәсі / Вина организаторов / The organisers’ fault';

/** Tells the candidate that nothing is owed any more, with the reason that is published. */
export async function putWaiverNotice(database: Database, obligationId: string, atMs: number): Promise<void> {
  const { accountId, dueAtMs, zone, reason } = await database
    .selectFrom('obligation')
    .innerJoin('candidacy', 'candidacy.id', 'obligation.candidacyId')
    .innerJoin('area', 'area.id', 'obligation.areaId')
    .leftJoin('dutyWaiver', 'dutyWaiver.obligationId', 'obligation.id')
    .select(['candidacy.accountId', 'obligation.dueAtMs', 'area.zone', 'dutyWaiver.reason'])
    .where('obligation.id', '=', obligationId)
    .orderBy('dutyWaiver.atMs', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await noticeStore(database).put({
    accountId,
    kind: 'duty-waived',
    params: { dueAtMs, zone, reason: reason ?? ourFault },
    key: `duty-waived:${obligationId}`,
    atMs,
  });
}

async function areasUpwards(database: Database, areaId: string): Promise<string[]> {
  const path: string[] = [];
  for (let at: string | null = areaId; at !== null && !path.includes(at); ) {
    path.push(at);
    const above: { parentId: string | null } | undefined = await database
      .selectFrom('area')
      .select('parentId')
      .where('id', '=', at)
      .executeTakeFirst();
    at = above?.parentId ?? null;
  }
  return path;
}
