import type { Generated, JSONColumnType } from 'kysely';
import type { CaseTerms } from '../protocol/case-terms.ts';
import type { CaseEvent, CaseEvidence, CaseLevel, Ground } from '../protocol/cases.ts';
import type { PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Language } from '../protocol/words.ts';

export type CaseTables = {
  notice: {
    id: Generated<string>;
    accountId: string;
    kind: PersonalNoticeKind;
    params: JSONColumnType<Record<string, unknown>>;
    /** What it is about, so that the same is not put twice to one person. */
    key: string;
    /** Null: the person has not said which; a letter then speaks every language. */
    language: Language | null;
    createdAtMs: number;
    sentAtMs: number | null;
    /** When the last attempt by e-mail had failed; it still stands on the person's page. */
    givenUpAtMs: number | null;
    attempts: Generated<number>;
    nextAttemptAtMs: number;
    readAtMs: number | null;
  };
  noticeLanguage: { accountId: string; language: Language };

  caseTerms: {
    campaignId: string;
    version: number;
    validFromMs: number;
    terms: JSONColumnType<CaseTerms>;
  };
  /** The newest version holds: an extension is one version more. */
  votingDays: {
    campaignId: string;
    version: number;
    opensAtMs: number;
    closesAtMs: number;
    saidAtMs: number;
    saidBy: string | null;
    reason: string;
  };
  committeeSeat: { campaignId: string; accountId: string; level: CaseLevel; areaId: string | null };

  caseFile: {
    id: Generated<string>;
    campaignId: string;
    number: number;
    kind: 'breach' | 'complaint';
    ground: Ground;
    candidacyId: string | null;
    areaId: string;
    obligationId: string | null;
    complainantId: string | null;
    /** Of the code that whoever complained was shown once. */
    trackingHash: string | null;
    evidence: JSONColumnType<CaseEvidence> | null;
    terms: JSONColumnType<CaseTerms>;
    openedAtMs: number;
  };
  caseStep: {
    caseId: string;
    sequence: number;
    atMs: number;
    accountId: string | null;
    /** On the last step that a command made. */
    commandId: string | null;
    event: JSONColumnType<CaseEvent>;
    campaignId: string;
    decisionNumber: number | null;
  };
};
