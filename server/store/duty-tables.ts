import type { Generated, JSONColumnType } from 'kysely';
import type { ObligationReason, ObligationStatus } from '../protocol/campaign.ts';
import type { CommitteeLevel, DutyTerms, ExcuseGround, NewList } from '../protocol/duties.ts';
import type { ExcuseAct } from '../rules/excuses.ts';

export type DutyTables = {
  obligationRow: {
    campaignId: string;
    /** The rows of one instant hold together, until those of a later one. */
    validFromMs: number;
    position: number;
    rule: string;
    office: string | null;
    areaKind: string | null;
    stageKind: string;
    afterStageKind: string | null;
    debates: number;
  };
  dutyTerms: { campaignId: string; version: number; validFromMs: number; terms: JSONColumnType<DutyTerms> };

  publishedList: {
    id: Generated<string>;
    campaignId: string;
    stageId: string;
    areaId: string;
    version: number;
    seats: JSONColumnType<NewList['seats']>;
    publishedAtMs: number;
    closesAtMs: number;
    /** Null: laid with the campaign. */
    publishedBy: string | null;
  };
  /** Everybody rated, or everybody registered; who of them entered stands in `listEntry`. */
  listRating: { listId: string; candidacyId: string; votes: number };
  listEntry: {
    listId: string;
    candidacyId: string;
    /** Empty where the list is of no office in particular. */
    office: string;
    votes: number | null;
    rank: number | null;
    isTied: boolean;
    enteredAtMs: number;
  };

  excuse: {
    id: Generated<string>;
    obligationId: string;
    debateId: string;
    ground: ExcuseGround;
    words: string;
    level: CommitteeLevel;
    /** The terms under which it was filed hold for all its clocks. */
    termsVersion: number;
    filedAtMs: number;
    filedBy: string;
  };
  /** What happened to an excuse, one after the other; how it stands is read from it. */
  excuseAct: {
    excuseId: string;
    sequence: number;
    atMs: number;
    /** Null: the hub itself, by the calendar. */
    accountId: string | null;
    act: JSONColumnType<ExcuseAct>;
  };
  /** Each settlement of a duty, as it was. */
  dutySettlement: {
    obligationId: string;
    sequence: number;
    atMs: number;
    status: ObligationStatus;
    reason: JSONColumnType<ObligationReason>;
  };
  /** A member's word for waiving a duty, with the reason that is published; how many it takes is in the terms. */
  dutyWaiver: {
    obligationId: string;
    accountId: string;
    atMs: number;
    reason: string;
  };
  /** A reminder that was sent or has been overtaken by a later one. */
  reminder: {
    slotId: string;
    plannedStartMs: number;
    beforeMs: number;
    atMs: number;
    isSent: boolean;
  };
};
