import { type AccessStore, accessStore } from './access.ts';
import { type ActStore, actStore } from './acts.ts';
import { type AttachmentStore, attachmentStore } from './attachments.ts';
import { type BundleStore, bundleStore } from './bundles.ts';
import { type CalendarStore, calendarStore } from './calendars.ts';
import { type CampaignStore, campaignStore } from './campaigns.ts';
import { type CandidacyStore, candidacyStore } from './candidacies.ts';
import { type CaseStore, caseStore } from './cases.ts';
import { type DebateStore, debateStore } from './debates.ts';
import { type DutyTermsStore, dutyTermsStore } from './duty-terms.ts';
import { type EvidenceStore, evidenceStore } from './evidence.ts';
import { type ExcuseStore, excuseStore } from './excuses.ts';
import { type FormatStore, formatStore } from './formats.ts';
import { type HeartbeatStore, heartbeatStore } from './heartbeats.ts';
import { type JudgementStore, judgementStore } from './judgements.ts';
import { type ListStore, listStore } from './lists.ts';
import { type NoticeStore, noticeStore } from './notices.ts';
import { type ObligationStore, obligationStore } from './obligations.ts';
import { type PasskeyStore, passkeyStore } from './passkeys.ts';
import { type ProcessStore, processStore } from './processes.ts';
import { type QuestionStore, questionStore } from './questions.ts';
import { type ReachStore, reachStore } from './reach.ts';
import { type RecordStore, recordStore } from './records.ts';
import { type ReminderStore, reminderStore } from './reminders.ts';
import { type RevocationStore, revocationStore } from './revocations.ts';
import { type RoleStore, roleStore } from './roles.ts';
import { type RuleSetStore, ruleSetStore } from './rule-sets.ts';
import { type SessionStore, sessionStore } from './sessions.ts';
import { type SignInStore, signInStore } from './sign-ins.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { type VerdictStore, verdictStore } from './verdicts.ts';
import { type WaiverStore, waiverStore } from './waivers.ts';
import { type WordListStore, wordListStore } from './word-lists.ts';

/** One repository per aggregate, over one database. */
export type Stores = {
  campaigns: CampaignStore;
  calendars: CalendarStore;
  candidacies: CandidacyStore;
  cases: CaseStore;
  debates: DebateStore;
  dutyTerms: DutyTermsStore;
  evidence: EvidenceStore;
  excuses: ExcuseStore;
  formats: FormatStore;
  heartbeats: HeartbeatStore;
  lists: ListStore;
  reminders: ReminderStore;
  waivers: WaiverStore;
  verdicts: VerdictStore;
  judgements: JudgementStore;
  attachments: AttachmentStore;
  ruleSets: RuleSetStore;
  obligations: ObligationStore;
  reach: ReachStore;
  questions: QuestionStore;
  wordLists: WordListStore;
  notices: NoticeStore;
  access: AccessStore;
  passkeys: PasskeyStore;
  sessions: SessionStore;
  signIns: SignInStore;
  revocations: RevocationStore;
  records: RecordStore;
  bundles: BundleStore;
  processes: ProcessStore;
  acts: ActStore;
  roles: RoleStore;
  /** What the work stores through the stores it is given is stored together or not at all. */
  together<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
};

export function openStores(database: Database): Stores {
  return {
    campaigns: campaignStore(database),
    calendars: calendarStore(database),
    candidacies: candidacyStore(database),
    cases: caseStore(database),
    debates: debateStore(database),
    dutyTerms: dutyTermsStore(database),
    evidence: evidenceStore(database),
    excuses: excuseStore(database),
    formats: formatStore(database),
    heartbeats: heartbeatStore(database),
    lists: listStore(database),
    reminders: reminderStore(database),
    waivers: waiverStore(database),
    verdicts: verdictStore(database),
    judgements: judgementStore(database),
    attachments: attachmentStore(database),
    ruleSets: ruleSetStore(database),
    obligations: obligationStore(database),
    reach: reachStore(database),
    questions: questionStore(database),
    wordLists: wordListStore(database),
    notices: noticeStore(database),
    access: accessStore(database),
    passkeys: passkeyStore(database),
    sessions: sessionStore(database),
    signIns: signInStore(database),
    revocations: revocationStore(database),
    records: recordStore(database),
    bundles: bundleStore(database),
    processes: processStore(database),
    acts: actStore(database),
    roles: roleStore(database),
    together: (work) => inTransaction(database, (within) => work(openStores(within))),
  };
}
