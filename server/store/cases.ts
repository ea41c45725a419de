import type { CaseTerms, VotingDays } from '../protocol/case-terms.ts';
import type {
  CaseCard,
  CaseView,
  CommitteeSeat,
  ListedCase,
  OwnCase,
  TrackedComplaint,
} from '../protocol/cases.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Register } from '../protocol/register.ts';
import { openBreaches } from './case-breaches.ts';
import { type LoadedCase, loadCases } from './case-files.ts';
import { fileComplaint, type NewComplaintFile } from './case-opening.ts';
import { layCaseTerms, type NewVotingDays, sayVotingDays, votingDaysOf } from './case-terms.ts';
import { cardOf, listedOf, ownCaseOf, trackedOf, viewOf } from './case-views.ts';
import { type CaseDeed, lapse, perform } from './case-writing.ts';
import { committeeOf, seatMember } from './committee-seats.ts';
import { readRegister } from './register.ts';
import type { Database } from './tables.ts';
import { inTransaction } from './transaction.ts';

type Reader = { accountId: string; nowMs: number };

export type CaseStore = {
  /** D-5: opens a case for each breached duty that has none; gives how many. Idempotent. */
  openBreaches(campaignId: string, nowMs: number): Promise<number>;
  /** Gives the number of the new case. */
  fileComplaint(complaint: NewComplaintFile): Promise<number>;
  /** Does it with all that follows from it, or refuses; the same command again changes nothing. */
  perform(deed: CaseDeed): Promise<void>;
  /** Writes down what time alone has made, and gives how many steps that were. Idempotent. */
  lapse(campaignId: string, nowMs: number): Promise<number>;
  cards(campaignId: string, nowMs: number): Promise<CaseCard[]>;
  /** The same for one of the committee, with what they can do in each. */
  listFor(campaignId: string, reader: Reader): Promise<ListedCase[]>;
  view(caseId: string, reader: Reader): Promise<CaseView>;
  /** The cases that are about this person. */
  own(reader: Reader): Promise<OwnCase[]>;
  /** By the hash of the code; `not-found` for any other. */
  tracked(hash: string, nowMs: number): Promise<TrackedComplaint>;
  register(campaign: Register['campaign'], nowMs: number): Promise<Register>;
  seat(campaignId: string, seat: CommitteeSeat): Promise<void>;
  layTerms(
    campaignId: string,
    laid: { version: number; validFromMs: number; terms: CaseTerms },
  ): Promise<void>;
  votingDays(campaignId: string): Promise<VotingDays>;
  sayVotingDays(campaignId: string, days: NewVotingDays): Promise<void>;
};

export function caseStore(database: Database): CaseStore {
  return {
    openBreaches: (campaignId, nowMs) => openBreaches(database, campaignId, nowMs),
    fileComplaint: (complaint) => inTransaction(database, (within) => fileComplaint(within, complaint)),
    perform: (deed) => inTransaction(database, (within) => perform(within, deed)),
    lapse: (campaignId, nowMs) => inTransaction(database, (within) => lapse(within, campaignId, nowMs)),
    cards: (campaignId, nowMs) => cards(database, campaignId, nowMs),
    listFor: (campaignId, reader) => listFor(database, campaignId, reader),
    view: (caseId, reader) => view(database, caseId, reader),
    own: (reader) => own(database, reader),
    tracked: (hash, nowMs) => tracked(database, hash, nowMs),
    register: (campaign, nowMs) => readRegister(database, campaign, nowMs),
    seat: (campaignId, seat) => seatMember(database, campaignId, seat),
    layTerms: (campaignId, laid) => layCaseTerms(database, campaignId, laid),
    votingDays: (campaignId) => votingDaysOf(database, campaignId),
    sayVotingDays: (campaignId, days) =>
      inTransaction(database, (within) => sayVotingDays(within, campaignId, days)),
  };
}

async function cards(database: Database, campaignId: string, nowMs: number): Promise<CaseCard[]> {
  const voting = await votingDaysOf(database, campaignId);
  const files = await loadCases(database, { campaignId });
  return files.map((file) => cardOf(file, { nowMs, voting }));
}

async function listFor(database: Database, campaignId: string, reader: Reader): Promise<ListedCase[]> {
  const [files, voting, committee] = await Promise.all([
    loadCases(database, { campaignId }),
    votingDaysOf(database, campaignId),
    committeeOf(database, campaignId),
  ]);
  return files.map((file) => listedOf(file, { ...reader, voting, committee }));
}

async function view(database: Database, caseId: string, reader: Reader): Promise<CaseView> {
  const [found] = await loadCases(database, { caseId });
  if (found === undefined) throw new Refusal('not-found', caseId);
  const { campaignId } = found;
  const [all, voting, committee] = await Promise.all([
    loadCases(database, { campaignId }),
    votingDaysOf(database, campaignId),
    committeeOf(database, campaignId),
  ]);
  return viewOf(found, { ...reader, voting, committee }, all);
}

async function own(database: Database, { accountId, nowMs }: Reader): Promise<OwnCase[]> {
  const files = await loadCases(database, { accountId });
  const shown = files.filter(isKnownToParty);
  return Promise.all(
    shown.map(async (file) =>
      ownCaseOf(file, { nowMs, voting: await votingDaysOf(database, file.campaignId) }),
    ),
  );
}

/** Nobody learns of a complaint about them before the committee asks them, or has decided. */
function isKnownToParty({ kind, course }: LoadedCase): boolean {
  return kind === 'breach' || course.some(({ event }) => event.kind === 'asked' || event.kind === 'decided');
}

async function tracked(database: Database, hash: string, nowMs: number): Promise<TrackedComplaint> {
  const [found] = await loadCases(database, { hash });
  if (found === undefined) throw new Refusal('not-found', 'tracking code');
  const all = await loadCases(database, { campaignId: found.campaignId });
  return trackedOf(found, all, nowMs);
}
