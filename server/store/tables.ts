import type { ColumnType, Generated, JSONColumnType, Kysely } from 'kysely';
import type { z } from 'zod';
import type {
  CandidacyStatus,
  DebateStatus,
  Format,
  ObligationReason,
  ObligationRule,
  ObligationStatus,
  Outcome,
  Phase,
  Reason,
  RuleSet,
} from '../protocol/campaign.ts';
import type { EvidenceKind } from '../protocol/evidence.ts';
import type { Verdict } from '../protocol/http.ts';
import type { VerdictOrigin } from '../protocol/judgements.ts';
import type { DropReason, QuestionStatus, RejectReason } from '../protocol/questions.ts';
import type { Language, Names, Role } from '../protocol/words.ts';
import type { CalendarTables } from './calendar-tables.ts';
import type { CaseTables } from './case-tables.ts';
import type { DutyTables } from './duty-tables.ts';
import type { JudgementTables } from './judgements-tables.ts';
import type { RecordTables } from './records-tables.ts';
import type { SignInTables } from './sign-in-tables.ts';

type NamesColumn = JSONColumnType<Names>;

type CoreTables = {
  campaign: { id: Generated<string>; names: NamesColumn; isFictional: boolean; createdAtMs: number };
  ruleSet: {
    id: Generated<string>;
    campaignId: string;
    version: number;
    validFromMs: number;
    rules: JSONColumnType<RuleSet>;
  };
  area: {
    id: Generated<string>;
    campaignId: string;
    parentId: string | null;
    kind: string;
    names: NamesColumn;
    zone: string;
  };
  campaignStage: {
    id: Generated<string>;
    campaignId: string;
    position: number;
    kind: string;
    names: NamesColumn;
    opensAtMs: number;
    closesAtMs: number;
  };
  office: { id: Generated<string>; campaignId: string; code: string; names: NamesColumn };
  format: {
    id: Generated<string>;
    campaignId: string;
    names: NamesColumn;
    phases: JSONColumnType<Phase[]>;
    /** What the format says of its clock; what it leaves out has the usual values. */
    clock: JSONColumnType<Omit<Format, 'names' | 'phases'>>;
    /** In which order formats were stored. */
    position: Generated<number>;
  };
  candidacy: {
    id: Generated<string>;
    campaignId: string;
    areaId: string;
    accountId: string;
    name: string;
    status: z.infer<typeof CandidacyStatus>;
    /** Codes of the offices stood for. */
    offices: JSONColumnType<string[]>;
  };
  roleGrant: { accountId: string; campaignId: string; role: Role };

  debate: {
    id: Generated<string>;
    campaignId: string;
    stageId: string;
    areaId: string;
    title: NamesColumn;
    /** Stamped at publication, as are the rules: later changes of either leave this debate as it is. */
    format: JSONColumnType<Format>;
    ruleSetId: string;
    status: DebateStatus;
    plannedStartMs: number;
    plannedMs: number;
    drawSeed: string;
    startedAtMs: number | null;
    endedAtMs: number | null;
    createdBy: string;
  };
  slot: { id: Generated<string>; debateId: string; candidacyId: string; position: number };
  moderation: { debateId: string; accountId: string };
  homeHeartbeat: { debateId: string; bootId: string; atMs: number };

  evidence: {
    debateId: string;
    sequence: number;
    kind: EvidenceKind;
    atMs: number;
    commandId: string | null;
    /** The canonical text that was hashed, byte for byte. */
    body: string;
    hash: string;
  };

  verdict: {
    id: Generated<string>;
    debateId: string;
    slotId: string;
    outcome: Outcome;
    reasons: JSONColumnType<Reason[]>;
    presentMs: number;
    countableMs: number;
    arrivedAtMs: number | null;
    status: Verdict['status'];
    ruleSetId: string;
    ruleVersion: number;
    evidenceSequence: number;
    evidenceHash: string;
    computedAtMs: number;
    origin: Generated<VerdictOrigin>;
    /** Connected, and never heard (JUDGE-13). */
    isSilent: Generated<boolean>;
    supersedes: Generated<string | null>;
  };
  obligation: {
    id: Generated<string>;
    candidacyId: string;
    stageId: string;
    rule: ObligationRule;
    /** Which one, where a rule asks for several of the same kind; starts at 1. */
    ordinal: number;
    dueAtMs: number;
    status: ObligationStatus;
    reason: JSONColumnType<ObligationReason>;
    fulfilledBySlot: string | null;
    areaId: string;
    /** The publication that made it; null where it is older than lists. */
    listId: string | null;
    /** When it last got a status other than `open`. */
    settledAtMs: number | null;
  };

  reachMinute: {
    debateId: string;
    minuteMs: number;
    viewers: number;
    watchMs: number;
    peak: number;
    sketch: Buffer;
  };
  reach: {
    debateId: string;
    uniqueViewers: number;
    errorPercent: number;
    watchMs: number;
    averageMinuteAudience: number;
    peakConcurrency: number;
    method: string;
    closedAtMs: number;
  };

  listedWord: { campaignId: string; language: Language; word: string };
  question: {
    id: Generated<string>;
    debateId: string;
    text: string;
    /** The same for texts that read the same. */
    textKey: string;
    language: Language;
    /** The mark of whoever put it; no pass can be found by it, and none in two debates is alike. */
    author: string;
    /** The mark of the address prefix it came from, until a moderator has decided. */
    cameFrom: string | null;
    caughtWord: string | null;
    /** How many rows of `questionVote` it has: both change in one statement. */
    votes: Generated<number>;
    status: Generated<QuestionStatus>;
    reason: DropReason | RejectReason | null;
    putAtMs: number;
    askedAtMs: number | null;
  };
  questionVote: { questionId: string; voter: string };

  act: {
    id: Generated<string>;
    atMs: number;
    accountId: string | null;
    action: string;
    subject: string;
    detail: ColumnType<Record<string, unknown>, string, never>;
  };

  /** The sign-in library's own; here only to be read. */
  authUser: { id: string; name: string; email: string };
};

/** Each subject has its own file; add yours here. */
export type Tables = CoreTables &
  CalendarTables &
  CaseTables &
  DutyTables &
  JudgementTables &
  RecordTables &
  SignInTables;

export type Database = Kysely<Tables>;
